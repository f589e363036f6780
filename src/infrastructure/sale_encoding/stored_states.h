// States of reservations and seats inside texts of SQL, alike in both stores. Written out and not bound: the index of
// open reservations is partial, and neither SQLite nor PostgreSQL uses it for a condition that it does not know when it
// plans.
#pragma once

#include "domain/concert/reservation.h"
#include "domain/concert/seat.h"

// Holds or owns its seat: the condition of the index one_open_reservation_of_a_seat.
#define ONSALE_RESERVATION_IS_OPEN "state IN (0, 1)"
#define ONSALE_RESERVED "0"
#define ONSALE_PAID "1"
#define ONSALE_RELEASED "2"
#define ONSALE_EXPIRED "3"
// The same, where the user is looked for: the plus keeps both stores from reading that index from end to end.
#define ONSALE_RESERVATION_OF_USER_IS_OPEN "+state IN (0, 1)"

// Of seats.
#define ONSALE_AVAILABLE "0"

namespace onsale {

static_assert(static_cast<int>(SeatStatus::available) == 0, "the text above names it");
static_assert(static_cast<int>(ReservationState::reserved) == 0 && static_cast<int>(ReservationState::paid) == 1 &&
                  static_cast<int>(ReservationState::released) == 2 && static_cast<int>(ReservationState::expired) == 3,
              "the texts above name these");

}  // namespace onsale
