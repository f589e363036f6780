#include "http/request_parser.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <functional>

#include <boost/beast/http/error.hpp>

#include "domain/invariant.h"

namespace onsale::http {

namespace beast_http = boost::beast::http;

namespace {

constexpr std::size_t worth_reclaiming = 4 * 1024;  // bytes of chunk framing
constexpr std::size_t empty_lines_bytes = 4;        // that some clients send between requests
constexpr std::size_t last_chunk_bytes = 5;         // "0", CR, LF, CR, LF: the shortest end of a chunked body

Method method_of(beast_http::verb named) {
    using verb = beast_http::verb;
    if (named == verb::get) return Method::get;
    if (named == verb::post) return Method::post;
    if (named == verb::patch) return Method::patch;
    if (named == verb::delete_) return Method::del;
    if (named == verb::head) return Method::head;
    if (named == verb::put) return Method::put;
    if (named == verb::options) return Method::options;
    return Method::other;
}

// Beast calls all of "HTTP/2.0", "HTTP/x", a blank in the target and a bad line end a bad version; only the first is a
// version that we do not speak. Looks no further than the version, so that it does not matter what has come behind it.
bool names_another_version(std::string_view received) {
    auto const method_end = received.find(' ');
    if (method_end == std::string_view::npos) return false;
    auto const target_end = received.find(' ', method_end + 1);
    if (target_end == std::string_view::npos) return false;
    auto const version = received.substr(target_end + 1, 8);
    auto const digit = [](char c) { return c >= '0' && c <= '9'; };
    return version.size() == 8 && version.starts_with("HTTP/") && digit(version[5]) && version[6] == '.' &&
           digit(version[7]) && version != "HTTP/1.1" && version != "HTTP/1.0";
}

// RFC 9112, 3.2: a host and perhaps a port, and nothing that a proxy in front of us could read as two of them, as a
// user or as a path. Empty is allowed.
bool is_host(std::string_view value) {
    static constexpr std::string_view marks = "-._~%!$&'()*+;=:[]";
    return std::ranges::all_of(value, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
               marks.find(c) != std::string_view::npos;
    });
}

std::string_view at(char const* base, Slice slice) {
    if (slice.size == 0) return {};
    return {base + slice.from, slice.size};
}

}  // namespace

void RequestParser::next() {
    auto fields = std::move(draft_.fields);
    fields.clear();
    draft_ = Draft{};
    draft_.fields = std::move(fields);
    message_.emplace(draft_, limits_);
    parsed_ = 0;
    freed_ = 0;
}

RequestParser::Progress RequestParser::parse(std::span<char> received) {
    freed_ = 0;
    invariant(parsed_ <= received.size(), "what the parser has taken is still there");
    while (parsed_ == draft_.leading && draft_.leading < empty_lines_bytes && received.size() > parsed_ &&
           (received[parsed_] == '\r' || received[parsed_] == '\n')) {
        parsed_ = ++draft_.leading;
    }
    if (parsed_ == received.size() && !message_->is_done()) return Progress::need_more;
    if (begins_last_chunk(received)) return Progress::need_more;
    draft_.base = received.data();
    draft_.end = received.data() + received.size();
    boost::beast::error_code error;
    parsed_ += message_->put({received.data() + parsed_, received.size() - parsed_}, error);
    if (error && error != beast_http::error::need_more) return refuse(error, received);
    if (message_->is_done()) {
        complete(received);
        return Progress::complete;
    }
    if (!draft_.header_done && received.size() >= limits_.header_bytes) {
        draft_.refusal = Malformed::header_too_large;
        return Progress::refused;
    }
    if (!draft_.header_done && has_bare_line_feed(received)) return refuse(beast_http::error::bad_version, received);
    if (large_body() > 0) complete(received);  // the one that decides whether it may come looks at the header
    if (draft_.chunked && received.size() - parsed_ > chunk_framing_bytes) return Progress::refused;
    if (draft_.chunked) reclaim(received);
    return Progress::need_more;
}

