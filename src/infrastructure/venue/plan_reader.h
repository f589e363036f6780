// From the parsed JSON of a venue plan to its seats: the rules of the format, top down.
#pragma once

#include "infrastructure/venue/plan_field.h"
#include "infrastructure/venue/venue_plan.h"

namespace onsale::venue {

// The plan is whole if nothing was added to `complaints`, and otherwise worth nothing.
VenuePlan read_plan(json::value const& root, PlanOptions const& options, Complaints& complaints);

}  // namespace onsale::venue
