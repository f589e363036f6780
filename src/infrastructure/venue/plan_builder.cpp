#include "infrastructure/venue/plan_builder.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "shown_text/shown_text.h"

namespace onsale::venue {

using shown_text::look_of;

PlanBuilder::PlanBuilder(Pricing const& pricing, Complaints& complaints)
    : pricing_(pricing),
      complaints_(complaints),
      section_prices_(by_look(pricing.by_section, "section")),
      category_prices_(by_look(pricing.by_category, "category")) {}

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
    return tier.price ? tier.price : pricing_.all;
}

bool PlanBuilder::add_seat(std::string const& row, std::string const& label, Path const& at, Tier const& tier,
                           std::optional<Position> position) {
    if (plan_.seats.size() >= max_plan_seats) {
        too_many_ = true;
        complaints_.add(at, fmt::format("more than {} seats", max_plan_seats));
        return false;
    }
    if (!seats_of_section_.insert(look_of(row + '\n' + label)).second) {  // no label has a newline
        complaints_.add(at,
                        fmt::format("a second seat \"{}\" in row \"{}\" of section \"{}\"", label, row, section_.name));
        return false;
    }
    auto const price = price_of(tier);
    unpriced_ = unpriced_ || !price;
    ++section_.seats;
    plan_.seats.push_back({.number = static_cast<std::int32_t>(plan_.seats.size() + 1),
                           .section = section_.name,
                           .row = row,
                           .seat = label,
                           .category = tier.category,
                           .price = price.value_or(Points{}),
                           .position = position,
                           .priced = price.has_value()});
    return true;
}

void PlanBuilder::end_section(Path const& at) {
    if (unpriced_ && !pricing_.may_miss) {
        complaints_.add(
            at, fmt::format("section \"{}\" has seats without a price, and no price for all is given", section_.name));
    }
    plan_.sections.push_back(section_);
}

void PlanBuilder::check_prices(Path const& sections_at, Path const& categories_at) {
    if (done()) return;  // a section not reached may well have the name
    for (auto const& [name, price] : pricing_.by_section) {
        if (!all_sections_known_ || section_names_.contains(look_of(name))) continue;
        complaints_.add(sections_at,
                        fmt::format("a price is given for section \"{}\", which is not in the plan", name));
    }
    for (auto const& [name, price] : pricing_.by_category) {
        if (!all_categories_known_ || find_category(name) != nullptr) continue;
        complaints_.add(categories_at,
                        fmt::format("a price is given for category \"{}\", which is not in the plan", name));
    }
}

}  // namespace onsale::venue
