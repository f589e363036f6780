// BestSearch: finds the best free seats of a date.
//
// It looks through the blocks of the plan, each by itself, and remembers for each what it has found until a seat of it
// changes: between two searches few blocks change. Only scattered seats are looked for in the whole hall each time;
// by then there are few left.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

#include "domain/seating/choice.h"
#include "domain/seating/nearest.h"
#include "domain/seating/seating_plan.h"

namespace onsale::seating {

// Which seats are free, kept by FreeSeats.
struct FreeSlots {
    explicit FreeSlots(SeatingPlan const& plan)
        : slots(plan.slots()), places(plan.slot_of.size()), version(plan.blocks.size(), 1) {}
    SlotBits slots;
    SlotBits places;                     // of the plan's grid
    std::vector<std::uint32_t> version;  // of each block: another one after each change of what was found in it
};

class BestSearch {
  public:
    // Borrows both. All calls from one thread at a time.
    BestSearch(SeatingPlan const& plan, FreeSlots const& free) : plan_(plan), free_(free) {}

    // As FreeSeats::best.
    std::optional<Choice> best(BestRequest const& request);

  private:
    // Compares as what is better.
    struct Found {
        bool nothing = true;
        Arrangement arrangement = Arrangement::scattered;
        std::int64_t spread = 0;    // hundredths of a seat width, squared; fits, of ten seats as far apart as can be
        std::int64_t distance = 0;  // of all seats from the focal point
        SeatIndex seat = 0;         // at `slot`
        Slot slot = 0;              // of the first seat, or of the one that the others are around
        std::uint32_t row = 0;      // of neighbouring rows the first
        auto operator<=>(Found const&) const = default;
    };
    struct Memory {
        std::uint32_t version = 0;
        std::uint32_t rank = 0;   // of the max price
        std::uint8_t looked = 0;  // how many arrangements were tried
        Found found;
    };
    struct Query {
        std::size_t count = 0;
        std::uint32_t rank = 0;                       // of the dearest price allowed
        std::vector<bool> const* sections = nullptr;  // null: all
        bool allows(SeatingPlan const& plan, Slot slot) const {
            return plan.rank_of[slot] <= rank && (sections == nullptr || (*sections)[plan.section_of(slot)]);
        }
    };

    // Blocks of the sections asked for with a seat that is cheap enough.
    template <class Visit>
    void each_block(Query const& query, Visit visit) const;
    // Steps: 0 side by side, 1 the same row, 2 neighbouring rows.
    void look_into(std::uint32_t block, std::uint8_t step, Query const& query, Found& best);
    void side_by_side(PlanBlock const& block, Query const& query, Found& best) const;
    void same_row(PlanBlock const& block, Query const& query, Found& best);
    void neighbouring_rows(PlanBlock const& block, Query const& query, Found& best);
    void scattered(Query const& query, Found& best);
    void consider_runs(std::uint64_t starts, Slot slot, Arrangement arrangement, Query const& query, Found& best) const;
    void consider_around(Slot centre, NearestFew const& others, Arrangement arrangement, std::uint32_t row,
                         Found& best) const;
    // Free seats that are cheap enough into collected_, in the order of their slots.
    void collect(Slot first, Slot end, Query const& query);
    void collect_rows(std::uint32_t row, std::uint32_t end, Query const& query);
    void collect_all(Query const& query);
    // Of the collected seats those nearest to one of them.
    NearestFew others_near(Slot centre, Query const& query) const;
    Choice choice_of(Found const& found, Query const& query);

    SeatingPlan const& plan_;
    FreeSlots const& free_;
    // For each count, for requests that every seat of a block is cheap enough for and for the others: by block. Empty
    // until that is asked for.
    std::array<std::array<std::vector<Memory>, 2>, most_together> memories_;
    std::vector<Slot> collected_;
};

}  // namespace onsale::seating
