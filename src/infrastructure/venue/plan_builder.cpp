#include "infrastructure/venue/plan_builder.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

namespace onsale::venue {

void PlanBuilder::add_category(PriceCategory category, Path const& name_at) {
    if (!category.name.empty() && find_category(category.name) != nullptr) {
        complaints_.add(name_at, fmt::format("a second category \"{}\"", category.name));
    }
    plan_.categories.push_back(std::move(category));
}

PriceCategory const* PlanBuilder::find_category(std::string_view name) const {
    auto const found = std::ranges::find(plan_.categories, name, &PriceCategory::name);
    return found == plan_.categories.end() ? nullptr : &*found;
}

void PlanBuilder::begin_section(PlannedSection section, Path const& name_at) {
    section_ = std::move(section);
    seats_of_section_.clear();
    unpriced_ = false;
    if (!section_.name.empty() && !section_names_.insert(section_.name).second) {
        complaints_.add(name_at, fmt::format("a second section \"{}\"", section_.name));
    }
}

std::optional<Points> PlanBuilder::price_of(Tier const& tier) const {
    if (auto const own = pricing_.by_section.find(section_.name); own != pricing_.by_section.end()) return own->second;
    if (auto const own = pricing_.by_category.find(tier.category); own != pricing_.by_category.end()) {
        return own->second;
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
    if (!seats_of_section_.insert(row + '\n' + label).second) {  // no label has a newline
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
        if (section_names_.contains(name)) continue;
        complaints_.add(sections_at,
                        fmt::format("a price is given for section \"{}\", which is not in the plan", name));
    }
    for (auto const& [name, price] : pricing_.by_category) {
        if (find_category(name) != nullptr) continue;
        complaints_.add(categories_at,
                        fmt::format("a price is given for category \"{}\", which is not in the plan", name));
    }
}

}  // namespace onsale::venue
