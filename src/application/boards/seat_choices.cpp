#include "application/boards/seat_choices.h"

#include <algorithm>
#include <iterator>

namespace onsale {
namespace {

constexpr milliseconds believed_for{1'000};

}  // namespace

void SeatChoices::add(LabelledSeat const& seat) {
    drop_plan();
    auto const index = seats_++;
    if (!seat.seat.traits.has(SeatTrait::area_place)) return;
    areas_.add(seat.labels.section, index);
    if (seat.seat.status != SeatStatus::available) areas_.take(index);
}

void SeatChoices::take(SeatIndex seat) {
    if (areas_.has(seat)) {
        areas_.take(seat);
    } else if (best_) {
        best_->free.take(seat);
    }
}

void SeatChoices::give_back(SeatIndex seat) {
    if (areas_.has(seat)) {
        areas_.give_back(seat);
    } else if (best_) {
        best_->free.give_back(seat);
    }
}

void SeatChoices::show(SeatIndex seat, SeatStatus status) {
    taken_elsewhere_.erase(seat);
    if (status != SeatStatus::available || chosen_.contains(seat)) {
        take(seat);
    } else {
        give_back(seat);
    }
}

std::optional<seating::Choice> SeatChoices::choose(seating::BestRequest const& request, Turn turn, Instant now) {
    bring_back(now);
    auto choice = best_ ? best_->free.best(request) : std::nullopt;
    if (!choice) return std::nullopt;
    choose(choice->seats, turn);
    return choice;
}

std::vector<SeatChoices::SeatIndex> SeatChoices::choose(std::span<PlacesOfArea const> wanted, Turn turn, Instant now) {
    bring_back(now);
    std::vector<SeatIndex> places;
    for (auto const& each : wanted) {
        auto const lowest = areas_.lowest(each);
        if (lowest.size() < each.count) return {};
        places.insert(places.end(), lowest.begin(), lowest.end());
    }
    choose(places, turn);
    return places;
}

std::vector<SeatChoices::SeatIndex> SeatChoices::choose(std::span<SeatIndex const> named, Turn turn) {
    std::vector<SeatIndex> fresh;
    for (auto const seat : named) {
        if (!chosen_.emplace(seat, turn).second) continue;
        take(seat);
        fresh.push_back(seat);
    }
    return fresh;
}

bool SeatChoices::chosen_before(Turn turn) const {
    return std::ranges::any_of(chosen_, [&](auto const& each) { return each.second < turn; });
}

void SeatChoices::give_up(SeatIndex seat, SeatStatus shown) {
    chosen_.erase(seat);
    if (shown == SeatStatus::available) give_back(seat);
}

void SeatChoices::give_up_as_taken(SeatIndex seat, SeatStatus shown, Instant now) {
    chosen_.erase(seat);
    if (shown == SeatStatus::available) taken_elsewhere_.insert_or_assign(seat, now + believed_for);
}

std::vector<SeatChoices::SeatIndex> SeatChoices::alternatives(std::span<SeatIndex const> wanted) const {
    if (!best_) return {};
    return best_->free.alternatives(wanted, std::min(wanted.size(), seating::most_together));
}

std::optional<seating::Leftover> SeatChoices::leaves_single_seat(std::span<SeatIndex const> seats) {
    if (!best_) return std::nullopt;
    auto& free = best_->free;
    std::vector<SeatIndex> lent;
    std::vector<SeatIndex> chosen;
    for (auto const seat : seats) {
        if (best_->plan->slot_of[seat] == seating::no_slot) continue;
        chosen.push_back(seat);
        if (!free.is_free(seat)) lent.push_back(seat);
    }
    if (chosen.empty()) return std::nullopt;
    for (auto const seat : lent) free.give_back(seat);
    auto leftover = free.leaves_single_seat(chosen);
    for (auto const seat : lent) free.take(seat);
    return leftover;
}

// The board shows them as free still: whatever it was that took them has passed.
void SeatChoices::bring_back(Instant now) {
    std::erase_if(taken_elsewhere_, [&](auto const& each) {
        if (each.second > now) return false;
        give_back(each.first);
        return true;
    });
}

}  // namespace onsale
