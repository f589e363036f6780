#include "infrastructure/venue/venue_plan.h"

#include <utility>

#include <boost/json/monotonic_resource.hpp>
#include <fmt/format.h>

#include "infrastructure/venue/plan_field.h"
#include "infrastructure/venue/plan_reader.h"
#include "infrastructure/venue/pretix_reader.h"
#include "json_text/json_place.h"
#include "shown_text/shown_text.h"

namespace onsale::venue {
namespace {

constexpr std::size_t deepest_nesting = 32;

void check_options(PlanOptions const& options, Complaints& complaints) {
    auto const check = [&](Points price, std::string_view whose) {
        if (price >= Points{0} && price <= max_price) return;
        complaints.add("", fmt::format("the price given for {} must be from 0 to {}", whose, max_price.value));
    };
    if (options.price) check(*options.price, "all seats");
    for (auto const& [name, price] : options.section_prices) check(price, fmt::format("section \"{}\"", name));
    for (auto const& [name, price] : options.category_prices) check(price, fmt::format("category \"{}\"", name));
    for (auto const& [name, places] : options.places) {
        if (places >= 1 && places <= max_plan_seats) continue;
        complaints.add(
            "", fmt::format("the number of places given for area \"{}\" must be from 1 to {}", name, max_plan_seats));
    }
}

}  // namespace

std::string to_string(PlanError const& error) {
    return fmt::format("{}:{} {}{}{}", error.line, error.column, error.pointer, error.pointer.empty() ? "" : ": ",
                       error.message);
}

std::expected<VenuePlan, std::vector<PlanError>> read_venue_plan(std::string_view json, PlanOptions const& options) {
    json = shown_text::without_mark(json);
    auto const refuse_text = [](json_text::TextPlace place, std::string message) {
        return std::unexpected(
            std::vector{PlanError{.pointer = "", .line = place.line, .column = place.column, .message = message}});
    };
    if (json.size() > max_plan_bytes) return refuse_text({}, fmt::format("larger than {} bytes", max_plan_bytes));

    boost::json::monotonic_resource memory;
    auto const document = json_text::Document::parse(json, deepest_nesting, &memory);
    if (document) return read_venue_plan(*document, "", options);
    auto const& [fault, at] = document.error();
    return refuse_text(json_text::place_of_offset(json, at), fmt::format("not JSON: {}", fault.message()));
}

std::expected<VenuePlan, std::vector<PlanError>> read_venue_plan(json_text::Document const& document,
                                                                 std::string_view pointer, PlanOptions const& options) {
    Complaints complaints;
    for (auto const& twice : document.duplicates(max_plan_errors)) {
        if (twice.starts_with(std::string(pointer) + '/')) {
            complaints.add(twice.substr(pointer.size()), "the field is given twice");
        }
    }
    check_options(options, complaints);
    auto const& root = document.root().at_pointer({pointer.data(), pointer.size()});
    auto plan = is_pretix(root) ? read_pretix_plan(root, options, complaints) : read_plan(root, options, complaints);
    if (complaints.empty()) return plan;

    auto const json = json_text::text_at_pointer(document.text(), pointer);
    std::vector<PlanError> errors;
    for (auto const& [at, message] : complaints.list()) {
        auto const place = json_text::place_of_pointer(json, at);
        errors.push_back({.pointer = at, .line = place.line, .column = place.column, .message = message});
    }
    return std::unexpected(std::move(errors));
}

}  // namespace onsale::venue
