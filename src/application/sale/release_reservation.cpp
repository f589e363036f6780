#include "application/sale/release_reservation.h"

#include <algorithm>

namespace onsale {

// Under the user's lock nothing is added to the reservation meanwhile, such as the companion seat of a space that goes.
void ReleaseReservation::want(Wanted& wanted) const {
    wanted.reservations.push_back(reservation_);
    wanted.users.push_back(user_);
    wanted.counted_fans.push_back({user_, {}});
    if (only_ && only_->date && only_->date->accessible(only_->seat)) wanted.seats.push_back(only_->seat);
}

void ReleaseReservation::decide(SaleRows& rows, DecisionContext const& at) {
    outcome.reset();
    auto const reservation = rows.reservation(reservation_);
    auto const added = rows.open_reservation_of(user_, reservation_).seats;
    auto const not_loaded = [&](ReservedSeat const& each) { return rows.reserved(each.id) == nullptr; };
    if (std::ranges::any_of(added, not_loaded)) return try_again();
    if (reservation && !rows.has_all_seats(*reservation)) return try_again();
    outcome = reservation ? release(rows, *reservation, at.now) : refuse(Reason::unknown_reservation);
}

Decision<Reservation> ReleaseReservation::release(SaleRows& rows, Reservation const& reservation, Instant now) const {
    auto const seats = meant(reservation);
    if (!seats) return std::unexpected(seats.error());
    auto all = *seats;
    if (only_ && !all.empty() && is_live(all.front(), now)) all = with_companions(all.front(), rows, reservation, now);
    std::vector<Closing> closings;
    for (auto const& each : all) {
        auto const closing = onsale::release(*rows.seat(each.seat), each, user_, now);
        if (!closing) return std::unexpected(closing.error());
        if (closing->made) closings.push_back(*closing);
    }
    for (auto const& each : closings) {
        rows.put(each.seat);
        rows.put(each.reserved);
    }
    return rows.reservation(reservation_).value();
}

// Of a seat that was given back and taken again, the last claim.
Decision<std::vector<ReservedSeat>> ReleaseReservation::meant(Reservation const& reservation) const {
    if (reservation.user() != user_) return refuse(Reason::unknown_reservation);
    if (!only_) {
        auto shown = reservation.shown();
        return std::vector<ReservedSeat>(shown.begin(), shown.end());
    }
    auto const& seats = reservation.seats;
    auto const last =
        std::find_if(seats.rbegin(), seats.rend(), [&](auto const& each) { return each.seat == only_->seat; });
    if (last == seats.rend()) return refuse(Reason::unknown_seat);
    return std::vector{*last};
}

// The seat, and the companion seats that go with it.
std::vector<ReservedSeat> ReleaseReservation::with_companions(ReservedSeat const& space, SaleRows const& rows,
                                                              Reservation const& reservation, Instant now) const {
    std::vector<ReservedSeat> all{space};
    auto const& seat = *rows.seat(space.seat);
    if (!only_->date || !seat.traits.has(SeatTrait::wheelchair) || rows.date_of(seat).terms.companions_for_all)
        return all;
    std::vector<AccessibleSeat> paid;
    std::vector<AccessibleSeat> held;
    for (auto const& each : rows.live_seats_of(user_, seat.concert_date, now)) {
        auto special = only_->date->accessible(each.seat);
        if (!special || each.id == space.id) continue;
        (each.state == ReservationState::paid ? paid : held).push_back(*std::move(special));
    }
    for (auto const companion : companions_without_space(paid, held)) {
        for (auto const& each : reservation.seats) {
            if (each.seat == companion && is_live(each, now)) all.push_back(each);
        }
    }
    return all;
}

}  // namespace onsale
