#include "domain/hall/outline.h"

#include <algorithm>
#include <cstddef>

namespace onsale::hall {
namespace {

// A seat's own room, as an octagon: as wide as a seat, and no wider where its row runs aslant.
constexpr std::int32_t half = unit / 2;
constexpr std::int32_t corner = 21;  // half * tan(22.5 degrees)
constexpr MapPoint around[] = {{-half, -corner}, {-corner, -half}, {corner, -half}, {half, -corner},
                               {half, corner},   {corner, half},   {-corner, half}, {-half, corner}};

// Twice the area of the triangle: positive where the way turns right on the screen.
std::int64_t turn(MapPoint a, MapPoint b, MapPoint c) {
    return std::int64_t{b.x - a.x} * (c.y - a.y) - std::int64_t{b.y - a.y} * (c.x - a.x);
}

// One side of the hull, from the first of the sorted points to the last (Andrew's monotone chain).
template <class Points>
void add_chain(Points const& points, std::vector<MapPoint>& hull) {
    auto const base = hull.size();
    for (auto const& point : points) {
        while (hull.size() >= base + 2 && turn(hull[hull.size() - 2], hull.back(), point) <= 0) hull.pop_back();
        hull.push_back(point);
    }
    hull.pop_back();  // begins the other side
}

}  // namespace

std::vector<MapPoint> outline_of(std::span<MapPoint const> seats) {
    std::vector<MapPoint> points;
    points.reserve(seats.size() * std::size(around));
    for (auto const& seat : seats) {
        for (auto const& edge : around) points.push_back({seat.x + edge.x, seat.y + edge.y});
    }
    std::ranges::sort(points);
    auto const rest = std::ranges::unique(points);
    points.erase(rest.begin(), rest.end());
    std::vector<MapPoint> hull;
    if (points.empty()) return hull;
    add_chain(points, hull);
    std::ranges::reverse(points);
    add_chain(points, hull);
    return hull;
}

}  // namespace onsale::hall
