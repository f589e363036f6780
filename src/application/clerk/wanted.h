// Wanted: the rows that the commands of a batch ask for before they decide.
//
// Asking for a reservation brings all its seats too; asking for a seat brings the open claim on it and its date too.
#pragma once

#include <optional>
#include <tuple>
#include <vector>

#include "application/idempotency/remembered_answer.h"
#include "domain/concert/repositories.h"
#include "domain/identifiers.h"

namespace onsale {

// Of each kind of row that a unit of work locks: which.
template <template <class...> class List>
struct RowIds {
    List<IdempotencyKey> keys;
    List<SeatId> seats;
    List<ReservationId> reservations;
    List<UserId> users;
    List<ConcertId> concerts;
    List<ConcertDateId> dates;
    bool steering = false;
};

// All lists of RowIds, const or not. A new member does not compile before it is named here.
template <class Ids>
auto lists_of(Ids& ids) {
    auto& [keys, seats, reservations, users, concerts, dates, steering] = ids;
    static_cast<void>(steering);
    return std::tie(keys, seats, reservations, users, concerts, dates);
}

struct Wanted : RowIds<std::vector> {  // keys: of the commands that came with one
    std::vector<DateSlot> date_slots;
    std::vector<SeatNumberSlot> seat_numbers;
    std::vector<SeatId> blocks;                         // of seats that are wanted
    std::vector<ConcertDateId> seat_counts;             // dates whose seats are to be counted
    std::vector<FanInSession> counted_fans;             // whose reservations are to be counted
    std::vector<Instant> moments;                       // all dates that begin then
    std::optional<Instant> remove_unfinished_before{};  // of dates that were given up, a few seats
    std::optional<Instant> forget_before;               // answers to be forgotten

    void sort();  // every list, each row once
};

}  // namespace onsale
