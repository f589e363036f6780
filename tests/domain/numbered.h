// Ids by number, so that a test reads like a story: numbered<SeatId>(1), numbered<UserId>(2).
#pragma once

#include <cstdint>

#include "domain/identifiers.h"

namespace onsale {

// Ids of a greater number are greater.
template <class SomeId>
SomeId numbered(std::uint32_t n) {
    SomeId id;
    for (std::size_t i = 0; i < 4; ++i) id.value.bytes[12 + i] = static_cast<std::uint8_t>(n >> (8 * (3 - i)));
    return id;
}

}  // namespace onsale
