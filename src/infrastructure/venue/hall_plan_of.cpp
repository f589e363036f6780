#include "infrastructure/venue/hall_plan_of.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>

#include "domain/hall/areas.h"
#include "domain/hall/layout.h"

namespace onsale::venue {
namespace {

std::int32_t hundredths(double seat_widths) { return static_cast<std::int32_t>(std::lround(seat_widths * hall::unit)); }

bool is_place(PlannedSeat const& seat) { return seat.traits.has(SeatTrait::area_place); }

// What becomes (0, 0): the middle of the stage or, without one, of all seats.
Position origin_of(VenuePlan const& plan) {
    if (plan.stage) {
        return {plan.stage->corner.x + plan.stage->width / 2, plan.stage->corner.y + plan.stage->height / 2};
    }
    std::optional<Position> least;
    Position most;
    auto const add = [&](Position const& position) {
        if (!least) least = most = position;
        least = Position{std::min(least->x, position.x), std::min(least->y, position.y)};
        most = {std::max(most.x, position.x), std::max(most.y, position.y)};
    };
    for (auto const& seat : plan.seats) {
        if (seat.position) add(*seat.position);
    }
    for (auto const& section : plan.sections) std::ranges::for_each(section.outline, add);
    return least ? Position{(least->x + most.x) / 2, (least->y + most.y) / 2} : Position{};
}

// How many places the areas have that do not say where they are.
std::vector<std::size_t> places_to_lay_out(VenuePlan const& plan) {
    std::vector<std::size_t> places;
    for (auto const& section : plan.sections) {
        if (section.is_area && section.outline.empty()) places.push_back(section.seats);
    }
    return places;
}

void draw_areas(VenuePlan const& plan, Position origin, hall::Drawing& drawing) {
    for (auto const& section : plan.sections) {
        if (!section.is_area) continue;
        drawing.areas.push_back({.section = section.name, .outline = {}});
        for (auto const& point : section.outline) {
            drawing.areas.back().outline.push_back({hundredths(point.x - origin.x), hundredths(point.y - origin.y)});
        }
    }
}

// Those that do not say where they are.
void draw_areas(std::vector<hall::Outline> laid_out, hall::Drawing& drawing) {
    auto next = laid_out.begin();
    for (auto& area : drawing.areas) {
        if (area.outline.empty()) area.outline = std::move(*next++);
    }
}

std::vector<hall::MapPoint> points_of(hall::Drawing const& drawing) {
    std::vector<hall::MapPoint> points;
    for (auto const& seat : drawing.seats) points.push_back(seat.point);
    for (auto const& area : drawing.areas) points.insert(points.end(), area.outline.begin(), area.outline.end());
    return points;
}

void place_as_planned(VenuePlan const& plan, hall::Drawing& drawing) {
    auto const origin = origin_of(plan);
    for (auto const& seat : plan.seats) {
        if (!seat.position) continue;
        drawing.seats.push_back(
            {.number = seat.number,
             .point = {hundredths(seat.position->x - origin.x), hundredths(seat.position->y - origin.y)}});
    }
    draw_areas(plan, origin, drawing);
    draw_areas(hall::areas_below(places_to_lay_out(plan), points_of(drawing)), drawing);
    if (!plan.stage) return;
    auto const& stage = *plan.stage;
    drawing.stage =
        hall::Stage{.kind = stage.kind,
                    .corner = {hundredths(stage.corner.x - origin.x), hundredths(stage.corner.y - origin.y)},
                    .width = hundredths(stage.width),
                    .height = hundredths(stage.height)};
}

void lay_out(VenuePlan const& plan, hall::Drawing& drawing) {
    std::vector<hall::SeatName> names;
    std::vector<std::int32_t> numbers;
    for (auto const& seat : plan.seats) {
        if (is_place(seat)) continue;
        names.push_back({seat.section, seat.row, seat.seat});
        numbers.push_back(seat.number);
    }
    auto layout = hall::lay_out(names, drawing.sections);
    draw_areas(plan, {}, drawing);
    draw_areas(hall::add_areas(places_to_lay_out(plan), layout), drawing);
    drawing.stage = layout.stage;
    for (std::size_t i = 0; i < names.size(); ++i) {
        drawing.seats.push_back({.number = numbers[i], .point = layout.positions[i]});
    }
}

hall::Drawing drawing_of(VenuePlan const& plan) {
    hall::Drawing drawing{.hall = plan.name, .stage = std::nullopt, .categories = {}, .sections = {}, .seats = {}};
    std::map<std::string_view, std::uint16_t> index;
    for (auto const& category : plan.categories) {
        if (drawing.categories.size() == hall::no_category) break;
        index.try_emplace(category.name, static_cast<std::uint16_t>(drawing.categories.size()));
        drawing.categories.push_back({category.name, category.colour});
    }
    for (auto const& section : plan.sections) drawing.sections.push_back({section.name, section.group});
    bool const placed =
        std::ranges::any_of(plan.seats, [](auto const& seat) { return seat.position.has_value(); }) ||
        std::ranges::any_of(plan.sections, [](auto const& section) { return !section.outline.empty(); });
    placed ? place_as_planned(plan, drawing) : lay_out(plan, drawing);
    auto const category = [&](std::string_view name) {
        auto const found = index.find(name);
        return found == index.end() ? hall::no_category : found->second;
    };
    for (auto& seat : drawing.seats) {
        seat.category = category(plan.seats[static_cast<std::size_t>(seat.number) - 1].category);
    }
    for (auto& area : drawing.areas) {
        auto const place = std::ranges::find(plan.seats, area.section, &PlannedSeat::section);
        if (place != plan.seats.end()) area.category = category(place->category);
    }
    return drawing;
}

}  // namespace

HallPlan hall_plan_of(VenuePlan const& plan) {
    HallPlan result{.format = plan.format,
                    .offers = {},
                    .drawing = drawing_of(plan),
                    .sections = {},
                    .without_price = {},
                    .notes = plan.notes};
    result.offers.reserve(plan.seats.size());
    for (auto const& section : plan.sections) {
        result.sections.push_back({.name = section.name,
                                   .seats = section.seats,
                                   .price_from = {},
                                   .price_to = {},
                                   .is_area = section.is_area});
    }
    std::map<std::string_view, SectionOffer*> sections;
    for (auto& section : result.sections) sections.emplace(section.name, &section);
    for (auto const& seat : plan.seats) {
        result.offers.push_back({seat.number, seat.price, {seat.section, seat.row, seat.seat}, seat.traits});
        auto& section = *sections.at(seat.section);
        if (seat.priced) {
            section.price_from = std::min(section.price_from.value_or(seat.price), seat.price);
            section.price_to = std::max(section.price_to.value_or(seat.price), seat.price);
        } else if (result.without_price.empty() || result.without_price.back() != seat.section) {
            result.without_price.push_back(seat.section);  // a section's seats stand together
        }
    }
    return result;
}

std::expected<HallPlan, std::vector<PlanError>> VenuePlanReader::read(json_text::Document const& document,
                                                                      std::string_view pointer,
                                                                      PlanOptions const& options) const {
    auto const plan = read_venue_plan(document, pointer, options);
    if (!plan) return std::unexpected(plan.error());
    return hall_plan_of(*plan);
}

}  // namespace onsale::venue
