#include "domain/concert/booking.h"

#include "domain/invariant.h"

namespace onsale {

SeatsOfFan count_seats(std::span<ReservationOfDate const> of_fan, ConcertDateId date, Instant now,
                       std::optional<SessionId> const& session) {
    SeatsOfFan seats;
    for (auto const& [reservation, concert_date] : of_fan) {
        if (concert_date != date) continue;
        if (session && reservation.taken_in == session) ++seats.taken;
        if (!is_live(reservation, now)) continue;
        ++(reservation.state == ReservationState::paid ? seats.paid : seats.held);
    }
    return seats;
}

namespace {

// May this fan take one more seat of this date?
Decision<void> may_take(ConcertDate const& date, SeatsOfFan const& has, Instant now) {
    auto const& terms = date.terms;
    if (!date.on_sale) return refuse(Reason::sale_closed);
    if (terms.opens_at && now < *terms.opens_at) return refuse(Reason::not_on_sale_yet);
    if (now >= closing_of(terms, date.date)) return refuse(Reason::sale_over);
    if (has.held + has.paid >= terms.most_per_person) {
        return std::unexpected(Refusal{Reason::too_many_seats, terms.most_per_person, has.held, has.paid});
    }
    if (has.taken >= terms.most_takes) return refuse(Reason::too_many_takes, terms.most_takes);
    return {};
}

}  // namespace

Decision<Reserving> reserve(Seat const& seat, std::optional<Reservation> const& claim, ConcertDate const& date,
                            Taking const& taking) {
    invariant(seat.concert_date == date.id, "a seat is sold on the terms of its own date");
    auto const& [user, session, has, now, usual_hold, fresh] = taking;
    Reserving result;
    result.seat = seat;
    if (claim && is_live(*claim, now)) {
        if (claim->user != user || claim->state == ReservationState::paid) {
            return refuse(Reason::seat_taken);
        }
        result.reservation = *claim;
        return result;
    }
    if (auto const may = may_take(date, has, now); !may) return std::unexpected(may.error());
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
                                     .hold_expires_at = now + date.terms.hold.value_or(usual_hold.length),
                                     .payment = {},
                                     .paid_at = {},
                                     .taken_in = session};
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
