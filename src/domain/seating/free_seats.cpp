#include "domain/seating/free_seats.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

#include "domain/invariant.h"

namespace onsale::seating {

FreeSeats::FreeSeats(SeatingPlan const& plan) : plan_(plan), free_(plan), search_(plan_, free_) {
    for (auto const slot : plan.slot_of) {
        if (slot == no_slot) continue;
        ++count_;
        free_.slots.set(slot);
        free_.places.set(plan.grid.place_of[slot]);
    }
    if (!plan.restricted.empty()) full_view_ = std::make_unique<FullView>(plan, free_);
}

FreeSeats::FullView::FullView(SeatingPlan const& plan, FreeSlots const& all)
    : free(all), restricted(plan.slots(), false), search(plan, free) {
    for (auto const slot : plan.restricted) {
        restricted[slot] = true;
        free.slots.clear(slot);
        free.places.clear(plan.grid.place_of[slot]);
    }
}

std::optional<Choice> FreeSeats::best(BestRequest const& request) {
    if (full_view_) {
        auto full = full_view_->search.best(request);
        if (full && (!request.no_single_seats || !left_alone_by(full->seats))) return full;
    }
    return search_.best(request);
}

Slot FreeSeats::slot_of(SeatIndex seat) const {
    invariant(seat < plan_.slot_of.size(), "a seat that the plan does not have");
    return plan_.slot_of[seat];
}

bool FreeSeats::is_free(SeatIndex seat) const {
    auto const slot = slot_of(seat);
    return slot != no_slot && free_.slots.test(slot);
}

void FreeSeats::take(SeatIndex seat) {
    auto const slot = slot_of(seat);
    if (slot == no_slot || !free_.slots.test(slot)) return;
    set(slot, false);
    --count_;
}

void FreeSeats::give_back(SeatIndex seat) {
    auto const slot = slot_of(seat);
    if (slot == no_slot || free_.slots.test(slot)) return;
    set(slot, true);
    ++count_;
}

void FreeSeats::set(Slot slot, bool free) {
    auto const put = [&](FreeSlots& all) {
        auto const place = plan_.grid.place_of[slot];
        if (free) {
            all.slots.set(slot);
            all.places.set(place);
        } else {
            all.slots.clear(slot);
            all.places.clear(place);
        }
    };
    put(free_);
    if (full_view_ && !full_view_->restricted[slot]) put(full_view_->free);
    touch(plan_.row_of[slot]);
}

// What was found in a block depends on the row behind it, too.
void FreeSeats::touch(std::uint32_t row) {
    auto const block = plan_.rows[row].block;
    bool const is_first = row == plan_.blocks[block].first_row && block > 0;
    auto const bump = [&](FreeSlots& free) {
        ++free.version[block];
        if (is_first) ++free.version[block - 1];
    };
    bump(free_);
    if (full_view_) bump(full_view_->free);
}

std::vector<SeatIndex> FreeSeats::alternatives(std::span<SeatIndex const> wanted, std::size_t count) const {
    invariant(count <= most_together, "more alternatives than a choice can have seats");
    std::vector<NearSeat> near;
    auto const allowed = [&](Slot slot) { return std::ranges::find(wanted, plan_.seat_at[slot]) == wanted.end(); };
    NearestSearch const search(plan_, free_.places, allowed);
    for (auto const seat : wanted) {
        if (slot_of(seat) == no_slot || is_free(seat)) continue;
        auto const few = search.around(slot_of(seat), count, any_square);
        near.insert(near.end(), few.seats().begin(), few.seats().end());
    }
    std::ranges::sort(near);
    std::vector<SeatIndex> result;
    for (auto const& seat : near) {
        if (result.size() < count && std::ranges::find(result, seat.seat) == result.end()) result.push_back(seat.seat);
    }
    return result;
}

std::optional<Leftover> FreeSeats::leaves_single_seat(std::span<SeatIndex const> chosen) {
    invariant(!chosen.empty() && chosen.size() <= most_together, "a choice of none or too many seats");
    auto const alone = left_alone_by(chosen);
    if (!alone) return std::nullopt;
    Points dearest;
    for (auto const seat : chosen) dearest = std::max(dearest, plan_.prices[plan_.rank_of[slot_of(seat)]]);
    auto instead = nearest_tidy(chosen, dearest);
    if (instead.empty()) {
        auto best =
            search_.best({.count = chosen.size(), .sections = {}, .max_price = dearest, .adjacent = Adjacent::must});
        if (!best || best->arrangement != Arrangement::side_by_side) return std::nullopt;
        instead = std::move(best->seats);
    }
    return Leftover{plan_.seat_at[*alone], std::move(instead)};
}

// The first in the order of the chosen seats.
std::optional<Slot> FreeSeats::left_alone_by(std::span<SeatIndex const> chosen) {
    for (auto const seat : chosen) {
        invariant(is_free(seat), "a chosen seat that is not free");
    }
    auto& slots = free_.slots;
    for (auto const seat : chosen) slots.clear(slot_of(seat));
    std::optional<Slot> alone;
    // A slot in the bit of 2, its neighbours in those of 1 and 4.
    auto const around = [&](std::int64_t slot) { return slots.from(slot - 1) & 7U; };
    for (auto const seat : chosen) {
        auto const slot = std::int64_t{slot_of(seat)};
        for (auto const neighbour : {slot - 1, slot + 1}) {
            if (!alone && around(neighbour) == 2) alone = static_cast<Slot>(neighbour);
        }
    }
    for (auto const seat : chosen) slots.set(slot_of(seat));
    return alone;
}

std::vector<SeatIndex> FreeSeats::nearest_tidy(std::span<SeatIndex const> chosen, Points dearest) const {
    auto const count = chosen.size();
    auto const& section = plan_.sections[plan_.section_of(slot_of(chosen.front()))];
    auto const end = plan_.rows[plan_.blocks[section.end_block - 1].end_row - 1].end;
    double nearest = std::numeric_limits<double>::max();
    std::vector<SeatIndex> result;
    // The sum of the squares of all distances between the chosen seats and those of the run.
    auto const square_to = [&](Slot first) {
        double sum = 0;
        for (auto const seat : chosen) {
            for (auto slot = first; slot < first + count; ++slot) {
                sum += static_cast<double>(square_between(plan_.point_of[slot_of(seat)], plan_.point_of[slot]));
            }
        }
        return sum;
    };
    auto const cheap = [&](Slot first) {
        return std::all_of(plan_.rank_of.begin() + first, plan_.rank_of.begin() + first + static_cast<Slot>(count),
                           [&](std::uint32_t rank) { return plan_.prices[rank] <= dearest; });
    };
    for (auto slot = plan_.rows[plan_.blocks[section.first_block].first_row].first; slot < end; slot += 64) {
        auto starts = SlotBits::cut(runs_of(free_.slots, slot, count).tidy, end - slot);
        for (; starts != 0; starts &= starts - 1) {
            auto const first = slot + static_cast<Slot>(std::countr_zero(starts));
            if (!cheap(first) || square_to(first) >= nearest) continue;
            nearest = square_to(first);
            result.assign(plan_.seat_at.begin() + first, plan_.seat_at.begin() + first + static_cast<Slot>(count));
        }
    }
    return result;
}

}  // namespace onsale::seating
