#include "application/boards/best_seats.h"

#include <algorithm>
#include <iterator>

namespace onsale {
namespace {

constexpr milliseconds believed_for{1'000};

}  // namespace

void BestSeats::show(SeatIndex seat, SeatStatus status) {
    taken_elsewhere_.erase(seat);
    if (status != SeatStatus::available) {
        free_.take(seat);
    } else if (!chosen_.contains(seat)) {
        free_.give_back(seat);
    }
}

std::optional<seating::Choice> BestSeats::choose(seating::BestRequest const& request, Instant now) {
    bring_back(now);
    auto choice = free_.best(request);
    if (!choice) return std::nullopt;
    for (auto const seat : choice->seats) {
        free_.take(seat);
        chosen_.insert(seat);
    }
    return choice;
}

std::vector<seating::SeatIndex> BestSeats::choose(std::span<SeatIndex const> named) {
    std::vector<SeatIndex> fresh;
    for (auto const seat : named) {
        if (!chosen_.insert(seat).second) continue;
        free_.take(seat);
        fresh.push_back(seat);
    }
    return fresh;
}

void BestSeats::give_up(SeatIndex seat, SeatStatus shown) {
    chosen_.erase(seat);
    if (shown == SeatStatus::available) free_.give_back(seat);
}

void BestSeats::give_up_as_taken(SeatIndex seat, SeatStatus shown, Instant now) {
    chosen_.erase(seat);
    if (shown == SeatStatus::available) taken_elsewhere_.insert_or_assign(seat, now + believed_for);
}

std::vector<seating::SeatIndex> BestSeats::alternatives(std::span<SeatIndex const> wanted) const {
    return free_.alternatives(wanted, std::min(wanted.size(), seating::most_together));
}

std::optional<seating::Leftover> BestSeats::leaves_single_seat(std::span<SeatIndex const> seats) {
    std::vector<SeatIndex> lent;
    std::ranges::copy_if(seats, std::back_inserter(lent), [&](auto seat) { return !free_.is_free(seat); });
    for (auto const seat : lent) free_.give_back(seat);
    auto leftover = free_.leaves_single_seat(seats);
    for (auto const seat : lent) free_.take(seat);
    return leftover;
}

// The board shows them as free still: whatever it was that took them has passed.
void BestSeats::bring_back(Instant now) {
    std::erase_if(taken_elsewhere_, [&](auto const& each) {
        if (each.second > now) return false;
        free_.give_back(each.first);
        return true;
    });
}

}  // namespace onsale
