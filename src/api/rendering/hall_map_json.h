// A hall's map as JSON.
#pragma once

#include <optional>
#include <string>

#include "domain/hall/hall_map.h"
#include "domain/identifiers.h"

namespace onsale::api {

// `date`: nullopt where the map is of a plan that is not on sale.
std::string json_of(hall::HallMap const& map, std::optional<ConcertDateId> date);

}  // namespace onsale::api
