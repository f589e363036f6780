// What is asked of the seats of a date, and what is chosen.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "domain/points.h"

namespace onsale::seating {

// The place of a seat in the list that the plan was made of.
using SeatIndex = std::uint32_t;
// The place of a section in SeatingPlan::sections.
using SectionIndex = std::uint32_t;

inline constexpr std::size_t most_together = 10;  // seats of one choice

enum class Adjacent : std::uint8_t {
    prefer,  // side by side where that is possible
    must,    // side by side or not at all
};

struct BestRequest {
    std::size_t count = 1;                 // 1 to most_together
    std::vector<SectionIndex> sections{};  // empty: all
    std::optional<Points> max_price{};     // of each seat; nullopt: any
    Adjacent adjacent = Adjacent::prefer;
    // Leaving no single seat alone matters more than a full view of the stage.
    bool no_single_seats = false;
};

// How the seats of a choice stand to each other, the best first.
enum class Arrangement : std::uint8_t {
    side_by_side = 0,            // in one row, and no single seat is left alone
    side_by_side_with_leftover,  // in one row, and a single seat is left alone
    same_row,                    // in one row, apart
    neighbouring_rows,           // in two rows of one section, one behind the other
    scattered,                   // anywhere
};

struct Choice {
    std::vector<SeatIndex> seats;  // row by row, along each row
    Arrangement arrangement = Arrangement::side_by_side;
    bool next_to_each_other() const { return arrangement <= Arrangement::side_by_side_with_leftover; }
};

// A single seat that a choice would leave alone, and what to take instead.
struct Leftover {
    SeatIndex seat = 0;
    std::vector<SeatIndex> instead;  // as many seats as were chosen
};

}  // namespace onsale::seating
