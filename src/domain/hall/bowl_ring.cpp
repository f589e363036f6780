#include "domain/hall/bowl_ring.h"

#include <cmath>

namespace onsale::hall {

double SideLine::length_to(double along, double depth) const {
    auto const stretch = (radius + depth) / radius;
    if (along < arc()) return along * stretch;
    if (along < arc() + straight) return arc() * stretch + along - arc();
    return arc() * stretch + straight + (along - arc() - straight) * stretch;
}

double SideLine::along_after(double length, double depth) const {
    auto const stretch = (radius + depth) / radius;
    auto const first = arc() * stretch;
    if (length < first) return length / stretch;
    if (length < first + straight) return arc() + length - first;
    return arc() + straight + (length - first - straight) / stretch;
}

Point SideLine::at(double along, double depth) const {
    auto const half = straight / 2;
    if (along < arc()) {
        auto const turned = (arc() - along) / radius;
        return {-half - (radius + depth) * std::sin(turned), (radius + depth) * std::cos(turned) - radius};
    }
    if (along < arc() + straight) return {along - arc() - half, depth};
    auto const turned = (along - arc() - straight) / radius;
    return {half + (radius + depth) * std::sin(turned), (radius + depth) * std::cos(turned) - radius};
}

bool Ring::holds(double half_x, double half_y, double margin) const {
    if (half_x > half_width() - margin || half_y > half_height() - margin) return false;
    auto const x = half_x - straight_x / 2;
    auto const y = half_y - straight_y / 2;
    return x <= 0 || y <= 0 || std::hypot(x, y) <= radius - margin;
}

Point Ring::place(Side side, Point on_side) const {
    auto const [along, out] = on_side;
    switch (side) {
        case Side::north:
            return {along, -half_height() - out};
        case Side::east:
            return {half_width() + out, along};
        case Side::south:
            return {-along, half_height() + out};
        case Side::west:
            return {-half_width() - out, -along};
    }
    return {};
}

}  // namespace onsale::hall
