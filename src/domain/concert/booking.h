// The rules of holding, giving back, owning and losing a seat. Pure: what is loaded goes in, what is to be saved
// comes out; nothing is changed in place.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "domain/concert/concert.h"
#include "domain/concert/reservation.h"
#include "domain/concert/seat.h"
#include "domain/refusal.h"

namespace onsale {

struct HoldTerm {
    seconds length;
};

// How many seats of a date a fan has at a moment, and took in a session.
struct SeatsOfFan {
    std::int64_t held = 0;  // unpaid, still running
    std::int64_t paid = 0;
    std::int64_t taken = 0;  // in the session, live or not; none outside of the line
};

// Of these, those of that date.
SeatsOfFan count_seats(std::span<ReservationOfDate const> of_fan, ConcertDateId date, Instant now,
                       std::optional<SessionId> const& session);

// The fan who takes a seat, and the moment.
struct Taking {
    UserId user;
    std::optional<SessionId> session;  // none: outside of the line
    SeatsOfFan has;                    // of the seat's date
    Instant now;
    HoldTerm usual_hold;  // where the date's terms say nothing else
    ReservationId fresh;  // the id of the reservation, if there is to be one
};

struct Reserving {
    Seat seat;                          // as it is now: reserved
    Reservation reservation;            // the new hold, or the one the user has already
    std::optional<Reservation> lapsed;  // somebody's hold that had run out, now expired
    bool made = false;                  // false: the user had it already, nothing to save
};

// `claim`: the seat's reservation that is not yet closed (reserved or paid), if any.
// `date`: the seat's. Refuses: seat_taken; and, where the user has not got it already, sale_closed, not_on_sale_yet,
// sale_over, too_many_seats, too_many_takes.
Decision<Reserving> reserve(Seat const& seat, std::optional<Reservation> const& claim, ConcertDate const& date,
                            Taking const& taking);

struct Closing {
    Seat seat;  // available again
    Reservation reservation;
    bool made = false;  // false: it had been given back before, nothing to save
};

// Gives an unpaid seat back. Refuses: unknown_reservation (not this user's), already_paid, hold_expired.
Decision<Closing> release(Seat const& seat, Reservation const& reservation, UserId user, Instant now);

// Tidies up a hold that ran out; nullopt when there is nothing to tidy (paid, given back, or still running).
std::optional<Closing> expire(Seat const& seat, Reservation const& reservation, Instant now);

// May this user pay this reservation now? Refuses: unknown_reservation (not this user's), hold_expired.
// A paid one passes: paying again is answered with the payment there is.
Decision<void> may_pay(Reservation const& reservation, UserId user, Instant now);

struct Owning {
    Seat seat;  // held
    Reservation reservation;
};

// The seat is the user's for good. `session`: the one that the payment ends, if any. Requires: may_pay, and not paid
// yet.
Owning own(Seat const& seat, Reservation const& reservation, LedgerEntryId payment, Instant now,
           std::optional<SessionId> session = {});

}  // namespace onsale
