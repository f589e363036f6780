// PlanBuilder: what every format of a plan has in common: seats are numbered in their order, none comes twice, and each
// has a price. Complains where a plan breaks that, and not about what only follows from an earlier complaint.
//
// Names and labels are compared by how they look (shown_text::look_of).
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
    SeatTraits traits{};
};

class PlanBuilder {
  public:
    PlanBuilder(PlanOptions const& options, Complaints& complaints);

    VenuePlan& plan() { return plan_; }

    void add_category(PriceCategory category, Path const& name_at);
    // For what was complained about and has no name: what refers to it is not complained about as well.
    void skip_category() { all_categories_known_ = false; }
    void skip_section() { all_sections_known_ = false; }
    PriceCategory const* find_category(std::string_view name) const;
    // What a seat, row or section says of its category. One that does not exist is complained about at `at`; it counts
    // as priced then.
    Tier tier_of(std::string_view category, Path const& at);

    // Then its seats or, of an area, its places; then the end. A name that has come before is complained about at
    // `name_at`.
    void begin_section(PlannedSection section, Path const& name_at);
    // False: complained about; the rest of a range would only repeat it.
    bool add_seat(std::string const& row, std::string const& label, Path const& at, Tier const& tier,
                  std::optional<Position> position);
    // As many as given from outside or, where nothing is, as the plan says.
    void add_places(std::size_t planned, Path const& at, Tier const& tier);
    // How many places an area of that name is given from outside, if that is said. It is known to be there then.
    std::optional<std::size_t> places_given(std::string_view area);
    void end_section(Path const& at);

    // After all sections were read: are all prices and places from outside for something that the plan has?
    void check_options(Path const& sections_at, Path const& categories_at);

    // Something that is told to the operator, and is no fault.
    void note(std::string text);

    bool done() const { return complaints_.full() || too_many_; }

  private:
    using PricesByLook = std::map<std::string, Points>;

    PricesByLook by_look(std::map<std::string, Points> const& prices, std::string_view what);
    std::optional<Points> price_of(Tier const& tier) const;
    void append(PlannedSeat seat, Tier const& tier);
    bool has_room(std::size_t seats, Path const& at);

    PlanOptions const& options_;
    Complaints& complaints_;
    PricesByLook section_prices_;
    PricesByLook category_prices_;
    std::map<std::string, std::size_t> places_;  // by the look of the area's name
    std::set<std::string> areas_found_;          // looks
    VenuePlan plan_;
    std::map<std::string, std::size_t> categories_;  // by look: index into the plan's
    bool all_categories_known_ = true;               // false: one has a name that could not be read
    bool all_sections_known_ = true;                 // the same of sections
    std::set<std::string> section_names_;            // looks
    PlannedSection section_;                         // being read
    std::string section_look_;
    std::unordered_set<std::string> seats_of_section_;  // its seats so far, as the look of row, newline, seat
    bool unpriced_ = false;                             // it has a seat without a price
    bool too_many_ = false;
};

}  // namespace onsale::venue
