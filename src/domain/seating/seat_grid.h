// SeatGrid: the hall in square cells, so that seats near to each other are found without looking at the others.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "domain/hall/drawing.h"
#include "domain/seating/slot_bits.h"

namespace onsale::seating {

struct SeatGrid {
    hall::MapPoint corner;  // top left
    int side_bits = 0;      // a cell is 2^side_bits hundredths of a seat width wide
    std::int32_t columns = 0;
    std::int32_t lines = 0;
    // Seats by cell, the cells line by line: their places.
    std::vector<std::uint32_t> first_place;  // of each cell; one more than there are cells
    std::vector<Slot> slot_at;               // by place
    std::vector<std::uint32_t> place_of;     // by slot

    std::int64_t side() const { return std::int64_t{1} << side_bits; }
    std::int32_t column_of(hall::MapPoint point) const;
    std::int32_t line_of(hall::MapPoint point) const;
    // From a point to the nearest point that a cell could have; 0 inside.
    std::int64_t square_to(std::int32_t column, std::int32_t line, hall::MapPoint point) const;
};

// `slots`: those that are seats. Cells are 5.12 seat widths wide, or wider where the hall is large for its seats: there
// are at most 64 cells and one more for every 8 seats.
SeatGrid seat_grid(std::span<Slot const> slots, std::span<hall::MapPoint const> point_of);

}  // namespace onsale::seating
