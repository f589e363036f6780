// base64url without padding (RFC 4648, 5; RFC 7515, 2), strict: every byte string has exactly one spelling.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

namespace onsale::identity {

constexpr std::size_t base64url_size(std::size_t bytes) { return (bytes * 4 + 2) / 3; }

// Writes base64url_size(bytes.size()) characters; returns the end of what was written.
char* write_base64url(char* out, std::string_view bytes);

// The bytes, in the front of `room`. Nullopt: a foreign character, padding, an impossible length, bits left over that
// are not zero, or more bytes than `room` has.
std::optional<std::string_view> read_base64url(std::string_view text, std::span<char> room);

}  // namespace onsale::identity
