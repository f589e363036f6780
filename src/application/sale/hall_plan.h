// A hall as a plan file describes it, ready to be put on sale, and the port that reads such files.
#pragma once

#include <cstddef>
#include <expected>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "application/sale/put_on_sale.h"
#include "domain/hall/drawing.h"
#include "domain/points.h"

namespace onsale::json_text {
class Document;
}

namespace onsale {

// What is given from outside the plan. A seat costs, first match wins: its section's price here; its category's price
// here; the plan's own price for it (of the seat, else its row, else its section); `price`.
struct PlanOptions {
    std::optional<Points> price{};
    std::map<std::string, Points> section_prices{};
    std::map<std::string, Points> category_prices{};
    bool prices_may_miss = false;  // a seat without a price is no error; it is given 0 and its section is named
    // How many places these areas have, by their names, whatever the plan says; those of pretix say nothing.
    std::map<std::string, std::size_t> places{};
};

struct PlanError {
    std::string pointer;     // JSON Pointer (RFC 6901), such as /sections/3/rows/0/seats/17; empty: the whole plan
    std::size_t line = 1;    // where that value begins in the text, from 1
    std::size_t column = 1;  // in characters, from 1
    std::string message;
};

struct SectionOffer {
    std::string name;
    std::size_t seats = 0;             // of an area its places
    std::optional<Points> price_from;  // absent: none of its seats has a price
    std::optional<Points> price_to;
    bool is_area = false;
};

struct HallPlan {
    std::string format;  // "onsale-venue-plan/1", "pretix-seating-plan"
    std::vector<SeatOffer> offers;
    hall::Drawing drawing;
    std::vector<SectionOffer> sections;
    std::vector<std::string> without_price;  // sections with a seat that has no price
    std::vector<std::string> notes;          // what the operator should know, and is no fault
};

class PlanReader {
  public:
    virtual ~PlanReader() = default;
    // The whole plan that stands at `pointer` (RFC 6901) of the document, or everything that is wrong with it in the
    // order of finding (20 at most), never an empty list. Errors have the places they have in the plan's own text.
    // Pure, takes some 10 µs a seat; any thread. Throws nothing but std::bad_alloc.
    virtual std::expected<HallPlan, std::vector<PlanError>> read(json_text::Document const& document,
                                                                 std::string_view pointer,
                                                                 PlanOptions const& options) const = 0;
};

}  // namespace onsale
