// SeatingPlan: the seats of one concert date as the choice of the best ones needs them. Made once, never changed, and
// may be read by any thread. About 45 bytes for each seat.
//
// Every seat that takes part (seat_rows.h) has a slot: sections follow each other, in them their rows, in them their
// seats. Between two stretches of seats side by side lies one slot that is no seat, so seats are side by side where
// their slots are.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/hall/drawing.h"
#include "domain/points.h"
#include "domain/seating/choice.h"
#include "domain/seating/seat_grid.h"
#include "domain/seating/seat_rows.h"
#include "domain/seating/slot_bits.h"

namespace onsale::seating {

inline constexpr SeatIndex no_seat = std::numeric_limits<SeatIndex>::max();
inline constexpr Slot no_slot = std::numeric_limits<Slot>::max();

struct PlanRow {
    SectionIndex section = 0;
    std::uint32_t block = 0;
    Slot first = 0;
    Slot end = 0;
};

// Some rows of one section that follow each other: what is looked through at once, and remembered.
struct PlanBlock {
    std::uint32_t first_row = 0;
    std::uint32_t end_row = 0;
    bool continues = false;  // the section has a row behind its last one
    // Ranks of the cheapest and the dearest seat, of the row behind the last one, too.
    std::uint32_t cheapest = 0;
    std::uint32_t dearest = 0;
};

struct PlanSection {
    std::string name;
    std::uint32_t first_block = 0;
    std::uint32_t end_block = 0;
};

struct SeatingPlan {
    std::vector<PlanSection> sections;
    std::vector<PlanBlock> blocks;
    std::vector<PlanRow> rows;
    std::vector<Points> prices;  // all there are, the lowest first; a price's rank is its place here
    std::vector<Slot> slot_of;   // by seat; no_slot: it does not take part
    // By slot.
    std::vector<SeatIndex> seat_at;  // no_seat: none
    std::vector<std::uint32_t> row_of;
    std::vector<std::uint32_t> rank_of;  // of the price
    std::vector<hall::MapPoint> point_of;
    std::vector<Slot> restricted;  // of seats with a restricted view, in their order
    Companions companions = Companions::apart;
    // Sum of the distances of all slots in front; one more than there are slots. So the seats of a run are as far away
    // from the focal point as the difference of two of them.
    std::vector<std::int64_t> distance_before;
    SeatGrid grid;

    Slot slots() const { return static_cast<Slot>(seat_at.size()); }
    // From the focal point, in hundredths of a seat width, rounded down.
    std::int64_t distance_of(Slot slot) const { return distance_before[slot + 1] - distance_before[slot]; }
    SectionIndex section_of(Slot slot) const { return rows[row_of[slot]].section; }
    std::optional<SectionIndex> find_section(std::string_view name) const;
};

// `focal_point`: the nearer to it, the better. Deterministic. Some microseconds for each seat.
SeatingPlan seating_plan(std::span<PlacedSeat const> seats, hall::MapPoint focal_point,
                         Companions companions = Companions::apart);

// Is each of them next to another one, without a gap? One seat is. Each once; all of them take part.
bool side_by_side(SeatingPlan const& plan, std::span<SeatIndex const> seats);

// The middle of the stage or, where there is none, of the hall.
hall::MapPoint focal_point_of(std::optional<hall::Stage> const& stage);

}  // namespace onsale::seating
