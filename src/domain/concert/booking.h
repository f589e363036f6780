// The rules of holding, giving back, owning and losing a seat. Pure: what is loaded goes in, what is to be saved
// comes out; nothing is changed in place.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "domain/concert/concert.h"
#include "domain/concert/reservation.h"
#include "domain/concert/seat.h"
#include "domain/refusal.h"

namespace onsale {

struct HoldTerm {
    seconds length;
};

// A reservation to which seats may still be added.
struct OpenReservation {
    ReservationId id;
    Instant hold_expires_at;
};

// How many seats of a date a fan has at a moment, and took in a session.
struct SeatsOfFan {
    std::int64_t held = 0;  // unpaid, still running
    std::int64_t paid = 0;
    std::int64_t taken = 0;                 // in the session, live or not; none outside of the line
    std::optional<OpenReservation> open{};  // that of the held ones: a fan has one of a date at most
};

// Of these, those of that date.
SeatsOfFan count_seats(std::span<ReservedSeatOfDate const> of_fan, ConcertDateId date, Instant now,
                       std::optional<SessionId> const& session);

// How often a fan let a seat lapse, and when it did for the last time.
struct Lapses {
    std::int64_t count = 0;
    Instant last{};
};
Lapses count_lapses(std::span<ReservedSeatOfDate const> of_fan, SeatId seat, Instant now);

// How a seat is asked for: itself, or as any place of its area.
enum class AskedFor : std::uint8_t { seat, place };

// The fan who takes a seat, and the moment.
struct Taking {
    UserId user;
    std::optional<SessionId> session;  // none: outside of the line
    SeatsOfFan has;                    // of the seat's date
    Instant now;
    HoldTerm usual_hold;   // where the date's terms say nothing else
    ReservedSeatId fresh;  // the id of the claim, if there is to be one
    Lapses lapses{};       // of the seat, by the fan
    AskedFor asked_for = AskedFor::seat;
};

struct Reserving {
    Seat seat;                           // as it is now: reserved
    ReservedSeat reserved;               // the new hold, or the one the user has already
    std::optional<ReservedSeat> lapsed;  // somebody's hold that had run out, now expired
    bool made = false;                   // false: the user had it already, nothing to save
};

// A new hold joins the fan's open reservation of the date, and ends when that one does; without one it begins one.
// `claim`: the one of the seat that is not yet closed (reserved or paid), if any.
// `date`: the seat's. Refuses: seat_taken, also where it is blocked; and, where the user has not got it already,
// place_of_area, sale_closed, not_on_sale_yet, sale_over, too_many_seats, too_many_takes, seat_cooling. One that is
// asked for as a place of its area is taken even where the user holds it: another one is meant.
Decision<Reserving> reserve(Seat const& seat, std::optional<ReservedSeat> const& claim, ConcertDate const& date,
                            Taking const& taking);

// One of several seats that are reserved together.
struct SeatToReserve {
    Seat seat;
    std::optional<ReservedSeat> claim;
    ReservedSeatId fresh;
    Lapses lapses{};
};

// All of them or none; at least one, each once, all of that date. `taking.fresh` and `taking.lapses` are not looked at.
// Refuses as reserve does, and names all seats that are cooling, or are places of areas; but seats_taken, where others
// have one of them, and names those (seats).
Decision<std::vector<Reserving>> reserve_together(std::span<SeatToReserve const> seats, ConcertDate const& date,
                                                  Taking taking);

struct Closing {
    Seat seat;  // available again
    ReservedSeat reserved;
    bool made = false;  // false: it had been given back before, nothing to save
};

// Gives an unpaid seat back. Refuses: unknown_reservation (not this user's), already_paid, hold_expired.
Decision<Closing> release(Seat const& seat, ReservedSeat const& reservation, UserId user, Instant now);

// Tidies up a hold that ran out; nullopt when there is nothing to tidy (paid, given back, or still running).
std::optional<Closing> expire(Seat const& seat, ReservedSeat const& reservation, Instant now);

// May this user pay this reservation now? Refuses: unknown_reservation (not this user's), hold_expired.
// A paid one passes: paying again is answered with the payment there is.
Decision<void> may_pay(ReservedSeat const& reservation, UserId user, Instant now);

struct Owning {
    Seat seat;  // held
    ReservedSeat reserved;
};

// The seat is the user's for good. `session`: the one that the payment ends, if any. Requires: may_pay, and not paid
// yet.
Owning own(Seat const& seat, ReservedSeat const& reservation, LedgerEntryId payment, Instant now,
           std::optional<SessionId> session = {});

}  // namespace onsale
