#include "application/clerk/sale_parts.h"

#include <algorithm>
#include <utility>

namespace onsale::part {

void Concerts::load(Loaded const& loaded) {
    for (auto const& concert : loaded.concerts) keep(concert.id, concert);
}
void Concerts::save(UnitOfWork& work) const { work.concerts().add(made()); }

void Dates::load(Loaded const& loaded) {
    for (auto const& date : loaded.dates) keep(date.id, date);
}
void Dates::save(UnitOfWork& work) const {
    work.dates().add(made());
    work.dates().save_state(changed());
}

void NewSeats::save(UnitOfWork& work) const { work.seats().add(rows()); }

void Drawings::save(UnitOfWork& work) const {
    if (!untouched()) work.drawings().add(rows());
}

void NewUsers::save(UnitOfWork& work) const { work.users().add(rows()); }

void Seats::load(Loaded const& loaded) {
    for (auto const& seat : loaded.seats) keep(seat.id, seat);
}
void Seats::save(UnitOfWork& work) const {
    std::vector<SeatChange> changes;
    std::vector<Seat> prices;
    for_each_change([&](Entry const& seat) {
        if (seat.row.status != seat.loaded->status) changes.push_back({seat.row, seat.loaded->status});
        if (seat.row.price != seat.loaded->price) prices.push_back(seat.row);
    });
    work.seats().save_status(changes);
    if (!prices.empty()) work.seats().save_prices(prices);
}

void SeatBlocks::load(Loaded const& loaded) {
    for (auto const& [seat, block] : loaded.blocks) keep(seat, block);
}
void SeatBlocks::save(UnitOfWork& work) const {
    std::vector<SeatBlock> blocks;
    for_each_change([&](Entry const& seat) { blocks.push_back({seat.id, seat.row}); });
    if (!blocks.empty()) work.seats().save_blocks(blocks);
}

void ReservedSeats::load(Loaded const& loaded) {
    for (auto const& reserved : loaded.reserved_seats) keep(reserved.id, reserved);
}
// Closed ones first: a seat's lapsed hold makes way for the new one.
void ReservedSeats::save(UnitOfWork& work) const {
    std::vector<ReservedSeatChange> changes;
    for_each_change([&](Entry const& each) {
        if (each.loaded) changes.push_back({each.row, each.loaded->state});
    });
    work.reservations().save_state(changes);
    work.reservations().add(made());
}

void AvailabilityShifts::shift(ConcertDateId date, std::int64_t by) {
    auto const* so_far = find(date);
    put(date, (so_far == nullptr ? 0 : *so_far) + by);
}
void AvailabilityShifts::save(UnitOfWork& work) const {
    std::vector<AvailabilityShift> shifts;
    for_each_change([&](Entry const& date) {
        if (date.row != 0) shifts.push_back({date.id, date.row});
    });
    std::ranges::sort(shifts, {}, &AvailabilityShift::concert_date);
    work.dates().shift_available(shifts);
}

void Users::load(Loaded const& loaded) {
    for (auto const& user : loaded.users) keep(user.id, user);
}
void Users::save(UnitOfWork& work) const { work.users().save_balance(rows()); }

void Ledger::save(UnitOfWork& work) const { work.histories().add(rows()); }

void Answers::load(Loaded& loaded) {
    for (auto& answer : loaded.answers) {
        auto key = answer.use.key;
        keep(key, std::move(answer));
    }
}
void Answers::save(UnitOfWork& work) const {
    if (!untouched()) work.answers().remember(rows());
}

void SteeringRow::load(Loaded const& loaded) {
    if (loaded.steering) keep(only, *loaded.steering);
}
void SteeringRow::save(UnitOfWork& work) const {
    if (!untouched()) work.steering().save(*find(only));
}

void Actions::save(UnitOfWork& work) const { work.actions().add(rows()); }

void OpenClaims::load(Loaded const& loaded) {
    for (auto const& reserved : loaded.reserved_seats) {
        if (is_open(reserved)) keep(reserved.seat, reserved.id);
    }
}

void SeatsOfReservations::load(Loaded const& loaded) {
    std::vector<std::pair<ReservationId, ReservedSeatId>> all;
    all.reserve(loaded.reserved_seats.size());
    for (auto const& reserved : loaded.reserved_seats) all.emplace_back(reserved.reservation, reserved.id);
    std::ranges::sort(all);
    for (auto next = all.cbegin(); next != all.cend();) {
        auto const reservation = next->first;
        Few<ReservedSeatId> ids;
        for (; next != all.cend() && next->first == reservation; ++next) {
            if (ids.empty() || ids.back() != next->second) ids.push_back(next->second);
        }
        keep(reservation, std::move(ids));
    }
}
void SeatsOfReservations::note(ReservedSeat const& reserved) {
    auto const* before = find(reserved.reservation);
    auto ids = before == nullptr ? Few<ReservedSeatId>() : *before;
    if (std::ranges::find(ids, reserved.id) != ids.end()) return;
    ids.push_back(reserved.id);
    put(reserved.reservation, std::move(ids));
}

void DatesOfSeats::load(Loaded const& loaded) {
    for (auto const& date : loaded.dates_of_seats) keep(date.id, date);
}

void CountedOfUsers::load(Loaded const& loaded) {
    std::vector<ReservedSeatOfDate const*> all;
    all.reserve(loaded.counted.size());
    for (auto const& each : loaded.counted) all.push_back(&each);
    std::ranges::sort(all, {}, [](auto const* each) { return std::pair(each->reserved.user, each->reserved.id); });
    for (auto next = all.cbegin(); next != all.cend();) {
        auto const user = (*next)->reserved.user;
        Few<ReservedSeatOfDate> counted;
        for (; next != all.cend() && (*next)->reserved.user == user; ++next) {
            bool const again = !counted.empty() && counted.back().reserved.id == (*next)->reserved.id;
            if (!again) counted.push_back(**next);  // else: of a fan in two sessions
        }
        keep(user, std::move(counted));
    }
}
void CountedOfUsers::note(ReservedSeatOfDate const& changed) {
    auto const* before = find(changed.reserved.user);
    auto all = before == nullptr ? Few<ReservedSeatOfDate>() : *before;
    auto const id = [](ReservedSeatOfDate const& each) { return each.reserved.id; };
    if (auto const same = std::ranges::find(all, changed.reserved.id, id); same != all.end()) all.erase(same);
    all.push_back(changed);
    put(changed.reserved.user, std::move(all));
}

void SeatCounts::load(Loaded const& loaded) {
    for (auto const& [date, seats] : loaded.seat_counts) keep(date, seats);
}

void DateSlots::load(Loaded const& loaded) {
    for (auto const& slot : loaded.date_slots) keep(slot, {});
}

void SeatNumbers::load(Loaded const& loaded) {
    for (auto const& slot : loaded.seat_numbers) keep(slot, {});
}

void DatesAtMoments::load(Loaded& loaded) { set(std::move(loaded.dates_at_moments)); }

void RemovedDate::load(Loaded const& loaded) { set(loaded.removed_date); }

void ForgottenAnswers::load(Loaded const& loaded) { set(loaded.forgotten_answers); }

}  // namespace onsale::part
