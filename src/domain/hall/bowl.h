// A bowl around a pitch: how a stadium is drawn whose sections say which side they stand on.
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "domain/hall/bowl_ring.h"
#include "domain/hall/layout.h"

namespace onsale::hall {

// "north", "East", "south stand", "북측": the side that a group names, if it names one.
std::optional<Side> side_of_group(std::string_view group);

// Do the groups name at least two sides, and are there no more sections than a stadium can have? Finding the places of
// the tiers takes time with their number times that of the sections in front of them, a thousand times over.
inline constexpr std::size_t most_bowl_sections = 1'000;
bool names_a_bowl(std::span<DrawnSection const> sections);

// North is up. Sections of a side stand side by side in the order of their numbers, those of all sides go round in the
// direction in which the numbers do. Sections of no side stand on the pitch.
Layout lay_out_bowl(std::span<SeatName const> seats, std::span<DrawnSection const> sections);

}  // namespace onsale::hall
