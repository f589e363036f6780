// A reservation: a user's claim on a seat, temporary until it is paid.
#pragma once

#include <cstdint>
#include <optional>

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

struct Reservation {
    ReservationId id;
    SeatId seat;
    UserId user;
    Points price;  // of the seat at the moment of reserving: what will be paid
    ReservationState state = ReservationState::reserved;
    Instant created_at;
    Instant hold_expires_at;
    LedgerEntryId payment;                // once paid: the entry in the user's point history
    Instant paid_at;                      // once paid
    std::optional<SessionId> session{};   // once paid: which the payment ended; none: paid outside of the line
    std::optional<SessionId> taken_in{};  // the session that it was made in; none: outside of the line
};

// A reservation, and the date that its seat is of.
struct ReservationOfDate {
    Reservation reservation;
    ConcertDateId concert_date;
};

// Not closed: of a seat there is one at most.
inline bool is_open(Reservation const& reservation) {
    return reservation.state == ReservationState::reserved || reservation.state == ReservationState::paid;
}

// A live claim keeps everybody else off the seat. A hold ends at hold_expires_at exactly, tidied up or not.
inline bool is_live(Reservation const& reservation, Instant now) {
    switch (reservation.state) {
        case ReservationState::paid:
            return true;
        case ReservationState::reserved:
            return now < reservation.hold_expires_at;
        case ReservationState::released:
        case ReservationState::expired:
            return false;
    }
    return false;
}

}  // namespace onsale
