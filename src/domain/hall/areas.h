// Room on the map for areas whose plan does not say where they are.
#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "domain/hall/drawing.h"
#include "domain/hall/layout.h"

namespace onsale::hall {

using Outline = std::vector<MapPoint>;  // a polygon, clockwise on the screen

Outline rectangle(MapPoint corner, std::int32_t width, std::int32_t height);

// The middle of the box around it.
MapPoint middle_of(Outline const& outline);

// Side by side, each as large as its people need who stand; in the order of `places`, one outline for each. In
// front of a stage: between it and the seats, which move back. On a pitch: in its middle, where no seats stand on it.
// Else behind the seats.
std::vector<Outline> add_areas(std::span<std::size_t const> places, Layout& layout);

// The same in a hall whose seats and areas stand where their plan says: below all of them.
std::vector<Outline> areas_below(std::span<std::size_t const> places, std::span<MapPoint const> others);

}  // namespace onsale::hall
