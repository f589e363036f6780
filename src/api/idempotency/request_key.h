// The Idempotency-Key of a request, and what the request asks for in 32 bytes.
#pragma once

#include <cstddef>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "api/problem/problem.h"
#include "application/idempotency/remembered_answer.h"
#include "domain/identifiers.h"
#include "http/request.h"

namespace onsale::api {

// Whose keys a call's key is among: the same key of two callers is two keys.
struct KeyOwner {
    std::string_view kind;
    std::optional<UserId> user{};
    std::size_t shortest_key = 1;          // in characters
    std::size_t different_characters = 1;  // that it has at least

    std::string scope() const { return user ? user->to_string() : std::string(kind); }
};
inline KeyOwner keys_of(UserId user) { return {.kind = "user", .user = user}; }
inline constexpr KeyOwner keys_of_managers{.kind = "manager"};

// A string of RFC 8941 ("abc", with \" and \\ for quote and backslash) or the bare text: both are the same key.
// Nullopt: the request has none. Refuses what is empty, too long or too short, not printable ASCII, or quoted half.
std::expected<std::optional<std::string>, Problem> read_key(http::Request const& request, KeyOwner const& owner);

// Of method, path, query and body, byte for byte. The caller is the key's scope; other fields do not matter to a write.
// Throws std::runtime_error if OpenSSL fails.
Fingerprint fingerprint_of(http::Request const& request);

}  // namespace onsale::api
