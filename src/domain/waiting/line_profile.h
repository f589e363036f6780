// The line as a whole, so that a fan's own position can be read off without asking for it.
#pragma once

#include <vector>

#include "domain/waiting/live_places.h"
#include "domain/waiting/standing.h"

namespace onsale {

// Exact counts of the places ahead at a few numbers, from the first live place to `end`, the next number to be given.
// waiting, nearly: the places that wait; those called or on the way in. From one knot to the next it is at most a fifth
// of the way from the front (and never less than one place), so there are some 75 for a million places. Empty: nobody.
// missing: places that are expected back and count as ahead, if any; no place is in two of the three.
std::vector<LineKnot> line_profile(LivePlaces const& waiting, LivePlaces const& nearly, PlaceNumber end,
                                   LivePlaces const* missing = nullptr);

}  // namespace onsale
