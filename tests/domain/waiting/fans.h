// Fans and moments for the tests of the line.
#pragma once

#include "domain/identifiers.h"
#include "domain/instant.h"

namespace onsale {

inline UserId fan(std::uint32_t n) {
    UserId id;
    for (std::size_t i = 0; i < 4; ++i) id.value.bytes[12 + i] = static_cast<std::uint8_t>(n >> (8 * (3 - i)));
    return id;
}

// The opening of the sale; every other moment is told from here.
constexpr Instant opening{milliseconds{1'800'000'000'000}};

}  // namespace onsale
