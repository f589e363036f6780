// From a plan that was read to what is put on sale: offers, and the drawing of the hall.
#pragma once

#include "application/sale/hall_plan.h"
#include "infrastructure/venue/venue_plan.h"

namespace onsale::venue {

// Seats keep their coordinates; if none has any, they are laid out (domain/hall/layout.h); if some have, the others are
// left out of the drawing, and a map puts them below it. Areas keep theirs; the others are laid out
// (domain/hall/areas.h).
HallPlan hall_plan_of(VenuePlan const& plan);

class VenuePlanReader final : public PlanReader {
  public:
    std::expected<HallPlan, std::vector<PlanError>> read(json_text::Document const& document, std::string_view pointer,
                                                         PlanOptions const& options) const override;
};

}  // namespace onsale::venue
