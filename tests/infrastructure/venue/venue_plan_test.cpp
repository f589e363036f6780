#include "infrastructure/venue/venue_plan.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace onsale::venue {
namespace {

// A plan with `sections` (JSON, without the brackets) and categories "good" (900 points) and "cheap" (100).
std::string hall_of(std::string_view sections) {
    return fmt::format(R"({{"format": "onsale-venue-plan/1", "name": "Hall",
        "categories": [{{"name": "good", "price": 900, "colour": "#a0B1c2"}}, {{"name": "cheap", "price": 100}}],
        "sections": [{}]}})",
                       sections);
}

// A plan whose one section "S" has one row "R" with `seats`.
std::string hall_of_row(std::string_view seats) {
    return hall_of(fmt::format(R"({{"name": "S", "rows": [{{"name": "R", "seats": [{}]}}]}})", seats));
}

VenuePlan read(std::string const& json, PlanOptions const& options = {.price = Points{10}, .section_prices = {}}) {
    auto plan = read_venue_plan(json, options);
    if (plan) return *std::move(plan);
    for (auto const& error : plan.error()) ADD_FAILURE() << to_string(error);
    return {};
}

std::vector<std::string> labels_of(VenuePlan const& plan) {
    std::vector<std::string> labels;
    for (auto const& seat : plan.seats) labels.push_back(seat.seat);
    return labels;
}

std::vector<std::int64_t> prices_of(VenuePlan const& plan) {
    std::vector<std::int64_t> prices;
    for (auto const& seat : plan.seats) prices.push_back(seat.price.value);
    return prices;
}

using Labels = std::vector<std::string>;
using Prices = std::vector<std::int64_t>;

TEST(venue_plan, seats_are_numbered_from_one_in_the_order_of_the_plan) {
    auto const plan = read(hall_of(R"(
        {"name": "B", "group": "west", "rows": [{"name": 2, "seats": [7, "7a"]}, {"name": "1", "seats": [7]}]},
        {"name": "A", "rows": [{"name": 2, "seats": [{"name": 7}]}]})"));
    ASSERT_EQ(plan.seats.size(), 4U);
    EXPECT_EQ(plan.seats[0], (PlannedSeat{1, "B", "2", "7", "", Points{10}, {}}));
    EXPECT_EQ(plan.seats[1], (PlannedSeat{2, "B", "2", "7a", "", Points{10}, {}}));
    EXPECT_EQ(plan.seats[2], (PlannedSeat{3, "B", "1", "7", "", Points{10}, {}}));
    EXPECT_EQ(plan.seats[3], (PlannedSeat{4, "A", "2", "7", "", Points{10}, {}}));
    ASSERT_EQ(plan.sections.size(), 2U);
    EXPECT_EQ(plan.sections[0].name, "B");
    EXPECT_EQ(plan.sections[0].group, "west");
    EXPECT_EQ(plan.sections[0].seats, 3U);
    EXPECT_EQ(plan.sections[1].seats, 1U);
}

TEST(venue_plan, the_heading_is_kept) {
    auto const plan = read(R"({"$schema": "plan.schema.json", "format": "onsale-venue-plan/1", "name": "Hall",
        "source": "a survey", "licence": "CC0-1.0", "sections": [{"name": 1, "rows": [{"name": 1, "seats": [1]}]}]} )");
    EXPECT_EQ(plan.name, "Hall");
    EXPECT_EQ(plan.source, "a survey");
    EXPECT_EQ(plan.licence, "CC0-1.0");
}

TEST(venue_plan, a_range_names_every_seat_up_or_down) {
    EXPECT_EQ(labels_of(read(hall_of_row(R"({"from": 9, "to": 11})"))), (Labels{"9", "10", "11"}));
    EXPECT_EQ(labels_of(read(hall_of_row(R"({"from": 3, "to": 1})"))), (Labels{"3", "2", "1"}));
    EXPECT_EQ(labels_of(read(hall_of_row(R"({"from": 4, "to": 4})"))), (Labels{"4"}));
    EXPECT_EQ(labels_of(read(hall_of_row(R"({"from": 5, "to": 1, "step": 2}, {"from": 2, "to": 4, "step": 2})"))),
              (Labels{"5", "3", "1", "2", "4"}));
}

