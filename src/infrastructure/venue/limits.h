// Every bound on a venue plan. venues/plan.schema.json and docs/venue-plan.md repeat them.
#pragma once

#include <cstddef>
#include <cstdint>

#include "domain/hall/drawing.h"
#include "domain/limits.h"
#include "domain/points.h"

namespace onsale::venue {

inline constexpr std::size_t max_plan_bytes = 32U << 20;  // 200,000 seats with coordinates fit
inline constexpr std::size_t max_plan_seats = limits::most_seats_of_a_date;
inline constexpr std::size_t max_name_characters = 190;  // code points; of a section, group or category, as in pretix
inline constexpr std::size_t max_label_bytes = limits::longest_label;  // UTF-8; of a row or seat
inline constexpr std::size_t max_text_characters = 200;     // code points; the plan's name, source and licence
inline constexpr std::int64_t max_label_integer = 999'999;  // a label given as an integer
inline constexpr Points max_price{limits::largest_price};
inline constexpr double max_coordinate = 1'000'000.0;  // seat widths, in either direction
inline constexpr std::size_t max_plan_errors = 20;     // reported at once; fixing these shows the next ones
inline constexpr std::size_t max_plan_notes = 20;      // told at once

static_assert(max_name_characters * 4 <= limits::longest_section, "a section's name fits into the sale");
static_assert(4 * max_coordinate * hall::unit <= INT32_MAX, "a seat and a stage as far apart as can be fit into a map");

}  // namespace onsale::venue
