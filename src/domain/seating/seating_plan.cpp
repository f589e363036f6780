#include "domain/seating/seating_plan.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "domain/invariant.h"
#include "domain/limits.h"

namespace onsale::seating {
namespace {

constexpr Slot block_slots = 256;  // a block with this many is full; a row is never split

class PlanBuilder {
  public:
    PlanBuilder(std::span<PlacedSeat const> seats, hall::MapPoint focal_point, Companions companions)
        : seats_(seats), focal_point_(focal_point) {
        plan_.companions = companions;
    }

    SeatingPlan build() {
        rank_prices();
        plan_.slot_of.resize(seats_.size(), no_slot);
        plan_.distance_before.push_back(0);
        for (auto& section : section_rows(seats_, plan_.companions)) add_section(std::move(section));
        std::vector<Slot> slots;
        for (Slot slot = 0; slot < plan_.slots(); ++slot) {
            if (plan_.seat_at[slot] != no_seat) slots.push_back(slot);
        }
        plan_.grid = seat_grid(slots, plan_.point_of);
        release_rest();
        return std::move(plan_);
    }

  private:
    // What the vectors have taken for more to come.
    void release_rest() {
        plan_.seat_at.shrink_to_fit();
        plan_.row_of.shrink_to_fit();
        plan_.rank_of.shrink_to_fit();
        plan_.point_of.shrink_to_fit();
        plan_.restricted.shrink_to_fit();
        plan_.distance_before.shrink_to_fit();
    }

    void rank_prices() {
        for (auto const& seat : seats_) plan_.prices.push_back(seat.price);
        std::ranges::sort(plan_.prices);
        auto const rest = std::ranges::unique(plan_.prices);
        plan_.prices.erase(rest.begin(), rest.end());
        plan_.prices.shrink_to_fit();
    }

    void add_section(SectionRows section) {
        auto const first_row = plan_.rows.size();
        auto const first_block = static_cast<std::uint32_t>(plan_.blocks.size());
        for (auto const& row : section.rows) add_row(row);
        for (auto row = first_row; row < plan_.rows.size(); ++row) add_to_block(row, row == first_row);
        for (auto block = first_block; block < plan_.blocks.size(); ++block) rank(plan_.blocks[block]);
        plan_.sections.push_back(
            {std::move(section.name), first_block, static_cast<std::uint32_t>(plan_.blocks.size())});
    }

    void add_row(StretchedRow const& row) {
        auto const first = plan_.slots();
        for (auto const& stretch : row.stretches) {
            for (auto const seat : stretch) add_slot(seat);
            add_slot(no_seat);
        }
        plan_.rows.push_back({.section = static_cast<SectionIndex>(plan_.sections.size()),
                              .block = 0,
                              .first = first,
                              .end = plan_.slots() - 1});
    }

    void add_slot(SeatIndex seat) {
        auto const slot = plan_.slots();
        plan_.seat_at.push_back(seat);
        plan_.row_of.push_back(static_cast<std::uint32_t>(plan_.rows.size()));
        if (seat == no_seat) {
            plan_.rank_of.push_back(0);
            plan_.point_of.emplace_back();
            plan_.distance_before.push_back(plan_.distance_before.back());
            return;
        }
        auto const& planned = seats_[seat];
        auto const away = std::sqrt(static_cast<double>(square_between(planned.point, focal_point_)));
        plan_.slot_of[seat] = slot;
        if (planned.traits.has(SeatTrait::restricted_view)) plan_.restricted.push_back(slot);
        plan_.rank_of.push_back(
            static_cast<std::uint32_t>(std::ranges::lower_bound(plan_.prices, planned.price) - plan_.prices.begin()));
        plan_.point_of.push_back(planned.point);
        plan_.distance_before.push_back(plan_.distance_before.back() + static_cast<std::int64_t>(away));
    }

    void add_to_block(std::size_t row, bool first_of_section) {
        auto const full = [&](PlanBlock const& block) {
            return plan_.rows[row].first - plan_.rows[block.first_row].first >= block_slots;
        };
        auto const at = static_cast<std::uint32_t>(row);
        if (first_of_section || full(plan_.blocks.back())) {
            if (!first_of_section) plan_.blocks.back().continues = true;
            plan_.blocks.push_back({.first_row = at, .end_row = at});
        }
        plan_.blocks.back().end_row = at + 1;
        plan_.rows[row].block = static_cast<std::uint32_t>(plan_.blocks.size() - 1);
    }

    void rank(PlanBlock& block) {
        auto const last = block.continues ? block.end_row : block.end_row - 1;
        bool first = true;
        for (auto slot = plan_.rows[block.first_row].first; slot < plan_.rows[last].end; ++slot) {
            if (plan_.seat_at[slot] == no_seat) continue;
            auto const rank = plan_.rank_of[slot];
            block.cheapest = first ? rank : std::min(block.cheapest, rank);
            block.dearest = first ? rank : std::max(block.dearest, rank);
            first = false;
        }
    }

    std::span<PlacedSeat const> seats_;
    hall::MapPoint focal_point_;
    SeatingPlan plan_;
};

}  // namespace

std::optional<SectionIndex> SeatingPlan::find_section(std::string_view name) const {
    auto const found = std::ranges::find(sections, name, &PlanSection::name);
    if (found == sections.end()) return std::nullopt;
    return static_cast<SectionIndex>(found - sections.begin());
}

SeatingPlan seating_plan(std::span<PlacedSeat const> seats, hall::MapPoint focal_point, Companions companions) {
    invariant(seats.size() <= limits::most_seats_of_a_date, "a date has more seats than it may have");
    return PlanBuilder(seats, focal_point, companions).build();
}

bool side_by_side(SeatingPlan const& plan, std::span<SeatIndex const> seats) {
    if (seats.empty()) return true;
    auto const slot = [&](SeatIndex seat) { return plan.slot_of[seat]; };
    auto const [first, last] = std::ranges::minmax(seats, {}, slot);
    return slot(last) - slot(first) + 1 == seats.size();
}

hall::MapPoint focal_point_of(std::optional<hall::Stage> const& stage) {
    if (!stage) return {};
    return {stage->corner.x + stage->width / 2, stage->corner.y + stage->height / 2};
}

}  // namespace onsale::seating
