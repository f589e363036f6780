#include "application/clerk/unit_of_work.h"

#include <algorithm>

#include "domain/limits.h"

namespace onsale {
namespace {

void load_reservations(Wanted const& wanted, UnitOfWork& work, Loaded& loaded) {
    loaded.reserved_seats = work.reservations().find(wanted.reservations);
    auto seats = wanted.seats;
    for (auto const& each : loaded.reserved_seats) {
        if (!is_open(each)) seats.push_back(each.seat);  // another one may be: a seat has one at most
    }
    std::ranges::sort(seats);
    auto const again = std::ranges::unique(seats);
    seats.erase(again.begin(), again.end());
    for (auto const& open : work.reservations().find_open_of(seats)) loaded.reserved_seats.push_back(open);
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
    loaded.seats = seats().lock(wanted.seats, wanted.reservations);
    loaded.users = users().lock(wanted.users);
    load_reservations(wanted, *this, loaded);
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
