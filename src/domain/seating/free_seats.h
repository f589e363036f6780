// FreeSeats: which seats of a concert date are free, and which of them are the best for those who come together.
//
// What "best" means, in this order, as seats.io does it (docs.seats.io, "Best Available"):
//   1. side by side in one row, and no single free seat is left alone that had a free neighbour;
//   2. side by side in one row;
//   3. in one row, the first and the last as close to each other as possible;
//   4. in two neighbouring rows of one section, as close to each other as possible;
//   5. anywhere, as close to each other as possible.
// Close, of 4 and 5: the sum of the squares of the distances from one of the seats, which the others are around, to
// the others is as small as possible.
// Seats with a restricted view are chosen only where no others will do. Where that would leave a single seat alone, and
// the request asks for none, they are seats like others.
// Among equals the nearer to the focal point: by the sum of the straight distances of the seats on the map, each in
// hundredths of a seat width, rounded down. So it is the mean that counts, and a choice of one seat in front and one
// far behind is no better than two in between. Among equals still the one whose first seat,
// or of 4 and 5 the one that the others are around, comes first in the list that the plan was made of. So the same free
// seats always give the same choice, whatever came before.
//
// Costs, in a stadium of 40,000 seats (bench/micro/best_bench.cpp): a change tens of nanoseconds, a search 1 to 5
// microseconds, but for the first one of its count, which may take 150. The scattered seats of 5 are looked for in the
// whole hall each time: 20 microseconds in what is left of a hall after a rush, 150 for three and 800 for ten where
// every row has one seat left. Memory: less than 10 bytes for each seat, without the plan.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "domain/seating/best_search.h"
#include "domain/seating/choice.h"
#include "domain/seating/seating_plan.h"

namespace onsale::seating {

class FreeSeats {
  public:
    // All are free. Borrows the plan. All calls from one thread at a time, searches, too: they remember.
    explicit FreeSeats(SeatingPlan const& plan);
    FreeSeats(FreeSeats const&) = delete;
    FreeSeats& operator=(FreeSeats const&) = delete;

    // A seat that does not exist throws BrokenInvariant, here and below. Taking a seat that is taken changes nothing,
    // nor does giving back a free one, nor either with a seat that does not take part (seat_rows.h): that is never
    // free.
    void take(SeatIndex seat);
    void give_back(SeatIndex seat);
    bool is_free(SeatIndex seat) const;
    std::size_t count() const { return count_; }

    // Nothing: fewer seats than that are free that match, or with Adjacent::must no such seats are side by side.
    // Nothing is taken. A count or a section that cannot be throws BrokenInvariant.
    std::optional<Choice> best(BestRequest const& request);

    // Instead of those of the wanted seats that are taken: up to `count` (most_together at most) free seats that are
    // not wanted themselves, those nearest to any of the taken ones on the map first. Empty: none is taken, or none is
    // left.
    std::vector<SeatIndex> alternatives(std::span<SeatIndex const> wanted, std::size_t count) const;

    // For dates that do not allow to leave a single seat alone. `chosen`: 1 to most_together free seats, each once.
    // Nothing: it leaves none, or nothing else is left: nowhere in the hall are as many seats side by side, none dearer
    // than the dearest chosen, that leave none alone. Instead of the chosen seats it offers those of the same section
    // that are nearest to them; from other sections only if that has none, and then the best. Between seats as near the
    // first in the order of the rows.
    std::optional<Leftover> leaves_single_seat(std::span<SeatIndex const> chosen);

  private:
    // Those with a full view alone: a second search, where there are others.
    struct FullView {
        explicit FullView(SeatingPlan const& plan, FreeSlots const& all);
        FreeSlots free;
        std::vector<bool> restricted;  // by slot
        BestSearch search;
    };

    void set(Slot slot, bool free);
    void touch(std::uint32_t row);
    Slot slot_of(SeatIndex seat) const;
    std::optional<Slot> left_alone_by(std::span<SeatIndex const> chosen);
    std::vector<SeatIndex> nearest_tidy(std::span<SeatIndex const> chosen, Points dearest) const;

    SeatingPlan const& plan_;
    FreeSlots free_;
    BestSearch search_;
    std::unique_ptr<FullView> full_view_;  // null: every seat has a full view
    std::size_t count_ = 0;
};

}  // namespace onsale::seating
