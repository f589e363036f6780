// States of reservations inside texts of SQL, alike in both stores. Written out and not bound: the index of open
// reservations is partial, and neither SQLite nor PostgreSQL uses it for a condition that it does not know when it
// plans.
#pragma once

#include "domain/concert/reservation.h"

// Holds or owns its seat: the condition of the index one_open_reservation_of_a_seat.
#define ONSALE_RESERVATION_IS_OPEN "state IN (0, 1)"
#define ONSALE_RESERVED "0"
#define ONSALE_PAID "1"
#define ONSALE_RELEASED "2"
#define ONSALE_EXPIRED "3"
// The same, where the user is looked for: the plus keeps both stores from reading that index from end to end.
#define ONSALE_RESERVATION_OF_USER_IS_OPEN "+state IN (0, 1)"

namespace onsale {

static_assert(static_cast<int>(ReservationState::reserved) == 0 && static_cast<int>(ReservationState::paid) == 1 &&
                  static_cast<int>(ReservationState::released) == 2 && static_cast<int>(ReservationState::expired) == 3,
              "the texts above name these");

}  // namespace onsale
