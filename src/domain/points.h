// Points: the money of the sale. 1 point = 1 KRW; whole points only.
#pragma once

#include <compare>
#include <cstdint>

namespace onsale {

struct Points {
    std::int64_t value = 0;
    auto operator<=>(Points const&) const = default;

    // No overflow check: every balance and amount is bounded by limits.h, far below 2^63.
    friend Points operator+(Points a, Points b) { return {a.value + b.value}; }
    friend Points operator-(Points a, Points b) { return {a.value - b.value}; }
    Points operator-() const { return {-value}; }
};

}  // namespace onsale
