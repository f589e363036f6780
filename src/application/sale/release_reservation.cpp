#include "application/sale/release_reservation.h"

#include <algorithm>

namespace onsale {

void ReleaseReservation::want(Wanted& wanted) const { wanted.reservations.push_back(reservation_); }

void ReleaseReservation::decide(SaleRows& rows, DecisionContext const& at) {
    outcome.reset();
    auto const reservation = rows.reservation(reservation_);
    if (reservation && !rows.has_all_seats(*reservation)) return try_again();
    outcome = reservation ? release(rows, *reservation, at.now) : refuse(Reason::unknown_reservation);
}

Decision<Reservation> ReleaseReservation::release(SaleRows& rows, Reservation const& reservation, Instant now) const {
    auto const seats = meant(reservation);
    if (!seats) return std::unexpected(seats.error());
    std::vector<Closing> closings;
    for (auto const& each : *seats) {
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
    auto const last = std::find_if(seats.rbegin(), seats.rend(), [&](auto const& each) { return each.seat == *only_; });
    if (last == seats.rend()) return refuse(Reason::unknown_seat);
    return std::vector{*last};
}

}  // namespace onsale
