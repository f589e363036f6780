// Fields of areas in plans of pretix: what is drawn next to the seats and, where it is given places, put on sale.
#pragma once

#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "infrastructure/venue/venue_plan.h"

namespace onsale::venue {

// Empty, null and 0 for what is not there or is something else; 0, too, for a number too large to be drawn.
std::string_view text_of(boost::json::object const& object, std::string_view field);
boost::json::object const* object_of(boost::json::object const& object, std::string_view field);
double number_of(boost::json::object const* object, std::string_view field);

// The polygon of an area whose position is that, in pixels. Empty: its shape has no room, or is not known.
std::vector<Position> outline_of(boost::json::object const& area, Position const& position);

}  // namespace onsale::venue
