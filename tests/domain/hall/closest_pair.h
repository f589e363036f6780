// What tests ask of a layout.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <numeric>
#include <span>
#include <vector>

#include "domain/hall/drawing.h"

namespace onsale::hall {

struct SeatPair {
    std::size_t one = 0;  // indices
    std::size_t other = 0;
    double distance = std::numeric_limits<double>::infinity();  // in hundredths of a seat width
};

// The two seats that are closest to each other. From left to right, each is compared with those right of it that could
// be closer than the closest so far: little in a stadium.
inline SeatPair closest_seats(std::span<MapPoint const> positions) {
    std::vector<std::size_t> by_x(positions.size());
    std::iota(by_x.begin(), by_x.end(), std::size_t{0});
    std::ranges::sort(by_x, {}, [&](std::size_t i) { return positions[i]; });
    SeatPair closest;
    for (auto left = by_x.begin(); left != by_x.end(); ++left) {
        for (auto right = left + 1; right != by_x.end(); ++right) {
            double const x = positions[*right].x - positions[*left].x;
            if (x >= closest.distance) break;
            auto const distance = std::hypot(x, positions[*right].y - positions[*left].y);
            if (distance < closest.distance) closest = {*left, *right, distance};
        }
    }
    return closest;
}

inline double closest_pair(std::span<MapPoint const> positions) { return closest_seats(positions).distance; }

}  // namespace onsale::hall
