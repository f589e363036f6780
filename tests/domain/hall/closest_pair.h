// What tests ask of a layout.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include "domain/hall/drawing.h"

namespace onsale::hall {

// The distance of the two seats that are closest to each other, in hundredths of a seat width; looked for among the
// neighbours in a grid, so that a stadium takes no longer than it has seats.
inline double closest_pair(std::span<MapPoint const> positions) {
    auto const cell = [](std::int32_t at) { return static_cast<std::int32_t>(std::floor(at / double{unit})); };
    std::map<std::pair<std::int32_t, std::int32_t>, std::vector<MapPoint>> grid;
    double closest = std::numeric_limits<double>::infinity();
    for (auto const& point : positions) {
        auto const x = cell(point.x);
        auto const y = cell(point.y);
        for (auto column = x - 1; column <= x + 1; ++column) {
            for (auto line = y - 1; line <= y + 1; ++line) {
                auto const found = grid.find({column, line});
                if (found == grid.end()) continue;
                for (auto const& other : found->second) {
                    closest = std::min(closest, std::hypot(point.x - other.x, point.y - other.y));
                }
            }
        }
        grid[{x, y}].push_back(point);
    }
    return closest;
}

}  // namespace onsale::hall
