// Reads seating plans of pretix: zones with rows of seats that have positions in pixels (its seating-plan.schema.json).
#pragma once

#include "infrastructure/venue/plan_field.h"
#include "infrastructure/venue/venue_plan.h"

namespace onsale::venue {

// Does the plan look like one of pretix?
bool is_pretix(json::value const& root);

// A zone is a section, a category a price category without a price. The distance of two seats that are neighbours
// becomes a seat width; of the areas those are kept that are given places from outside, by the text that stands in
// them, and a rectangle that calls itself a stage. The plan is whole if nothing was added to `complaints`, and
// otherwise worth nothing.
VenuePlan read_pretix_plan(json::value const& root, PlanOptions const& options, Complaints& complaints);

}  // namespace onsale::venue
