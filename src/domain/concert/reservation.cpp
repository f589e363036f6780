#include "domain/concert/reservation.h"

#include <algorithm>

namespace onsale {

ReservationState Reservation::state() const {
    auto const open = std::ranges::find_if(seats, is_open);
    if (open != seats.end()) return open->state;
    bool const ran_out = std::ranges::find(seats, ReservationState::expired, &ReservedSeat::state) != seats.end();
    return ran_out ? ReservationState::expired : ReservationState::released;
}

Points Reservation::amount() const {
    Points sum{0};
    for (auto const& each : shown()) sum = sum + each.price;
    return sum;
}

}  // namespace onsale
