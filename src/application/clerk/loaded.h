// Loaded: what a unit of work brought of what a batch wanted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "application/clerk/wanted.h"
#include "domain/steering/steering.h"
#include "domain/user/user.h"

namespace onsale {

// What a unit of work does about a row that another one has.
enum class Waits : std::uint8_t {
    for_all,    // waits until it is free, for as long as the store's bound: then RowsBusy
    for_dates,  // passes over it; but waits for dates, whose counters every batch needs for a moment
    for_none,   // passes over it
};

// What exists and was passed over. A command that wants any of it cannot be decided.
struct BusyRows : RowIds<std::set> {
    bool none() const;
    bool hold_up(Wanted const& wanted) const;
};

struct SeatCount {
    ConcertDateId date;
    std::int64_t seats = 0;
};

struct Loaded {
    std::vector<RememberedAnswer> answers;
    std::size_t forgotten_answers = 0;
    std::vector<Seat> seats;
    std::vector<ReservedSeat>
        reserved_seats;  // of the reservations wanted, and the open ones of the seats; some of them twice
    std::vector<User> users;
    std::optional<Steering> steering;
    std::vector<Concert> concerts;
    std::vector<ConcertDate> dates;           // those wanted; perhaps more of them
    std::vector<ConcertDate> dates_of_seats;  // of the seats wanted, not locked
    std::vector<ReservedSeatOfDate> counted;  // of the fans that are counted; some of them twice
    std::vector<SeatBlock> blocks;
    std::vector<SeatCount> seat_counts;
    std::vector<DateSlot> date_slots;          // that are taken
    std::vector<SeatNumberSlot> seat_numbers;  // that are taken
    std::vector<NamedDate> dates_at_moments;
    std::optional<ConcertDateId> removed_date{};  // it was given up, and some of its seats are gone, or all of it
    // By the store's own clock, read when every lock was had. Absent: the store has none of its own.
    std::optional<Instant> instant;
    BusyRows busy;
};

}  // namespace onsale
