// VenuePlan: the seats of a hall, read from a plan file (docs/venue-plan.md, venues/plan.schema.json).
//
// Reading is strict: whatever the format does not know is an error that names its place in the file, because a
// misspelt field that is quietly skipped becomes a seat sold at the wrong price.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/points.h"

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
    bool operator==(PlannedSeat const&) const = default;
};

struct PlannedSection {
    std::string name;       // unique in the plan
    std::string group;      // a tribune or a floor; empty: none
    std::size_t seats = 0;  // how many
};

struct PriceCategory {
    std::string name;  // unique in the plan
    Points price;
    std::string colour;  // "#rrggbb"; empty: none
};

struct VenuePlan {
    std::string name;
    std::string source;   // empty: not said
    std::string licence;  // empty: not said
    std::vector<PriceCategory> categories;
    std::vector<PlannedSection> sections;
    std::vector<PlannedSeat> seats;
};

// Prices given from outside the plan. A seat costs, first match wins: its section's price here; the plan's
// own price for it (of the seat, else its row, else its section); `all`.
struct Pricing {
    std::optional<Points> all;
    std::map<std::string, Points> by_section;
};

struct PlanError {
    std::string pointer;     // JSON Pointer (RFC 6901), such as /sections/3/rows/0/seats/17; empty: the whole plan
    std::size_t line = 1;    // where that value begins in the text, from 1
    std::size_t column = 1;  // in characters, from 1
    std::string message;
};

// "12:7 /sections/3/rows/0/seats/17: message"
std::string to_string(PlanError const& error);

// The whole plan, or everything that is wrong with it in the order of finding (at most max_plan_errors, see
// limits.h); never an empty list of errors, never half a plan. Throws nothing but std::bad_alloc. Any thread.
std::expected<VenuePlan, std::vector<PlanError>> read_venue_plan(std::string_view json, Pricing const& pricing = {});

}  // namespace onsale::venue