// Once Beast 1.81 has seen "0", CR, LF as the first chunk of a body it asserts that five bytes are there (fixed by
// boostorg/beast #2861). Nothing shorter can complete such a body: it is asked when they have come.
bool RequestParser::begins_last_chunk(std::span<char const> received) const {
    if (!draft_.chunked || !draft_.header_done) return false;
    return received[parsed_] == '0' && received.size() - parsed_ < last_chunk_bytes;
}

// Beast waits for the empty line that ends a header. A client that ends its lines by LF alone never sends that.
bool RequestParser::has_bare_line_feed(std::span<char const> received) {
    auto& seen = draft_.lines_seen;
    seen = std::max(seen, draft_.leading);
    for (; seen < received.size(); ++seen) {
        if (received[seen] == '\n' && (seen == 0 || received[seen - 1] != '\r')) return true;
    }
    return false;
}

RequestParser::Progress RequestParser::refuse(boost::beast::error_code error, std::span<char> received) {
    if (!draft_.refusal) {
        if (error == beast_http::error::header_limit) {
            draft_.refusal = Malformed::header_too_large;
        } else if (error == beast_http::error::body_limit) {
            draft_.refusal = Malformed::body_too_large;
        } else if (error == beast_http::error::bad_version &&
                   names_another_version({received.data() + draft_.leading, received.size() - draft_.leading})) {
            draft_.refusal = Malformed::unsupported_version;
        }
    }
    return Progress::refused;
}

// The chunks' data has been moved together; what framing lay between it and the unparsed rest is of no more use.
// Without this a body of one-byte chunks would need six times its size.
void RequestParser::reclaim(std::span<char> received) {
    if (draft_.body.size == 0) return;
    auto const body_end = std::size_t{draft_.body.from} + draft_.body.size;
    auto const framing = parsed_ - body_end;
    if (framing < worth_reclaiming) return;
    std::memmove(received.data() + body_end, received.data() + parsed_, received.size() - parsed_);
    parsed_ = body_end;
    freed_ = framing;
}

void RequestParser::complete(std::span<char> received) {
    char const* const base = received.data();
    request_.method = draft_.method;
    request_.head = draft_.method == Method::head;
    request_.method_text = at(base, draft_.method_text);
    request_.target = at(base, draft_.target);
    auto const [path, query] = split_target(request_.target);
    request_.path = path;
    request_.query = query;
    request_.body = at(base, draft_.body);
    request_.host = at(base, draft_.host);
    request_.authorization = at(base, draft_.authorization);
    request_.content_type = at(base, draft_.content_type);
    request_.idempotency_key.reset();
    if (draft_.has_idempotency_key) request_.idempotency_key = at(base, draft_.idempotency_key);
    request_.if_none_match = at(base, draft_.if_none_match);
    request_.accept_encoding = at(base, draft_.accept_encoding);
    request_.base_ = base;
    request_.fields_ = draft_.fields;
}

RequestParser::Message::Message(Draft& draft, Limits const& limits) : draft_(draft), limits_(limits) {
    eager(true);
    header_limit(static_cast<std::uint32_t>(limits.header_bytes));
    body_limit(limits.body_bytes);
}

Slice RequestParser::Message::slice(text value) const {
    return {static_cast<std::uint32_t>(value.data() - draft_.base), static_cast<std::uint32_t>(value.size())};
}

void RequestParser::Message::refuse(Malformed why, error_code& error) {
    draft_.refusal = why;
    error = beast_http::error::bad_value;
}

void RequestParser::Message::on_request_impl(beast_http::verb verb, text method, text target, int version,
                                             error_code& error) {
    draft_.method = method_of(verb);
    draft_.version = version;
    draft_.method_text = slice(method);
    draft_.target = slice(target);
    if (target.empty()) refuse(Malformed::bad_request, error);
}

void RequestParser::Message::once(bool& seen, Slice& into, Slice value, error_code& error) {
    if (std::exchange(seen, true)) return refuse(Malformed::repeated_field, error);
    into = value;
}

// Anything but a lone "chunked" could be framed differently by a proxy in front of us: request smuggling.
void RequestParser::Message::transfer_encoding(text value, error_code& error) {
    if (!boost::beast::iequals(value, "chunked") || draft_.version < 11) refuse(Malformed::bad_request, error);
    draft_.chunked = true;
}

