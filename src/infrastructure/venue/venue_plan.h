// VenuePlan: the seats of a hall, read from a plan file: in our own format (docs/venue-plan.md,
// venues/plan.schema.json) or as a seating plan of pretix.
//
// Reading is strict: whatever the format does not know is an error that names its place in the file, because a
// misspelt field that is quietly skipped becomes a seat sold at the wrong price.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "application/sale/hall_plan.h"
#include "domain/hall/drawing.h"
#include "domain/points.h"
#include "domain/seat_traits.h"
#include "json_text/document.h"

namespace onsale::venue {

// In seat widths; x grows to the right and y away from the top of the map.
struct Position {
    double x = 0;
    double y = 0;
    bool operator==(Position const&) const = default;
};

struct PlannedSeat {
    std::int32_t number = 0;  // 1..N in the order of the plan, without gaps
    std::string section;      // the three labels on the ticket, UTF-8; together unique in the plan
    std::string row;
    std::string seat;
    std::string category;  // empty: none
    Points price;
    std::optional<Position> position;
    bool priced = true;  // false: there is no price for it; only where prices may be missing
    SeatTraits traits{};
    bool operator==(PlannedSeat const&) const = default;
};

struct PlannedSection {
    std::string name;                 // unique in the plan
    std::string group;                // a stand or a floor; empty: none
    std::size_t seats = 0;            // how many; of an area its places
    bool is_area = false;             // its places have no row, the labels "1", "2", .. and no position
    std::vector<Position> outline{};  // of an area: a polygon; empty: not said
};

struct PriceCategory {
    std::string name;             // unique in the plan
    std::optional<Points> price;  // absent: the plan has no prices
    std::string colour;           // "#rrggbb"; empty: none
};

// In the same coordinates as the seats.
struct PlannedStage {
    hall::StageKind kind = hall::StageKind::stage;
    Position corner;  // top left
    double width = 0;
    double height = 0;
    bool operator==(PlannedStage const&) const = default;
};

struct VenuePlan {
    std::string format;  // "onsale-venue-plan/1" or "pretix-seating-plan"
    std::string name;
    std::string source;   // empty: not said
    std::string licence;  // empty: not said
    std::optional<PlannedStage> stage;
    std::vector<PriceCategory> categories;
    std::vector<PlannedSection> sections;
    std::vector<PlannedSeat> seats;
    std::vector<std::string> notes;  // what an operator should know, and is no fault; at most max_plan_notes
};

using onsale::PlanError;
using onsale::PlanOptions;

// "12:7 /sections/3/rows/0/seats/17: message"
std::string to_string(PlanError const& error);

// The whole plan, or everything that is wrong with it in the order of finding (at most max_plan_errors, see
// limits.h); never an empty list of errors, never half a plan. Throws nothing but std::bad_alloc. Any thread.
// A byte order mark in front is skipped.
std::expected<VenuePlan, std::vector<PlanError>> read_venue_plan(std::string_view json,
                                                                 PlanOptions const& options = {});

// The same of the plan that stands at `pointer` of a text that was parsed already. Errors have the places they have in
// the plan's own text.
std::expected<VenuePlan, std::vector<PlanError>> read_venue_plan(json_text::Document const& document,
                                                                 std::string_view pointer, PlanOptions const& options);

}  // namespace onsale::venue
