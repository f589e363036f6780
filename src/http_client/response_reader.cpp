#include "http_client/response_reader.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include <string.h>

namespace onsale::http_client {
namespace {

bool same_word(std::string_view a, std::string_view b) {
    return a.size() == b.size() && ::strncasecmp(a.data(), b.data(), a.size()) == 0;
}

template <class Number>
bool read_number(std::string_view text, Number& number, int base = 10) {
    return std::from_chars(text.data(), text.data() + text.size(), number, base).ec == std::errc{};
}

}  // namespace

ResponseReader::State ResponseReader::take_header(std::string_view& received) {
    auto const* const found = static_cast<char const*>(::memmem(received.data(), received.size(), "\r\n\r\n", 4));
    if (found == nullptr) return received.size() > longest_header ? State::unreadable : State::need_more;
    auto const end = static_cast<std::size_t>(found - received.data());
    auto const header = received.substr(0, end + 4);
    if (end < 12 || !header.starts_with("HTTP/1.") || !read_number(header.substr(9, 3), status_)) {
        return State::unreadable;
    }
    closes_ = false;
    retry_after_ = 0;
    bool chunked = false;
    std::optional<std::size_t> length;
    for (auto at = header.find("\r\n"); at < end;) {
        auto const next = header.find("\r\n", at + 2);
        auto const line = header.substr(at + 2, next - at - 2);
        at = next;
        auto const colon = std::min(line.find(':'), line.size());
        auto const name = line.substr(0, colon);
        auto value = line.substr(std::min(colon + 1, line.size()));
        value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
        if (same_word(name, "content-length")) {
            if (!read_number(value, length.emplace()) || *length > largest_body) return State::unreadable;
        } else if (same_word(name, "transfer-encoding")) {
            chunked = same_word(value, "chunked");
        } else if (same_word(name, "connection")) {
            closes_ = same_word(value, "close");
        } else if (same_word(name, "retry-after")) {
            read_number(value, retry_after_);
        }
    }
    bool const bodiless = to_head || status_ == 204 || status_ == 304;
    if (!bodiless && !length && !chunked && !takes_unsized) return State::unreadable;
    if (keeps_head) head_ = header;
    body_.clear();
    left_ = bodiless ? 0 : length.value_or(0);
    part_ = chunked && !bodiless ? Part::chunk_size : Part::body;
    received.remove_prefix(header.size());
    return State::complete;
}

ResponseReader::State ResponseReader::take_body_bytes(std::string_view& received) {
    auto const taken = received.substr(0, left_);
    if (keeps_body) body_.append(taken);
    received.remove_prefix(taken.size());
    left_ -= taken.size();
    return left_ > 0 ? State::need_more : State::complete;
}

// A chunk's size, and the empty lines behind a chunk and behind the last one.
ResponseReader::State ResponseReader::take_line_of_chunks(std::string_view& received) {
    auto const end = received.find("\r\n");
    if (end == std::string_view::npos) return received.size() > longest_header ? State::unreadable : State::need_more;
    auto const line = received.substr(0, end);
    if (part_ == Part::chunk_size) {
        if (!read_number(line, left_, 16) || left_ > largest_body) return State::unreadable;
        part_ = left_ > 0 ? Part::chunk : Part::last_line;
    } else {
        if (!line.empty()) return State::unreadable;
        part_ = part_ == Part::chunk_end ? Part::chunk_size : Part::body;
    }
    received.remove_prefix(end + 2);
    return State::complete;
}

ResponseReader::State ResponseReader::take(std::string_view& received) {
    for (;;) {
        auto state = State::complete;
        switch (part_) {
            case Part::header:
                state = take_header(received);
                break;
            case Part::chunk:
                state = take_body_bytes(received);
                if (state == State::complete) part_ = Part::chunk_end;
                break;
            case Part::chunk_size:
            case Part::chunk_end:
            case Part::last_line:
                state = take_line_of_chunks(received);
                break;
            case Part::body:
                state = take_body_bytes(received);
                if (state == State::complete) part_ = Part::header;
                return state;
        }
        if (state != State::complete) return state;
    }
}

void ResponseReader::begin_again() {
    part_ = Part::header;
    left_ = 0;
    body_.clear();
}

}  // namespace onsale::http_client
