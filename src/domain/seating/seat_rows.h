// From seats with labels and points to rows as people see them: which seats are side by side, which rows neighbours.
//
// Labels alone do not say it: rows count 1, 3, 5, ... 6, 4, 2, leave numbers out, or have no numbers. So seats stand
// in the order of their labels or in the order in which they stand on the map along their row, whichever is the
// shorter walk from the first to the last. The rows of a section likewise.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "domain/hall/blocks.h"
#include "domain/hall/drawing.h"
#include "domain/points.h"
#include "domain/seat_traits.h"
#include "domain/seating/choice.h"

namespace onsale::seating {

struct PlacedSeat {
    hall::SeatName name;  // borrowed
    hall::MapPoint point;
    Points price;
    SeatTraits traits{};
};

// Seats side by side. An aisle is a gap that is wider than 1.5 times the row's usual one (the median; of rows of fewer
// than four seats the hall's).
using Stretch = std::vector<SeatIndex>;

struct StretchedRow {
    std::vector<Stretch> stretches;  // none is empty
};

struct SectionRows {
    std::string name;
    std::vector<StretchedRow> rows;  // in their order; each neighbours the next
};

// Whether companion seats are chosen like others.
enum class Companions : std::uint8_t { apart, like_others };

// Is it chosen with others, and offered in place of others? Places of areas are asked for by their area; room for a
// wheelchair, and the seats next to it, are for those who need them, and are asked for by themselves.
bool takes_part(PlacedSeat const& seat, Companions companions = Companions::apart);

// In the order of the sections' first seats, of those that take part. Seats without a row's label stand in one row for
// each of their stretches.
std::vector<SectionRows> section_rows(std::span<PlacedSeat const> seats, Companions companions = Companions::apart);

// Hundredths of a seat width, squared. Fits for all coordinates that a plan may have (max_coordinate in
// infrastructure/venue/limits.h).
std::int64_t square_between(hall::MapPoint a, hall::MapPoint b);

}  // namespace onsale::seating
