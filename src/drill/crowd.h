// The crowd: who comes, when, and what each one is like. The same plan makes the same crowd, fan by fan.
#pragma once

#include <chrono>
#include <cstdint>
#include <vector>

#include "drill/plan.h"
#include "drill/random.h"

namespace onsale::drill {

enum class Character : std::uint8_t {
    buyer,
    leaves_line,  // gives up while waiting: stops asking, without a word
    leaves_hall,  // comes in, looks, and leaves
    leaves_seat,  // holds a seat, then gives it back or walks away
    no_show,      // holds a seat and forgets to pay
    bot,          // asks as fast as it can, and knocks at the inside without being called
    hoarder,      // holds all it can and pays nothing, until the terms stop it
};

// How a fan takes seats.
enum class Taking : std::uint8_t {
    seat_by_seat,  // by the route for one seat
    named,         // several that the fan has looked for, in one request
    best,          // those that the server chooses, side by side where that is possible
    side_by_side,  // those that the server chooses, side by side or not at all
};

struct FanTraits {
    std::uint32_t number = 0;             // in order of arrival, from 0
    std::chrono::microseconds arrives{};  // after the opening
    Character character = Character::buyer;
    bool double_clicks = false;
    bool loses_connection = false;
    std::uint32_t party = 1;  // seats wanted
    Taking taking = Taking::seat_by_seat;
    bool gives_one_back = false;  // somebody of the party does not come after all
    Random random{0};             // for whatever the fan decides on the way
};

// `fans` moments within [0, span), in ascending order.
std::vector<std::chrono::microseconds> arrivals(Arrival curve, std::uint32_t fans, std::chrono::microseconds span,
                                                std::uint64_t seed);

// Fans, bots and hoarders in order of arrival.
std::vector<FanTraits> crowd_of(Plan const& plan);

}  // namespace onsale::drill
