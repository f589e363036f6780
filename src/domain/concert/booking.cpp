#include "domain/concert/booking.h"

#include "domain/invariant.h"

namespace onsale {

Decision<Reserving> reserve(Seat const& seat, std::optional<Reservation> const& claim, UserId user, Instant now,
                            HoldTerm term, ReservationId fresh) {
    Reserving result;
    result.seat = seat;
    if (claim && is_live(*claim, now)) {
        if (claim->user != user || claim->state == ReservationState::paid) {
            return refuse(Reason::seat_taken);
        }
        result.reservation = *claim;
        return result;
    }
    if (!seat.on_sale) return refuse(Reason::sale_closed);
    if (claim) {
        result.lapsed = *claim;
        result.lapsed->state = ReservationState::expired;
    } else {
        invariant(seat.status == SeatStatus::available, "a seat without a claim is available");
    }
    result.seat.status = SeatStatus::reserved;
    result.reservation = Reservation{.id = fresh,
                                     .seat = seat.id,
                                     .user = user,
                                     .price = seat.price,
                                     .state = ReservationState::reserved,
                                     .created_at = now,
                                     .hold_expires_at = now + term.length,
                                     .payment = {},
                                     .paid_at = {}};
    result.made = true;
    return result;
}

namespace {

Closing close(Seat const& seat, Reservation const& reservation, ReservationState state) {
    invariant(seat.status == SeatStatus::reserved, "a hold's seat is reserved");
    Closing closing{.seat = seat, .reservation = reservation, .made = true};
    closing.seat.status = SeatStatus::available;
    closing.reservation.state = state;
    return closing;
}

}  // namespace

Decision<Closing> release(Seat const& seat, Reservation const& reservation, UserId user, Instant now) {
    if (reservation.user != user) return refuse(Reason::unknown_reservation);
    switch (reservation.state) {
        case ReservationState::paid:
            return refuse(Reason::already_paid);
        case ReservationState::released:
            return Closing{.seat = seat, .reservation = reservation, .made = false};
        case ReservationState::expired:
            return refuse(Reason::hold_expired);
        case ReservationState::reserved:
            break;
    }
    if (!is_live(reservation, now)) return refuse(Reason::hold_expired);
    return close(seat, reservation, ReservationState::released);
}

std::optional<Closing> expire(Seat const& seat, Reservation const& reservation, Instant now) {
    if (reservation.state != ReservationState::reserved || is_live(reservation, now)) return std::nullopt;
    return close(seat, reservation, ReservationState::expired);
}

Decision<void> may_pay(Reservation const& reservation, UserId user, Instant now) {
    if (reservation.user != user) return refuse(Reason::unknown_reservation);
    if (!is_live(reservation, now)) return refuse(Reason::hold_expired);
    return {};
}

Owning own(Seat const& seat, Reservation const& reservation, LedgerEntryId payment, Instant now,
           std::optional<SessionId> session) {
    invariant(reservation.state == ReservationState::reserved && is_live(reservation, now), "only a live hold is paid");
    invariant(seat.status == SeatStatus::reserved && seat.id == reservation.seat, "a hold's seat is reserved");
    Owning owning{.seat = seat, .reservation = reservation};
    owning.seat.status = SeatStatus::sold;
    owning.reservation.state = ReservationState::paid;
    owning.reservation.payment = payment;
    owning.reservation.paid_at = now;
    owning.reservation.session = session;
    return owning;
}

}  // namespace onsale
