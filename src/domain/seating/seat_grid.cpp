#include "domain/seating/seat_grid.h"

#include <algorithm>

namespace onsale::seating {
namespace {

constexpr int narrowest_cell = 9;  // in bits: 512 hundredths of a seat width

// How far outside [begin, begin + length] it is.
std::int64_t outside(std::int64_t at, std::int64_t begin, std::int64_t length) {
    return std::max({std::int64_t{0}, begin - at, at - begin - length});
}

void size_cells(SeatGrid& grid, std::span<Slot const> slots, std::span<hall::MapPoint const> point_of) {
    grid.corner = point_of[slots.front()];
    auto opposite = grid.corner;
    for (auto const slot : slots) {
        auto const point = point_of[slot];
        grid.corner = {std::min(grid.corner.x, point.x), std::min(grid.corner.y, point.y)};
        opposite = {std::max(opposite.x, point.x), std::max(opposite.y, point.y)};
    }
    auto const most_cells = static_cast<std::int64_t>(64 + slots.size() / 8);
    auto const cells = [&](std::int64_t length) { return (length >> grid.side_bits) + 1; };
    auto const width = std::int64_t{opposite.x} - grid.corner.x;
    auto const height = std::int64_t{opposite.y} - grid.corner.y;
    grid.side_bits = narrowest_cell;
    while (cells(width) > most_cells || cells(width) * cells(height) > most_cells) ++grid.side_bits;
    grid.columns = static_cast<std::int32_t>(cells(width));
    grid.lines = static_cast<std::int32_t>(cells(height));
}

}  // namespace

std::int32_t SeatGrid::column_of(hall::MapPoint point) const {
    return static_cast<std::int32_t>((std::int64_t{point.x} - corner.x) >> side_bits);
}

std::int32_t SeatGrid::line_of(hall::MapPoint point) const {
    return static_cast<std::int32_t>((std::int64_t{point.y} - corner.y) >> side_bits);
}

std::int64_t SeatGrid::square_to(std::int32_t column, std::int32_t line, hall::MapPoint point) const {
    auto const x = outside(point.x, corner.x + column * side(), side());
    auto const y = outside(point.y, corner.y + line * side(), side());
    return x * x + y * y;
}

SeatGrid seat_grid(std::span<Slot const> slots, std::span<hall::MapPoint const> point_of) {
    SeatGrid grid;
    grid.place_of.resize(point_of.size());
    grid.first_place.assign(1, 0);
    if (slots.empty()) return grid;
    size_cells(grid, slots, point_of);
    auto const cell_of = [&](Slot slot) {
        return static_cast<std::size_t>(grid.line_of(point_of[slot])) * static_cast<std::size_t>(grid.columns) +
               static_cast<std::size_t>(grid.column_of(point_of[slot]));
    };
    grid.slot_at.assign(slots.begin(), slots.end());
    std::ranges::stable_sort(grid.slot_at, {}, cell_of);
    grid.first_place.assign(static_cast<std::size_t>(grid.columns) * static_cast<std::size_t>(grid.lines) + 1, 0);
    for (std::uint32_t place = 0; place < grid.slot_at.size(); ++place) {
        grid.place_of[grid.slot_at[place]] = place;
        ++grid.first_place[cell_of(grid.slot_at[place]) + 1];
    }
    for (std::size_t cell = 1; cell < grid.first_place.size(); ++cell) {
        grid.first_place[cell] += grid.first_place[cell - 1];
    }
    return grid;
}

}  // namespace onsale::seating
