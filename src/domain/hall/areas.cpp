#include "domain/hall/areas.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace onsale::hall {
namespace {

// In seat widths; a seat width is about half a metre.
constexpr double room_of_one = 1.2;  // square: some three people on a square metre
constexpr double area_shape = 2;     // how many times wider than deep an area is
constexpr double least_depth = 3;
constexpr double area_gap = 2;         // between two areas, and to the seats
constexpr double stage_clearance = 2;  // to the stage
constexpr double most_of_a_pitch = 0.9;

std::int32_t in_hundredths(double seat_widths) { return static_cast<std::int32_t>(std::lround(seat_widths * unit)); }

double depth_of(std::size_t places) {
    return std::max(least_depth, std::sqrt(static_cast<double>(places) * room_of_one / area_shape));
}

// Side by side, their middle at (0, 0).
struct AreaBand {
    explicit AreaBand(std::span<std::size_t const> places) {
        for (auto const each : places) {
            if (width > 0) width += area_gap;
            width += depth_of(each) * area_shape;
            depth = std::max(depth, depth_of(each));
        }
    }
    double width = 0;
    double depth = 0;
};

std::vector<Outline> outlines_of(std::span<std::size_t const> places, double middle, double top, double scale) {
    AreaBand const band(places);
    auto left = middle - band.width * scale / 2;
    std::vector<Outline> outlines;
    for (auto const each : places) {
        auto const depth = depth_of(each) * scale;
        outlines.push_back(rectangle({in_hundredths(left), in_hundredths(top)}, in_hundredths(depth * area_shape),
                                     in_hundredths(depth)));
        left += depth * area_shape + area_gap * scale;
    }
    return outlines;
}

double in_seat_widths(std::int32_t hundredths_of_one) { return static_cast<double>(hundredths_of_one) / unit; }

bool holds(Stage const& stage, MapPoint point) {
    return point.x >= stage.corner.x && point.x <= stage.corner.x + stage.width && point.y >= stage.corner.y &&
           point.y <= stage.corner.y + stage.height;
}

std::vector<Outline> on_pitch(std::span<std::size_t const> places, Stage const& pitch) {
    AreaBand const band(places);
    auto const room = [](std::int32_t length) { return in_seat_widths(length) * most_of_a_pitch; };
    auto const scale = std::min({1.0, room(pitch.width) / band.width, room(pitch.height) / band.depth});
    auto const middle = middle_of(rectangle(pitch.corner, pitch.width, pitch.height));
    return outlines_of(places, in_seat_widths(middle.x), in_seat_widths(middle.y) - band.depth * scale / 2, scale);
}

std::vector<Outline> before_stage(std::span<std::size_t const> places, Stage const& stage,
                                  std::vector<MapPoint>& seats) {
    auto const front = in_seat_widths(stage.corner.y + stage.height) + stage_clearance;
    // The first row keeps its distance: to the areas now.
    auto const down = in_hundredths(AreaBand(places).depth + area_gap);
    for (auto& seat : seats) seat.y += down;
    return outlines_of(places, in_seat_widths(stage.corner.x) + in_seat_widths(stage.width) / 2, front, 1);
}

}  // namespace

Outline rectangle(MapPoint corner, std::int32_t width, std::int32_t height) {
    return {corner, {corner.x + width, corner.y}, {corner.x + width, corner.y + height}, {corner.x, corner.y + height}};
}

MapPoint middle_of(Outline const& outline) {
    if (outline.empty()) return {};
    auto const [left, right] = std::ranges::minmax(outline, {}, &MapPoint::x);
    auto const [top, bottom] = std::ranges::minmax(outline, {}, &MapPoint::y);
    return {left.x + (right.x - left.x) / 2, top.y + (bottom.y - top.y) / 2};
}

std::vector<Outline> add_areas(std::span<std::size_t const> places, Layout& layout) {
    if (places.empty()) return {};
    auto const& stage = layout.stage;
    if (!stage) return areas_below(places, layout.positions);
    if (stage->kind == StageKind::stage) return before_stage(places, *stage, layout.positions);
    bool const is_full = std::ranges::any_of(layout.positions, [&](MapPoint seat) { return holds(*stage, seat); });
    return is_full ? areas_below(places, layout.positions) : on_pitch(places, *stage);
}

std::vector<Outline> areas_below(std::span<std::size_t const> places, std::span<MapPoint const> others) {
    if (places.empty()) return {};
    if (others.empty()) return outlines_of(places, 0, 0, 1);
    auto const [left, right] = std::ranges::minmax(others, {}, &MapPoint::x);
    auto const lowest = std::ranges::max(others, {}, &MapPoint::y).y;
    return outlines_of(places, (in_seat_widths(left.x) + in_seat_widths(right.x)) / 2,
                       in_seat_widths(lowest) + area_gap + 0.5, 1);
}

}  // namespace onsale::hall
