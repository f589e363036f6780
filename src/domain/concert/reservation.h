// A reservation: a user's claim on seats of one concert date, temporary until they are paid together.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <ranges>
#include <vector>

#include "domain/identifiers.h"
#include "domain/points.h"
#include "domain/session_id.h"

namespace onsale {

enum class ReservationState : std::uint8_t {
    reserved = 0,  // holds its seat until hold_expires_at
    paid = 1,      // owns its seat for good
    released = 2,  // given back by its user
    expired = 3,   // ran out, and the seat was tidied up or taken by the next buyer
};

// Which state may follow which: a hold is closed or paid, and that is the end of it.
constexpr bool may_become(ReservationState from, ReservationState to) {
    switch (from) {
        case ReservationState::reserved:
            return to != ReservationState::reserved;
        case ReservationState::paid:
        case ReservationState::released:
        case ReservationState::expired:
            return false;
    }
    return false;
}

// A user's claim on one seat.
struct ReservedSeat {
    ReservedSeatId id;
    ReservationId reservation{};  // that it belongs to: its seats end at one moment, and are paid together
    SeatId seat;
    UserId user;
    Points price;  // of the seat at the moment of reserving: what will be paid
    ReservationState state = ReservationState::reserved;
    Instant created_at;
    Instant hold_expires_at;
    LedgerEntryId payment;                // once paid: the entry in the user's point history
    Instant paid_at;                      // once paid
    std::optional<SessionId> session{};   // once paid: which the payment ended; none: paid outside of the line
    std::optional<SessionId> taken_in{};  // the session in which the seat was reserved; none: outside of the line
};

// A reservation begins with one seat, whose id is its own. So one seat costs no second row.
inline ReservationId begun_by(ReservedSeatId first) { return {first.value}; }

// A claim, and the date that its seat is of.
struct ReservedSeatOfDate {
    ReservedSeat reserved;
    ConcertDateId concert_date;
};

// Not closed: of a seat there is one at most.
inline bool is_open(ReservedSeat const& reserved) {
    return reserved.state == ReservationState::reserved || reserved.state == ReservationState::paid;
}

// A live claim keeps everybody else off the seat. A hold ends at hold_expires_at exactly, tidied up or not.
inline bool is_live(ReservedSeat const& reserved, Instant now) {
    switch (reserved.state) {
        case ReservationState::paid:
            return true;
        case ReservationState::reserved:
            return now < reserved.hold_expires_at;
        case ReservationState::released:
        case ReservationState::expired:
            return false;
    }
    return false;
}

// All seats of a reservation that a user has or had; at least one.
struct Reservation {
    ReservationId id;
    std::vector<ReservedSeat> seats;  // in the order in which they were reserved

    UserId user() const { return seats.front().user; }
    // Of its seats that are open, which have the same; where none is: expired, if any of them ran out.
    ReservationState state() const;
    // What its open seats cost together: what will be paid, or was.
    Points amount() const;
    // Those that are open; where none is, all. A view of this reservation, in the order of its seats.
    auto shown() const& {
        bool const any_open = std::ranges::any_of(seats, is_open);
        return std::views::filter(seats, [any_open](ReservedSeat const& each) { return !any_open || is_open(each); });
    }
    void shown() const&& = delete;  // of a temporary nothing is left to be seen
    ReservedSeat const& first_shown() const& { return *shown().begin(); }
};

}  // namespace onsale
