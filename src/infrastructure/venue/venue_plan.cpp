#include "infrastructure/venue/venue_plan.h"

#include <utility>

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/stream_parser.hpp>
#include <fmt/format.h>

#include "infrastructure/venue/plan_field.h"
#include "infrastructure/venue/plan_reader.h"
#include "infrastructure/venue/pretix_reader.h"
#include "json_text/duplicate_members.h"
#include "json_text/json_place.h"
#include "shown_text/shown_text.h"

namespace onsale::venue {
namespace {

constexpr std::size_t deepest_nesting = 32;

void check_pricing(Pricing const& pricing, Complaints& complaints) {
    auto const check = [&](Points price, std::string_view whose) {
        if (price >= Points{0} && price <= max_price) return;
        complaints.add("", fmt::format("the price given for {} must be from 0 to {}", whose, max_price.value));
    };
    if (pricing.all) check(*pricing.all, "all seats");
    for (auto const& [name, price] : pricing.by_section) check(price, fmt::format("section \"{}\"", name));
    for (auto const& [name, price] : pricing.by_category) check(price, fmt::format("category \"{}\"", name));
}

}  // namespace

std::string to_string(PlanError const& error) {
    return fmt::format("{}:{} {}{}{}", error.line, error.column, error.pointer, error.pointer.empty() ? "" : ": ",
                       error.message);
}

std::expected<VenuePlan, std::vector<PlanError>> read_venue_plan(std::string_view json, Pricing const& pricing) {
    json = shown_text::without_mark(json);
    auto const refuse_text = [](json_text::TextPlace place, std::string message) {
        return std::unexpected(
            std::vector{PlanError{.pointer = "", .line = place.line, .column = place.column, .message = message}});
    };
    if (json.size() > max_plan_bytes) return refuse_text({}, fmt::format("larger than {} bytes", max_plan_bytes));

    boost::json::monotonic_resource memory;
    boost::json::parse_options options;
    options.max_depth = deepest_nesting;
    boost::json::stream_parser parser(&memory, options);
    boost::json::error_code fault;
    auto const read = parser.write_some(json.data(), json.size(), fault);
    if (!fault && read < json.size()) fault = boost::json::error::extra_data;
    if (!fault) parser.finish(fault);
    if (fault) return refuse_text(json_text::place_of_offset(json, read), fmt::format("not JSON: {}", fault.message()));

    Complaints complaints;
    for (auto& pointer : json_text::duplicate_members(json, deepest_nesting, max_plan_errors)) {
        complaints.add(std::move(pointer), "the field is given twice");
    }
    check_pricing(pricing, complaints);
    auto const root = parser.release();
    auto plan = is_pretix(root) ? read_pretix_plan(root, pricing, complaints) : read_plan(root, pricing, complaints);
    if (complaints.empty()) return plan;

    std::vector<PlanError> errors;
    for (auto const& [pointer, message] : complaints.list()) {
        auto const place = json_text::place_of_pointer(json, pointer);
        errors.push_back({.pointer = pointer, .line = place.line, .column = place.column, .message = message});
    }
    return std::unexpected(std::move(errors));
}

}  // namespace onsale::venue
