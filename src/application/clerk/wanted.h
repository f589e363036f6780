// Wanted: the rows that the commands of a batch ask for before they decide.
//
// Asking for a reservation brings its seat too; asking for a seat brings its open reservation too.
#pragma once

#include <optional>
#include <vector>

#include "application/idempotency/remembered_answer.h"
#include "domain/concert/repositories.h"
#include "domain/identifiers.h"

namespace onsale {

struct Wanted {
    std::vector<IdempotencyKey> keys;  // of the commands that came with one
    std::vector<SeatId> seats;
    std::vector<ReservationId> reservations;
    std::vector<UserId> users;
    std::vector<ConcertId> concerts;
    std::vector<ConcertDateId> dates;
    std::vector<DateSlot> date_slots;
    std::vector<SeatNumberSlot> seat_numbers;
    std::vector<ConcertDateId> seat_counts;             // dates whose seats are to be counted
    std::vector<Instant> moments;                       // all dates that begin then
    std::optional<Instant> remove_unfinished_before{};  // of dates that were given up, a few seats
    std::optional<Instant> forget_before;               // answers to be forgotten
    bool steering = false;
};

}  // namespace onsale
