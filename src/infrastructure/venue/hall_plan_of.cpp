#include "infrastructure/venue/hall_plan_of.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string_view>
#include <utility>

#include "domain/hall/layout.h"

namespace onsale::venue {
namespace {

std::int32_t hundredths(double seat_widths) { return static_cast<std::int32_t>(std::lround(seat_widths * hall::unit)); }

// What becomes (0, 0): the middle of the stage or, without one, of all seats.
Position origin_of(VenuePlan const& plan) {
    if (plan.stage) {
        return {plan.stage->corner.x + plan.stage->width / 2, plan.stage->corner.y + plan.stage->height / 2};
    }
    std::optional<Position> least;
    Position most;
    for (auto const& seat : plan.seats) {
        if (!seat.position) continue;
        if (!least) least = most = *seat.position;
        least = Position{std::min(least->x, seat.position->x), std::min(least->y, seat.position->y)};
        most = {std::max(most.x, seat.position->x), std::max(most.y, seat.position->y)};
    }
    return least ? Position{(least->x + most.x) / 2, (least->y + most.y) / 2} : Position{};
}

void place_as_planned(VenuePlan const& plan, hall::Drawing& drawing) {
    auto const origin = origin_of(plan);
    for (auto const& seat : plan.seats) {
        if (!seat.position) continue;
        drawing.seats.push_back(
            {.number = seat.number,
             .point = {hundredths(seat.position->x - origin.x), hundredths(seat.position->y - origin.y)}});
    }
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
    names.reserve(plan.seats.size());
    for (auto const& seat : plan.seats) names.push_back({seat.section, seat.row, seat.seat});
    auto const layout = hall::lay_out(names, drawing.sections);
    drawing.stage = layout.stage;
    for (std::size_t i = 0; i < names.size(); ++i) {
        drawing.seats.push_back({.number = plan.seats[i].number, .point = layout.positions[i]});
    }
}

hall::Drawing drawing_of(VenuePlan const& plan) {
    hall::Drawing drawing{.hall = plan.name, .stage = std::nullopt, .categories = {}, .sections = {}, .seats = {}};
    std::map<std::string_view, std::uint16_t> index;
    for (auto const& category : plan.categories) {
        if (drawing.categories.size() == hall::DrawnSeat::no_category) break;
        index.try_emplace(category.name, static_cast<std::uint16_t>(drawing.categories.size()));
        drawing.categories.push_back({category.name, category.colour});
    }
    for (auto const& section : plan.sections) drawing.sections.push_back({section.name, section.group});
    bool const placed = std::ranges::any_of(plan.seats, [](auto const& seat) { return seat.position.has_value(); });
    placed ? place_as_planned(plan, drawing) : lay_out(plan, drawing);
    for (auto& seat : drawing.seats) {
        auto const found = index.find(plan.seats[static_cast<std::size_t>(seat.number) - 1].category);
        if (found != index.end()) seat.category = found->second;
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
        result.sections.push_back(
            {.name = section.name, .seats = section.seats, .price_from = std::nullopt, .price_to = std::nullopt});
    }
    std::map<std::string_view, SectionOffer*> sections;
    for (auto& section : result.sections) sections.emplace(section.name, &section);
    for (auto const& seat : plan.seats) {
        result.offers.push_back({seat.number, seat.price, {seat.section, seat.row, seat.seat}});
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
                                                                      PlanPrices const& prices) const {
    auto const plan = read_venue_plan(document, pointer, prices);
    if (!plan) return std::unexpected(plan.error());
    return hall_plan_of(*plan);
}

}  // namespace onsale::venue