// Digits, once: what a proxy in front of us could read as another length is refused, even where Beast agrees with
// itself (equal lengths in several lines or in a list). Beast measures the body against its limit once the header is
// complete.
void RequestParser::Message::content_length(text value, error_code& error) {
    std::size_t length = 0;
    auto const read = std::from_chars(value.data(), value.data() + value.size(), length);
    bool const overflows = read.ec == std::errc::result_out_of_range;
    if (std::exchange(draft_.has_length, true)) return refuse(Malformed::repeated_field, error);
    if (read.ptr != value.data() + value.size()) return refuse(Malformed::bad_request, error);
    if (overflows || length <= limits_.body_bytes || length > limits_.large_body_bytes) return;
    draft_.large_body = length;
    body_limit(limits_.large_body_bytes);
}

void RequestParser::Message::host(Slice place, text value, error_code& error) {
    if (!is_host({value.data(), value.size()})) return refuse(Malformed::bad_request, error);
    once(draft_.has_host, draft_.host, place, error);
}

// A value folded over several lines (RFC 9112 lets us refuse it): Beast joins it outside of our buffer, or, if its
// first line is empty, steps over the line's end.
bool RequestParser::Message::folded(text name, text value) const {
    std::less<char const*> const before;
    if (before(value.data(), draft_.base) || before(draft_.end, value.data() + value.size())) return true;
    return std::find(name.data() + name.size(), value.data(), '\r') != value.data();
}

void RequestParser::Message::on_field_impl(beast_http::field kind, text name, text value, error_code& error) {
    using field = beast_http::field;
    if (folded(name, value)) return refuse(Malformed::bad_request, error);
    if (draft_.header_done) return;  // trailers are dropped: they must not stand in for what was checked before
    auto const place = slice(value);
    draft_.header_end = place.from + place.size + 2;
    draft_.fields.push_back({slice(name), place});
    if (kind == field::host) {
        host(place, value, error);
    } else if (kind == field::authorization) {
        once(draft_.has_authorization, draft_.authorization, place, error);
    } else if (kind == field::content_type) {
        once(draft_.has_content_type, draft_.content_type, place, error);
    } else if (kind == field::if_none_match) {
        if (draft_.if_none_match.size == 0) draft_.if_none_match = place;
    } else if (kind == field::accept_encoding) {
        if (draft_.accept_encoding.size == 0) draft_.accept_encoding = place;
    } else if (kind == field::transfer_encoding) {
        transfer_encoding(value, error);
    } else if (kind == field::content_length) {
        content_length(value, error);
    } else if (kind == field::expect) {
        if (!boost::beast::iequals(value, "100-continue")) return refuse(Malformed::expectation_failed, error);
        draft_.awaits_continue = draft_.version >= 11;
    } else if (kind == field::unknown && boost::beast::iequals(name, "Idempotency-Key")) {
        once(draft_.has_idempotency_key, draft_.idempotency_key, place, error);
    }
}

void RequestParser::Message::on_header_impl(error_code& error) {
    draft_.header_done = true;
    if (draft_.header_end + 2 > limits_.header_bytes) return refuse(Malformed::header_too_large, error);
    if (draft_.version >= 11 && !draft_.has_host) refuse(Malformed::bad_request, error);
}

void RequestParser::Message::on_body_init_impl(boost::optional<std::uint64_t> const&, error_code&) {}

std::size_t RequestParser::Message::on_body_impl(text piece, error_code&) {
    auto const place = slice(piece);
    if (draft_.body.size == 0) draft_.body.from = place.from;
    draft_.body.size += place.size;
    return piece.size();
}

std::size_t RequestParser::Message::on_chunk_body_impl(std::uint64_t, text piece, error_code&) {
    auto const place = slice(piece);
    if (draft_.body.size == 0) draft_.body.from = place.from;
    std::memmove(draft_.base + draft_.body.from + draft_.body.size, piece.data(), piece.size());
    draft_.body.size += place.size;
    return piece.size();
}

}  // namespace onsale::http
