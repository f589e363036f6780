#include "response_reader.h"

#include <algorithm>
#include <charconv>
#include <cstring>

#include <strings.h>

namespace onsale::load {

namespace {

// The value of a header line, or nullopt-like empty view. `name` with its colon.
std::string_view value_of(std::string_view header, std::string_view name) {
    for (auto line = header.find('\n'); line != std::string_view::npos; line = header.find('\n', line + 1)) {
        auto const rest = header.substr(line + 1);
        if (rest.size() <= name.size() || ::strncasecmp(rest.data(), name.data(), name.size()) != 0) continue;
        auto value = rest.substr(name.size(), rest.find('\r') - name.size());
        value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
        return value;
    }
    return {};
}

}  // namespace

ResponseReader::State ResponseReader::take_header(std::string_view& received) {
    auto const* const end = static_cast<char const*>(::memmem(received.data(), received.size(), "\r\n\r\n", 4));
    if (end == nullptr) return received.size() > 64 * 1024 ? State::unreadable : State::need_more;
    auto const header = received.substr(0, static_cast<std::size_t>(end - received.data()) + 4);
    if (header.size() < 12 || !header.starts_with("HTTP/1.")) return State::unreadable;
    if (std::from_chars(header.data() + 9, header.data() + 12, status_).ec != std::errc{}) return State::unreadable;
    received.remove_prefix(header.size());
    auto const length = value_of(header, "content-length:");
    body_left_ = 0;
    if (!length.empty()) {
        if (std::from_chars(length.data(), length.data() + length.size(), body_left_).ec != std::errc{}) {
            return State::unreadable;
        }
    } else if (status_ != 304 && status_ != 204) {
        return State::unreadable;
    }
    closes_ = ::strncasecmp(value_of(header, "connection:").data() ? value_of(header, "connection:").data() : "",
                            "close", 5) == 0;
    in_body_ = true;
    body_.clear();
    return State::complete;
}

ResponseReader::State ResponseReader::take(std::string_view& received) {
    if (!in_body_) {
        auto const state = take_header(received);
        if (state != State::complete) return state;
    }
    auto const taken = std::min(body_left_, received.size());
    if (keeps_body_) body_.append(received.substr(0, taken));
    received.remove_prefix(taken);
    body_left_ -= taken;
    if (body_left_ > 0) return State::need_more;
    in_body_ = false;
    return State::complete;
}

}  // namespace onsale::load
