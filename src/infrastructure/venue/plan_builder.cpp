#include "infrastructure/venue/plan_builder.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "shown_text/shown_text.h"

namespace onsale::venue {

using shown_text::look_of;

PlanBuilder::PlanBuilder(PlanOptions const& options, Complaints& complaints)
    : options_(options),
      complaints_(complaints),
      section_prices_(by_look(options.section_prices, "section")),
      category_prices_(by_look(options.category_prices, "category")) {
    for (auto const& [name, count] : options.places) {
        if (!places_.emplace(look_of(name), count).second) {
            complaints_.add("", fmt::format("two numbers of places are given for area \"{}\"", name));
        }
    }
}

PlanBuilder::PricesByLook PlanBuilder::by_look(std::map<std::string, Points> const& prices, std::string_view what) {
    PricesByLook result;
    for (auto const& [name, price] : prices) {
        if (result.emplace(look_of(name), price).second) continue;
        complaints_.add("", fmt::format("two prices are given for {} \"{}\"", what, name));
    }
    return result;
}

void PlanBuilder::add_category(PriceCategory category, Path const& name_at) {
    if (category.name.empty()) {
        skip_category();
    } else if (!categories_.emplace(look_of(category.name), plan_.categories.size()).second) {
        complaints_.add(name_at, fmt::format("a second category \"{}\"", category.name));
    }
    plan_.categories.push_back(std::move(category));
}

PriceCategory const* PlanBuilder::find_category(std::string_view name) const {
    auto const found = categories_.find(look_of(name));
    return found == categories_.end() ? nullptr : &plan_.categories[found->second];
}

Tier PlanBuilder::tier_of(std::string_view category, Path const& at) {
    if (auto const* known = find_category(category)) return {.category = known->name, .price = known->price};
    if (all_categories_known_) complaints_.add(at, fmt::format("there is no category \"{}\"", category));
    return {.category = std::string(category), .price = Points{}};
}

void PlanBuilder::note(std::string text) {
    if (plan_.notes.size() < max_plan_notes) plan_.notes.push_back(std::move(text));
}

void PlanBuilder::begin_section(PlannedSection section, Path const& name_at) {
    section_ = std::move(section);
    section_look_ = look_of(section_.name);
    seats_of_section_.clear();
    unpriced_ = false;
    if (section_.name.empty()) {
        skip_section();
    } else if (!section_names_.insert(look_of(section_.name)).second) {
        complaints_.add(name_at, fmt::format("a second section \"{}\"", section_.name));
    }
}

std::optional<Points> PlanBuilder::price_of(Tier const& tier) const {
    if (auto const own = section_prices_.find(section_look_); own != section_prices_.end()) return own->second;
    if (!category_prices_.empty()) {
        auto const own = category_prices_.find(look_of(tier.category));
        if (own != category_prices_.end()) return own->second;
    }
    return tier.price ? tier.price : options_.price;
}

bool PlanBuilder::add_seat(std::string const& row, std::string const& label, Path const& at, Tier const& tier,
                           std::optional<Position> position) {
    if (!has_room(1, at)) return false;
    if (!seats_of_section_.insert(look_of(row + '\n' + label)).second) {  // no label has a newline
        complaints_.add(at,
                        fmt::format("a second seat \"{}\" in row \"{}\" of section \"{}\"", label, row, section_.name));
        return false;
    }
    PlannedSeat seat;
    seat.row = row;
    seat.seat = label;
    seat.position = position;
    seat.traits = tier.traits;
    append(std::move(seat), tier);
    return true;
}

void PlanBuilder::add_places(std::size_t planned, Path const& at, Tier const& tier) {
    section_.is_area = true;
    auto const count = places_given(section_.name).value_or(planned);
    if (!has_room(count, at)) return;
    for (std::size_t entry = 1; entry <= count; ++entry) {
        PlannedSeat place;
        place.seat = std::to_string(entry);
        place.traits = {SeatTrait::area_place};
        append(std::move(place), tier);
    }
}

std::optional<std::size_t> PlanBuilder::places_given(std::string_view area) {
    auto const found = places_.find(look_of(area));
    if (found == places_.end()) return std::nullopt;
    areas_found_.insert(found->first);
    return found->second;
}

bool PlanBuilder::has_room(std::size_t seats, Path const& at) {
    if (plan_.seats.size() + seats <= max_plan_seats) return true;
    too_many_ = true;
    complaints_.add(at, fmt::format("more than {} seats", max_plan_seats));
    return false;
}

void PlanBuilder::append(PlannedSeat seat, Tier const& tier) {
    auto const price = price_of(tier);
    unpriced_ = unpriced_ || !price;
    ++section_.seats;
    seat.number = static_cast<std::int32_t>(plan_.seats.size() + 1);
    seat.section = section_.name;
    seat.category = tier.category;
    seat.price = price.value_or(Points{});
    seat.priced = price.has_value();
    plan_.seats.push_back(std::move(seat));
}

void PlanBuilder::end_section(Path const& at) {
    if (unpriced_ && !options_.prices_may_miss) {
        complaints_.add(
            at, fmt::format("section \"{}\" has seats without a price, and no price for all is given", section_.name));
    }
    plan_.sections.push_back(section_);
}

void PlanBuilder::check_options(Path const& sections_at, Path const& categories_at) {
    if (done()) return;  // a section not reached may well have the name
    for (auto const& [name, price] : options_.section_prices) {
        if (!all_sections_known_ || section_names_.contains(look_of(name))) continue;
        complaints_.add(sections_at,
                        fmt::format("a price is given for section \"{}\", which is not in the plan", name));
    }
    for (auto const& [name, price] : options_.category_prices) {
        if (!all_categories_known_ || find_category(name) != nullptr) continue;
        complaints_.add(categories_at,
                        fmt::format("a price is given for category \"{}\", which is not in the plan", name));
    }
    for (auto const& [name, count] : options_.places) {
        if (!all_sections_known_ || areas_found_.contains(look_of(name))) continue;
        complaints_.add(sections_at, fmt::format("places are given for area \"{}\", which is not in the plan", name));
    }
}

}  // namespace onsale::venue
