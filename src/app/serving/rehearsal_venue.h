// The hall of a rehearsal that names none: venues/metalist-stadium.json, inside the program.
#pragma once

#include <string_view>

namespace onsale {

std::string_view rehearsal_venue();

}  // namespace onsale
