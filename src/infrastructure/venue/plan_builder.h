// PlanBuilder: what every format of a plan has in common: seats are numbered in their order, none comes twice, and each
// has a price. Complains where a plan breaks that.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>

#include "infrastructure/venue/plan_field.h"
#include "infrastructure/venue/venue_plan.h"

namespace onsale::venue {

// What a section, a row or a seat says for itself and, where they say nothing, for what they hold.
struct Tier {
    std::string category;
    std::optional<Points> price;
};

class PlanBuilder {
  public:
    PlanBuilder(Pricing const& pricing, Complaints& complaints) : pricing_(pricing), complaints_(complaints) {}

    VenuePlan& plan() { return plan_; }

    void add_category(PriceCategory category, Path const& name_at);
    PriceCategory const* find_category(std::string_view name) const;

    // Then its seats, then the end. A name that has come before is complained about at `name_at`.
    void begin_section(PlannedSection section, Path const& name_at);
    // False: complained about; the rest of a range would only repeat it.
    bool add_seat(std::string const& row, std::string const& label, Path const& at, Tier const& tier,
                  std::optional<Position> position);
    void end_section(Path const& at);

    // After all sections were read: are all prices from outside for something that the plan has?
    void check_prices(Path const& sections_at, Path const& categories_at);

    bool done() const { return complaints_.full() || too_many_; }

  private:
    std::optional<Points> price_of(Tier const& tier) const;

    Pricing const& pricing_;
    Complaints& complaints_;
    VenuePlan plan_;
    std::set<std::string> section_names_;
    PlannedSection section_;                            // being read
    std::unordered_set<std::string> seats_of_section_;  // its seats so far, as row, newline, seat
    bool unpriced_ = false;                             // it has a seat without a price
    bool too_many_ = false;
};

}  // namespace onsale::venue
