#include "domain/concert/booking.h"

#include <algorithm>
#include <utility>

#include "domain/invariant.h"

namespace onsale {

SeatsOfFan count_seats(std::span<ReservedSeatOfDate const> of_fan, ConcertDateId date, Instant now,
                       std::optional<SessionId> const& session) {
    SeatsOfFan seats;
    for (auto const& [reserved, concert_date] : of_fan) {
        if (concert_date != date) continue;
        if (session && reserved.taken_in == session) ++seats.taken;
        if (!is_live(reserved, now)) continue;
        if (reserved.state == ReservationState::paid) {
            ++seats.paid;
        } else {
            ++seats.held;
            seats.open = {reserved.reservation, reserved.hold_expires_at};
        }
    }
    return seats;
}

Lapses count_lapses(std::span<ReservedSeatOfDate const> of_fan, SeatId seat, Instant now) {
    Lapses lapses;
    for (auto const& [reserved, date] : of_fan) {
        bool const held = reserved.state == ReservationState::reserved && is_live(reserved, now);
        bool const lapsed = reserved.state == ReservationState::expired || reserved.state == ReservationState::reserved;
        if (reserved.seat != seat || held || !lapsed) continue;
        ++lapses.count;
        lapses.last = std::max(lapses.last, reserved.hold_expires_at);
    }
    return lapses;
}

namespace {

// May this fan take this seat of this date, too?
Decision<void> may_take(SeatId seat, ConcertDate const& date, Taking const& taking) {
    auto const& terms = date.terms;
    auto const& has = taking.has;
    auto const now = taking.now;
    if (!date.on_sale) return refuse(Reason::sale_closed);
    if (terms.opens_at && now < *terms.opens_at) return refuse(Reason::not_on_sale_yet);
    if (now >= closing_of(terms, date.date)) return refuse(Reason::sale_over);
    if (has.held + has.paid >= terms.most_per_person) {
        return std::unexpected(Refusal{Reason::too_many_seats, terms.most_per_person, has.held, has.paid});
    }
    if (has.taken >= terms.most_takes) return refuse(Reason::too_many_takes, terms.most_takes);
    auto const until = taking.lapses.last + terms.cooling;
    if (taking.lapses.count >= limits::lapses_before_cooling && now < until) {
        return std::unexpected(Refusal{.reason = Reason::seat_cooling, .seats = {seat}, .until = until});
    }
    return {};
}

}  // namespace

Decision<Reserving> reserve(Seat const& seat, std::optional<ReservedSeat> const& claim, ConcertDate const& date,
                            Taking const& taking) {
    invariant(seat.concert_date == date.id, "a seat is sold on the terms of its own date");
    auto const& [user, session, has, now, usual_hold, fresh, lapses, asked_for] = taking;
    Reserving result;
    result.seat = seat;
    bool const has_claim = claim && is_live(*claim, now);
    bool const mine = has_claim && claim->user == user && claim->state == ReservationState::reserved;
    if (mine && asked_for == AskedFor::seat) {
        result.reserved = *claim;
        return result;
    }
    if (asked_for == AskedFor::seat && seat.traits.has(SeatTrait::area_place)) {
        return std::unexpected(Refusal{.reason = Reason::place_of_area, .seats = {seat.id}});
    }
    if (has_claim) return refuse(Reason::seat_taken);
    if (is_blocked(seat, now)) return refuse(Reason::seat_taken);
    if (auto const may = may_take(seat.id, date, taking); !may) return std::unexpected(may.error());
    if (claim) {
        result.lapsed = *claim;
        result.lapsed->state = ReservationState::expired;
    } else {
        invariant(seat.status == SeatStatus::available, "a seat without a claim is available");
    }
    result.seat.status = SeatStatus::reserved;
    auto const& open = has.open;
    result.reserved = ReservedSeat{
        .id = fresh,
        .reservation = open ? open->id : begun_by(fresh),
        .seat = seat.id,
        .user = user,
        .price = seat.price,
        .state = ReservationState::reserved,
        .created_at = now,
        .hold_expires_at = open ? open->hold_expires_at : now + date.terms.hold.value_or(usual_hold.length),
        .payment = {},
        .paid_at = {},
        .taken_in = session};
    result.made = true;
    return result;
}

namespace {

// The fan after this seat.
void count_in(Taking& taking, ReservedSeat const& taken) {
    ++taking.has.held;
    ++taking.has.taken;
    taking.has.open = {taken.reservation, taken.hold_expires_at};
}

}  // namespace

Decision<std::vector<Reserving>> reserve_together(std::span<SeatToReserve const> seats, ConcertDate const& date,
                                                  Taking taking) {
    invariant(!seats.empty(), "at least one seat is reserved");
    std::vector<Reserving> all;
    std::vector<SeatId> taken;
    std::optional<Refusal> other;
    auto const held_before = taking.has.held;
    for (auto const& [seat, claim, fresh, lapses] : seats) {
        taking.fresh = fresh;
        taking.lapses = lapses;
        auto const one = reserve(seat, claim, date, taking);
        if (one) {
            if (one->made) count_in(taking, one->reserved);
            all.push_back(*one);
        } else if (one.error().reason == Reason::seat_taken) {
            taken.push_back(seat.id);
        } else if (!other) {
            other = one.error();
            if (other->reason == Reason::too_many_seats) other->held = held_before;
        } else if (other->reason == one.error().reason && !other->seats.empty()) {
            other->seats.push_back(seat.id);
            other->until = std::max(other->until, one.error().until);
        }
    }
    if (!taken.empty()) return std::unexpected(Refusal{.reason = Reason::seats_taken, .seats = std::move(taken)});
    if (other) return std::unexpected(*other);
    return all;
}

namespace {

Closing close(Seat const& seat, ReservedSeat const& reserved, ReservationState state) {
    invariant(seat.status == SeatStatus::reserved, "a hold's seat is reserved");
    Closing closing{.seat = seat, .reserved = reserved, .made = true};
    closing.seat.status = SeatStatus::available;
    closing.reserved.state = state;
    return closing;
}

}  // namespace

Decision<Closing> release(Seat const& seat, ReservedSeat const& reserved, UserId user, Instant now) {
    if (reserved.user != user) return refuse(Reason::unknown_reservation);
    switch (reserved.state) {
        case ReservationState::paid:
            return refuse(Reason::already_paid);
        case ReservationState::released:
            return Closing{.seat = seat, .reserved = reserved, .made = false};
        case ReservationState::expired:
            return refuse(Reason::hold_expired);
        case ReservationState::reserved:
            break;
    }
    if (!is_live(reserved, now)) return refuse(Reason::hold_expired);
    return close(seat, reserved, ReservationState::released);
}

std::optional<Closing> expire(Seat const& seat, ReservedSeat const& reserved, Instant now) {
    if (reserved.state != ReservationState::reserved || is_live(reserved, now)) return std::nullopt;
    return close(seat, reserved, ReservationState::expired);
}

Decision<void> may_pay(ReservedSeat const& reserved, UserId user, Instant now) {
    if (reserved.user != user) return refuse(Reason::unknown_reservation);
    if (!is_live(reserved, now)) return refuse(Reason::hold_expired);
    return {};
}

Owning own(Seat const& seat, ReservedSeat const& reserved, LedgerEntryId payment, Instant now,
           std::optional<SessionId> session) {
    invariant(reserved.state == ReservationState::reserved && is_live(reserved, now), "only a live hold is paid");
    invariant(seat.status == SeatStatus::reserved && seat.id == reserved.seat, "a hold's seat is reserved");
    Owning owning{.seat = seat, .reserved = reserved};
    owning.seat.status = SeatStatus::sold;
    owning.reserved.state = ReservationState::paid;
    owning.reserved.payment = payment;
    owning.reserved.paid_at = now;
    owning.reserved.session = session;
    return owning;
}

}  // namespace onsale
