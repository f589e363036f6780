// From seats with labels to blocks of rows: what a layout moves about.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "domain/hall/drawing.h"

namespace onsale::hall {

// A seat as its ticket names it. The texts are borrowed.
struct SeatName {
    std::string_view section;
    std::string_view row;
    std::string_view seat;
};

struct BlockSeat {
    std::size_t seat = 0;  // index into the seats that were given
    double column = 0;     // of its middle, in seat widths from the row's begin
};

struct BlockRow {
    int depth = 0;     // rows between it and the front; two rows of a block never have the same
    double width = 0;  // in seat widths
    double shift = 0;  // of its middle from the block's
    std::vector<BlockSeat> seats;
};

// A section.
struct Block {
    std::string_view name;
    std::string_view group;
    std::vector<BlockRow> rows;  // from the front to the back
    double width() const;        // that its rows need on both sides of the middle together
    int depth() const;           // how many rows deep, gaps included
};

// One block for each section, in the order of their first seats. Rows stand in the order of their numbers, where they
// are numbers, and a number that is left out leaves room; else in the order in which they come. A section without rows
// is wrapped into some.
std::vector<Block> blocks_of(std::span<SeatName const> seats, std::span<DrawnSection const> sections);

}  // namespace onsale::hall
