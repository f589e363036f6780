#include "http/answer.h"

#include <algorithm>
#include <stdexcept>

#include "http/limits.h"

namespace onsale::http {

namespace {

bool breaks_a_line(char c) {
    auto const byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\t') || byte == 0x7f;
}

}  // namespace

void Answer::header(std::string_view name, std::string_view value) {
    if (name.empty() || std::ranges::any_of(name, [](char c) { return c == ':' || c == ' ' || breaks_a_line(c); }) ||
        std::ranges::any_of(value, breaks_a_line)) {
        throw std::invalid_argument("an answer's header line with control characters");
    }
    header_lines_.append(name).append(": ").append(value).append("\r\n");
}

std::size_t Answer::body_size() const { return body.size() + static_body.size() + (shared ? shared->size() : 0); }

void Answer::clear() {
    status = 200;
    content_type = {};
    static_body = {};
    shared.reset();
    close = false;
    length_unknown = false;
    permit.reset();
    subscription.reset();
    source.reset();
    repeat.reset();
    header_lines_.clear();
    body.clear();
    if (body.capacity() > kept_buffer_bytes) body.shrink_to_fit();
}

}  // namespace onsale::http
