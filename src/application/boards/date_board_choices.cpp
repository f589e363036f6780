// How seats of a date are chosen and offered: date_board.h's functions about its seating plan and its areas.
#include <algorithm>

#include "application/boards/date_board.h"

namespace onsale {
namespace {

seating::Companions companions_of(SaleTerms const& terms) {
    return terms.companions_for_all ? seating::Companions::like_others : seating::Companions::apart;
}

}  // namespace

seating::Companions DateBoard::companions() { return companions_of(terms()); }

SeatChoices::Plan DateBoard::seating_plan() const {
    std::lock_guard const lock(mutex_);
    return choices_.plan();
}

void DateBoard::use(SeatChoices::Plan const& plan, std::span<std::shared_ptr<SeatRun const> const> runs) {
    auto best = std::make_unique<SeatChoices::Best>(plan);
    std::lock_guard const lock(mutex_);
    if (choices_.plan() || !std::ranges::equal(runs_, runs, {}, &RunState::run)) return;
    if (plan->companions != companions_of(terms_)) return;
    choices_.use(std::move(best));
    for (std::uint32_t seat = 0; seat < locations_.size(); ++seat) choices_.show(seat, status(seat));
}

DateBoard::Turn DateBoard::take_turn() {
    std::lock_guard const lock(mutex_);
    return choices_.take_turn();
}

DateBoard::Chosen DateBoard::choose(seating::BestRequest const& request, Turn turn, Instant now) {
    std::lock_guard const lock(mutex_);
    lapse(now);
    auto wanted = request;
    wanted.no_single_seats = terms_.no_single_seats;
    auto const choice = choices_.choose(wanted, turn, now);
    if (!choice) return {};
    return {ids(choice->seats), choice->seats};
}

DateBoard::Chosen DateBoard::choose(std::span<PlacesOfArea const> wanted, Turn turn, Instant now) {
    std::lock_guard const lock(mutex_);
    lapse(now);
    auto indices = choices_.choose(wanted, turn, now);
    return {ids(indices), std::move(indices)};
}

std::optional<AreaIndex> DateBoard::find_area(std::string_view name) const {
    std::lock_guard const lock(mutex_);
    return choices_.find_area(name);
}

DateBoard::Chosen DateBoard::choose(std::span<std::uint32_t const> named, Turn turn) {
    std::lock_guard const lock(mutex_);
    auto indices = choices_.choose(named, turn);
    return {ids(indices), std::move(indices)};
}

void DateBoard::give_up(std::span<std::uint32_t const> chosen) noexcept {
    if (chosen.empty()) return;
    std::lock_guard const lock(mutex_);
    for (auto const seat : chosen) choices_.give_up(seat, status(seat));
}

void DateBoard::give_up_as_taken(Chosen const& chosen, std::span<SeatId const> taken, Instant now) {
    std::lock_guard const lock(mutex_);
    for (std::size_t i = 0; i < chosen.seats.size(); ++i) {
        auto const seat = chosen.indices[i];
        if (std::ranges::find(taken, chosen.seats[i]) == taken.end()) {
            choices_.give_up(seat, status(seat));
        } else {
            choices_.give_up_as_taken(seat, status(seat), now);
        }
    }
}

bool DateBoard::chosen_before(Turn turn) const {
    std::lock_guard const lock(mutex_);
    return choices_.chosen_before(turn);
}

std::optional<bool> DateBoard::next_to_each_other(std::span<std::uint32_t const> seats) const {
    auto const plan = seating_plan();
    auto const takes_part = [&](auto seat) {
        return seat < plan->slot_of.size() && plan->slot_of[seat] != seating::no_slot;
    };
    if (!plan || !std::ranges::all_of(seats, takes_part)) return std::nullopt;
    return seating::side_by_side(*plan, seats);
}

std::vector<SeatId> DateBoard::alternatives(std::span<std::uint32_t const> wanted, Instant now) {
    std::lock_guard const lock(mutex_);
    lapse(now);
    return ids(choices_.alternatives(wanted));
}

std::optional<DateBoard::LeftAlone> DateBoard::leaves_single_seat(std::span<std::uint32_t const> seats, Instant now) {
    std::lock_guard const lock(mutex_);
    lapse(now);
    if (seats.empty() || seats.size() > seating::most_together) return std::nullopt;
    auto const leftover = choices_.leaves_single_seat(seats);
    if (!leftover) return std::nullopt;
    return LeftAlone{id(leftover->seat), ids(leftover->instead)};
}

}  // namespace onsale
