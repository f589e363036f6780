#include "application/clerk/unit_of_work.h"

#include <algorithm>

#include "domain/limits.h"

namespace onsale {
namespace {

// The seats that are wanted, and all that the reservations have or had; each of them once.
std::vector<SeatId> seats_of(Wanted const& wanted, std::vector<ReservedSeat> const& reserved) {
    auto seats = wanted.seats;
    for (auto const& each : reserved) seats.push_back(each.seat);
    std::ranges::sort(seats);
    auto const again = std::ranges::unique(seats);
    seats.erase(again.begin(), again.end());
    return seats;
}

// Seats with a claim that the reservations do not have. An available one has none.
std::vector<SeatId> seats_of_others(Loaded const& loaded) {
    std::vector<SeatId> open;
    for (auto const& each : loaded.reserved_seats) {
        if (is_open(each)) open.push_back(each.seat);
    }
    std::ranges::sort(open);
    std::vector<SeatId> others;
    for (auto const& seat : loaded.seats) {
        if (seat.status != SeatStatus::available && !std::ranges::binary_search(open, seat.id)) {
            others.push_back(seat.id);
        }
    }
    return others;
}

std::vector<ConcertDateId> dates_of(std::vector<Seat> const& seats) {
    std::vector<ConcertDateId> dates;
    for (auto const& seat : seats) dates.push_back(seat.concert_date);
    std::ranges::sort(dates);
    auto const again = std::ranges::unique(dates);
    dates.erase(again.begin(), again.end());
    return dates;
}

}  // namespace

Loaded UnitOfWork::load(Wanted const& wanted, Waits) {
    Loaded loaded;
    if (!wanted.keys.empty()) loaded.answers = answers().claim(wanted.keys);
    if (wanted.forget_before) {
        loaded.forgotten_answers = answers().forget_before(*wanted.forget_before, limits::forgetting_batch);
    }
    if (wanted.remove_unfinished_before) {
        loaded.removed_date = dates().remove_unfinished(*wanted.remove_unfinished_before, limits::removal_batch);
    }
    loaded.reserved_seats = reservations().find(wanted.reservations);
    loaded.seats = seats().lock(seats_of(wanted, loaded.reserved_seats));
    loaded.users = users().lock(wanted.users);
    for (auto const& claim : reservations().find_open_of(seats_of_others(loaded))) {
        loaded.reserved_seats.push_back(claim);
    }
    loaded.blocks = seats().find_blocks(wanted.blocks);
    loaded.counted = reservations().find_counted(wanted.counted_fans, wanted.seats);
    if (!wanted.seats.empty()) loaded.dates_of_seats = dates().find(dates_of(loaded.seats));
    if (wanted.steering) loaded.steering = steering().lock(main_line);
    loaded.concerts = concerts().lock(wanted.concerts);
    loaded.dates = dates().lock(wanted.dates);
    for (auto const date : wanted.seat_counts) loaded.seat_counts.push_back({date, seats().count(date)});
    loaded.date_slots = dates().taken(wanted.date_slots);
    loaded.seat_numbers = seats().taken(wanted.seat_numbers);
    if (!wanted.moments.empty()) loaded.dates_at_moments = dates().at(wanted.moments);
    return loaded;
}

}  // namespace onsale
