// Turns received bytes into requests: Beast's parser, made to write into no strings of its own, plus the checks that
// it leaves to its user. Reused for one request after the other.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include <boost/beast/http/basic_parser.hpp>

#include "http/handler.h"
#include "http/limits.h"
#include "http/request.h"

namespace onsale::http {

class RequestParser {
  public:
    enum class Progress { need_more, complete, refused };

    explicit RequestParser(Limits const& limits) : limits_(limits) { next(); }
    RequestParser(RequestParser const&) = delete;
    RequestParser& operator=(RequestParser const&) = delete;

    // `received` starts with the first byte of the current request and holds all of it that has come. May be called
    // again with more after need_more, the bytes having moved or not. Joins the chunks of a body in place.
    Progress parse(std::span<char> received);

    // After complete: the request (its views point into what parse() was given) and how many bytes it took.
    Request const& request() const { return request_; }
    void came_from(Address const& client) { request_.client = client; }
    std::size_t size() const { return parsed_; }
    bool keep_alive() const { return message_->keep_alive(); }
    bool http_1_0() const { return draft_.version == 10; }

    // After refused.
    Malformed why() const { return draft_.refusal.value_or(Malformed::bad_request); }

    // After need_more: bytes at the end of `received` that the framing of chunks had used and that are free again.
    std::size_t freed() const { return freed_; }
    // Once the header is complete: the length of a body beyond the usual bound; 0: of no such body. Then `request` is
    // good, but for the body.
    std::size_t large_body() const { return draft_.header_done ? draft_.large_body : 0; }
    bool untouched() const { return parsed_ == 0; }  // has it taken no byte since the last request?
    bool started(std::size_t received) const { return received > draft_.leading; }
    bool header_complete() const { return message_->is_header_done(); }
    // True once for each request whose client waits for "100 Continue" before it sends the body.
    bool take_expectation() { return std::exchange(draft_.awaits_continue, false); }
    bool head() const { return draft_.method == Method::head; }

    // Forgets the request; the next one starts at the next byte.
    void next();

  private:
    // What is known of a request while it comes in.
    struct Draft {
        char* base = nullptr;  // what has been received, from the first byte of the request; during parse() only
        char* end = nullptr;
        std::vector<Field> fields;
        std::size_t leading = 0;  // bytes of empty lines before the request
        Method method = Method::other;
        int version = 11;
        Slice method_text, target, body;
        Slice host, authorization, content_type, idempotency_key, if_none_match, accept_encoding;
        bool has_host = false, has_authorization = false, has_content_type = false, has_idempotency_key = false;
        bool chunked = false, header_done = false, awaits_continue = false;
        std::size_t large_body = 0;  // as announced, where it is beyond the usual bound
        std::size_t header_end = 0;  // of the last field's value
        std::size_t lines_seen = 0;  // bytes of an unfinished header whose line ends are known to be good
        bool has_length = false;
        std::optional<Malformed> refusal;
    };

    Progress refuse(boost::beast::error_code error, std::span<char> received);
    bool begins_last_chunk(std::span<char const> received) const;
    bool has_bare_line_feed(std::span<char const> received);
    void reclaim(std::span<char> received);
    void complete(std::span<char> received);

    // Beast's parser cannot be reused, only made again: it holds nothing but a few numbers, and writes into the draft.
    class Message final : public boost::beast::http::basic_parser<true> {
      public:
        Message(Draft& draft, Limits const& limits);

      private:
        using error_code = boost::beast::error_code;
        using text = boost::beast::string_view;
        void on_request_impl(boost::beast::http::verb, text method, text target, int version, error_code&) override;
        void on_field_impl(boost::beast::http::field, text name, text value, error_code&) override;
        void on_header_impl(error_code&) override;
        void on_body_init_impl(boost::optional<std::uint64_t> const&, error_code&) override;
        std::size_t on_body_impl(text, error_code&) override;
        void on_chunk_header_impl(std::uint64_t, text, error_code&) override {}
        std::size_t on_chunk_body_impl(std::uint64_t, text, error_code&) override;
        void on_finish_impl(error_code&) override {}
        void on_response_impl(int, text, int, error_code&) override {}

        Slice slice(text) const;
        bool folded(text name, text value) const;
        void refuse(Malformed why, error_code& error);
        void once(bool& seen, Slice& into, Slice value, error_code& error);
        void transfer_encoding(text value, error_code& error);
        void content_length(text value, error_code& error);
        void host(Slice place, text value, error_code& error);

        Draft& draft_;
        Limits const& limits_;
    };

    Limits const& limits_;
    Draft draft_;
    std::optional<Message> message_;
    Request request_;
    std::size_t parsed_ = 0;  // bytes behind which the parser goes on
    std::size_t freed_ = 0;
};

}  // namespace onsale::http
