// Times on the wire: ISO 8601. Out: always UTC with milliseconds, "2026-12-24T10:00:00.000Z".
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/instant.h"

namespace onsale::api {

std::string to_iso(Instant at);

// In: date and time with seconds, optional fraction (beyond milliseconds it is cut off), and "Z" or an offset such as
// "+09:00". Anything else, and years outside 1970 to 9999, is nullopt.
std::optional<Instant> parse_iso(std::string_view text);

}  // namespace onsale::api
