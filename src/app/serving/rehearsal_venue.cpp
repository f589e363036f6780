#include "app/serving/rehearsal_venue.h"

// Put between these two symbols by the assembler: src/app/CMakeLists.txt.
extern "C" char const onsale_rehearsal_venue[];
extern "C" char const onsale_rehearsal_venue_end[];

namespace onsale {

std::string_view rehearsal_venue() { return {onsale_rehearsal_venue, onsale_rehearsal_venue_end}; }

}  // namespace onsale
