// An answer that was given under an Idempotency-Key, kept for a while: a client who did not hear it asks again with the
// same key, and gets the very same bytes.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <string>

#include "domain/instant.h"

namespace onsale {

// SHA-256 of what was asked for: requests that ask for the same have the same.
using Fingerprint = std::array<std::uint8_t, 32>;

// Both are ASCII and ordered byte by byte.
struct IdempotencyKey {
    std::string scope;  // whose key it is: the same text from two callers is two keys
    std::string text;   // 1 to limits::longest_idempotency_key characters
    auto operator<=>(IdempotencyKey const&) const = default;
};

struct KeyUse {
    IdempotencyKey key;
    Fingerprint fingerprint;
};

struct RememberedAnswer {
    KeyUse use;
    unsigned status = 0;  // of HTTP
    std::string body;     // any bytes
    Instant at;           // when it was decided

    bool granted() const { return status < 400; }  // a yes; otherwise it is a problem
};

}  // namespace onsale
