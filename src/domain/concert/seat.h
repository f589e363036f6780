// A seat of a concert date.
#pragma once

#include <cstdint>
#include <string>

#include "domain/identifiers.h"
#include "domain/points.h"

namespace onsale {

enum class SeatStatus : std::uint8_t {
    available = 0,
    reserved = 1,  // temporarily held, unpaid
    sold = 2,      // paid, owned
};

// Which status may follow which. A reserved seat stays reserved where the next fan's hold follows one that has lapsed.
constexpr bool may_become(SeatStatus from, SeatStatus to) {
    switch (from) {
        case SeatStatus::available:
            return to == SeatStatus::reserved;
        case SeatStatus::reserved:
            return true;
        case SeatStatus::sold:
            return false;
    }
    return false;
}

// What decisions need of a seat.
struct Seat {
    SeatId id;
    ConcertDateId concert_date;
    std::int32_t number = 0;  // unique within its concert date
    Points price;
    SeatStatus status = SeatStatus::available;
};

// What is printed on the ticket. Never changes once the seat is on sale. Empty: the hall has no such label.
struct SeatLabels {
    std::string section;
    std::string row;
    std::string seat;
};

struct LabelledSeat {
    Seat seat;
    SeatLabels labels;
};

}  // namespace onsale
