#include "drill/response.h"

#include <algorithm>
#include <charconv>

#include <strings.h>

#include "drill/limits.h"

namespace onsale::drill {
namespace {

constexpr std::size_t longest_header = 64 * 1024;

bool same_word(std::string_view a, std::string_view b) {
    return a.size() == b.size() && ::strncasecmp(a.data(), b.data(), a.size()) == 0;
}

template <class Number>
bool read_number(std::string_view text, Number& number, int base = 10) {
    return std::from_chars(text.data(), text.data() + text.size(), number, base).ec == std::errc{};
}

}  // namespace

ResponseReader::State ResponseReader::read_header(std::string_view received) {
    auto const end = received.find("\r\n\r\n");
    if (end == std::string_view::npos) return received.size() > longest_header ? State::unreadable : State::need_more;
    if (end < 12 || !received.starts_with("HTTP/1.") || !read_number(received.substr(9, 3), status_)) {
        return State::unreadable;
    }
    bool sized = status_ == 204 || status_ == 304;
    for (auto at = received.find("\r\n"); at < end;) {
        auto const next = received.find("\r\n", at + 2);
        auto const line = received.substr(at + 2, next - at - 2);
        at = next;
        auto const colon = std::min(line.find(':'), line.size());
        auto const name = line.substr(0, colon);
        auto value = line.substr(std::min(colon + 1, line.size()));
        value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
        if (same_word(name, "content-length")) {
            sized = read_number(value, length_) && length_ <= limits::largest_answer_bytes;
        } else if (same_word(name, "transfer-encoding")) {
            sized = chunked_ = same_word(value, "chunked");
        } else if (same_word(name, "connection")) {
            closes_ = same_word(value, "close");
        } else if (same_word(name, "retry-after")) {
            read_number(value, retry_after_);
        }
    }
    if (!sized) return State::unreadable;
    body_at_ = chunk_at_ = end + 4;
    return State::complete;
}

ResponseReader::State ResponseReader::read_chunks(std::string_view received) {
    for (;;) {
        auto const line = received.find("\r\n", chunk_at_);
        if (line == std::string_view::npos) return State::need_more;
        std::size_t size = 0;
        if (!read_number(received.substr(chunk_at_, line - chunk_at_), size, 16)) return State::unreadable;
        if (size > limits::largest_answer_bytes) return State::unreadable;
        if (received.size() < line + 2 + size + 2) return State::need_more;
        if (size == 0) return State::complete;  // no trailers are asked for
        chunks_.append(received.substr(line + 2, size));
        chunk_at_ = line + 2 + size + 2;
    }
}

ResponseReader::State ResponseReader::read(std::string_view received) {
    if (body_at_ == 0) {
        auto const state = read_header(received);
        if (state != State::complete) return state;
    }
    if (chunked_) return read_chunks(received);
    return received.size() < body_at_ + length_ ? State::need_more : State::complete;
}

std::string ResponseReader::body(std::string_view received) const {
    return chunked_ ? chunks_ : std::string(received.substr(body_at_, length_));
}

}  // namespace onsale::drill
