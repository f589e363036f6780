// Companion seats: for those who come with somebody in a wheelchair. A fan may have as many of a section as they have
// wheelchair spaces of it, held and paid together, unless the date's terms say that these seats are for all.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "domain/concert/seat.h"

namespace onsale {

// A wheelchair space or a companion seat. One seat cannot be both: it is a wheelchair space then.
struct AccessibleSeat {
    SeatId seat;
    bool is_companion = false;
    std::string section;
};

// Nullopt: a seat like most.
std::optional<AccessibleSeat> accessible_seat_of(LabelledSeat const& labelled);

// The companion seats of `seats` that have no wheelchair space, those at the end first. `kept`: what else the fan has;
// its own companion seats are never too many. No seat is in both.
std::vector<SeatId> companions_without_space(std::span<AccessibleSeat const> kept,
                                             std::span<AccessibleSeat const> seats);

}  // namespace onsale
