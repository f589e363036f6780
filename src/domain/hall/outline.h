// The outline of a section: what a map draws while single seats are too small to be seen.
#pragma once

#include <span>
#include <vector>

#include "domain/hall/drawing.h"

namespace onsale::hall {

// The convex hull of the seats with their own width about each, clockwise on the screen; empty for no seats.
std::vector<MapPoint> outline_of(std::span<MapPoint const> seats);

}  // namespace onsale::hall
