// What committed batches changed, as far as boards show it: how one node's commits reach the boards of another.
#pragma once

#include <vector>

#include "domain/concert/concert.h"
#include "domain/concert/reservation.h"
#include "domain/concert/seat.h"
#include "domain/steering/steering.h"
#include "domain/user/user.h"

namespace onsale {

struct Changes {
    std::vector<Concert> concerts;          // new
    std::vector<ConcertDate> dates;         // new, or closed, or open again
    std::vector<LabelledSeat> seats;        // new
    std::vector<User> users;                // new, or with a new balance
    std::vector<Reservation> reservations;  // new, or in a new state, in the order of change
    std::vector<Steering> steering;         // as it is now; one at most
};

}  // namespace onsale