TEST(venue_plan, a_range_places_its_seats_side_by_side_or_as_told) {
    auto const plan = read(hall_of_row(R"({"from": 1, "to": 2, "x": -0.5, "y": 3},
                                     {"from": 3, "to": 4, "x": 10, "y": 20, "dx": 0.5, "dy": -2}, 5,
                                     {"name": 6, "x": 1, "y": 2})"));
    ASSERT_EQ(plan.seats.size(), 6U);
    EXPECT_EQ(plan.seats[0].position, (Position{-0.5, 3}));
    EXPECT_EQ(plan.seats[1].position, (Position{0.5, 3}));
    EXPECT_EQ(plan.seats[2].position, (Position{10, 20}));
    EXPECT_EQ(plan.seats[3].position, (Position{10.5, 18}));
    EXPECT_EQ(plan.seats[4].position, std::nullopt);
    EXPECT_EQ(plan.seats[5].position, (Position{1, 2}));
}

TEST(venue_plan, korean_labels_stay_intact) {
    auto const plan = read(hall_of(R"({"name": "1층 가 구역", "group": "서쪽", "rows": [
        {"name": "가열", "seats": ["일번", "\uc774\ubc88"]}]})"));
    ASSERT_EQ(plan.seats.size(), 2U);
    EXPECT_EQ(plan.seats[0].section, "1층 가 구역");
    EXPECT_EQ(plan.seats[0].row, "가열");
    EXPECT_EQ(plan.seats[0].seat, "일번");
    EXPECT_EQ(plan.seats[1].seat, "이번");
    EXPECT_EQ(plan.sections[0].group, "서쪽");
}

TEST(venue_plan, a_price_finds_a_section_that_was_written_on_a_mac) {
    PlanOptions const prices{.section_prices = {{"가구역", Points{5}}}};
    auto const plan = read_venue_plan(R"({"format": "onsale-venue-plan/1", "name": "H", "sections": [
        {"name": "\u1100\u1161구역", "rows": [{"name": "1", "seats": [1]}]}]})",
                                      prices);
    ASSERT_TRUE(plan) << to_string(plan.error().front());
    EXPECT_EQ(plan->seats[0].price, Points{5});
    EXPECT_EQ(plan->seats[0].section, "가구역") << "composed, as everybody else writes it";
}

TEST(venue_plan, a_byte_order_mark_in_front_is_skipped) {
    auto const text = std::string("\xef\xbb\xbf") +
                      R"({"format": "onsale-venue-plan/1", "name": "H", "sections": [
        {"name": "S", "rows": [{"name": "1", "seats": [1]}]}]})";
    EXPECT_TRUE(read_venue_plan(text, {.price = Points{1}}));
}

TEST(venue_plan, a_row_may_be_given_in_two_parts) {
    auto const plan = read(hall_of(R"({"name": "S", "rows": [
        {"name": "A", "category": "good", "seats": [1]}, {"name": "A", "category": "cheap", "seats": [2]}]})"));
    EXPECT_EQ(prices_of(plan), (Prices{900, 100}));
}

TEST(pricing, the_nearest_price_in_the_plan_wins) {
    auto const plan = read(hall_of(R"({"name": "S", "category": "cheap", "rows": [
        {"name": "A", "seats": [1, {"name": 2, "price": 5}, {"name": 3, "category": "good"}, {"from": 4, "to": 5, "price": 6}]},
        {"name": "B", "price": 200, "seats": [1, {"name": 2, "category": "cheap"}, {"from": 3, "to": 3, "category": "good"}]},
        {"name": "C", "category": "good", "seats": [1]}]},
        {"name": "T", "price": 300, "rows": [{"name": "A", "seats": [1]}]})"));
    EXPECT_EQ(prices_of(plan), (Prices{100, 5, 900, 6, 6, 200, 100, 900, 900, 300}));
}

TEST(pricing, a_price_beside_a_category_beats_it_and_keeps_its_name) {
    auto const plan = read(hall_of_row(R"({"name": 1, "category": "good", "price": 1})"));
    ASSERT_EQ(plan.seats.size(), 1U);
    EXPECT_EQ(plan.seats[0].price, Points{1});
    EXPECT_EQ(plan.seats[0].category, "good");
}

TEST(pricing, the_price_for_all_serves_only_seats_without_one) {
    auto const plan = read(hall_of_row(R"(1, {"name": 2, "price": 0}, {"name": 3, "category": "good"})"),
                           {.price = Points{77}, .section_prices = {}});
    EXPECT_EQ(prices_of(plan), (Prices{77, 0, 900}));
}

TEST(pricing, a_price_for_the_section_beats_everything) {
    auto const json = hall_of(R"({"name": "S", "price": 1, "rows": [{"name": 1, "seats": [
        {"name": 1, "price": 2}, {"name": 2, "category": "good"}, 3]}]},
        {"name": "T", "price": 4, "rows": [{"name": 1, "seats": [1]}]})");
    auto const plan = read(json, {.price = Points{77}, .section_prices = {{"S", Points{55}}}});
    EXPECT_EQ(prices_of(plan), (Prices{55, 55, 55, 4}));
    EXPECT_EQ(plan.seats[1].category, "good");
}

TEST(pricing, a_plan_without_prices_is_served_by_section_prices_alone) {
    auto const plan = read(hall_of_row("1"), {.price = std::nullopt, .section_prices = {{"S", Points{0}}}});
    EXPECT_EQ(prices_of(plan), (Prices{0}));
}

}  // namespace
}  // namespace onsale::venue
