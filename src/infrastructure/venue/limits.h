// Every bound on a venue plan. venues/plan.schema.json and docs/venue-plan.md repeat them.
#pragma once

#include <cstddef>
#include <cstdint>

#include "domain/limits.h"
#include "domain/points.h"

namespace onsale::venue {

inline constexpr std::size_t max_plan_bytes = 32U << 20;  // 200,000 seats with coordinates fit
inline constexpr std::size_t max_plan_seats = limits::most_seats_of_a_date;
inline constexpr std::size_t max_label_characters = 32;                // code points; what a ticket has room for
inline constexpr std::size_t max_label_bytes = limits::longest_label;  // the same label in UTF-8
inline constexpr std::size_t max_text_characters = 200;     // code points; the plan's name, source and licence
inline constexpr std::int64_t max_label_integer = 999'999;  // a label given as an integer
inline constexpr Points max_price{limits::largest_price};
inline constexpr double max_coordinate = 1'000'000.0;  // seat widths, in either direction
inline constexpr std::size_t max_plan_errors = 20;     // reported at once; whoever has more mends these first

}  // namespace onsale::venue
