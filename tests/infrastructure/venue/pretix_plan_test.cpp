// Seating plans of pretix: what is taken over, and what is refused, with its place.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "infrastructure/venue/venue_plan.h"

namespace onsale::venue {
namespace {

using testing::ElementsAre;

std::string seat(std::string_view number, int x, std::string_view category = "Stalls") {
    return fmt::format(
        R"({{"seat_guid":"g{0}","seat_number":"{0}","position":{{"x":{1},"y":0}},"category":"{2}","radius":10}})",
        number, x, category);
}

std::string plan_of(std::string_view zones) {
    return fmt::format(R"({{"name":"Theatre","size":{{"width":10,"height":10}},
"categories":[{{"name":"Stalls","color":"#abc"}},{{"name":"Box","color":"red"}}],
"zones":[{}]}})",
                       zones);
}

std::string zone_of(std::string_view seats) {
    return fmt::format(
        R"({{"name":"Main","position":{{"x":100,"y":200}},"rows":[{{"row_number":"A","position":{{"x":20,"y":10}},"seats":[{}]}}]}})",
        seats);
}

std::vector<std::string> errors_of(std::string const& json) {
    auto const plan = read_venue_plan(json, {.all = Points{1}, .by_section = {}});
    std::vector<std::string> errors;
    if (plan) return errors;
    for (auto const& error : plan.error()) errors.push_back(to_string(error));
    return errors;
}

TEST(PretixPlan, zones_are_sections_and_the_distance_of_neighbours_is_a_seat_width) {
    auto const plan = read_venue_plan(plan_of(zone_of(seat("1", 0) + "," + seat("2", 25) + "," + seat("3", 50, "Box"))),
                                      {.all = Points{7}, .by_section = {}});
    ASSERT_TRUE(plan) << to_string(plan.error().front());
    EXPECT_EQ(plan->format, "pretix-seating-plan");
    EXPECT_EQ(plan->name, "Theatre");
    ASSERT_EQ(plan->seats.size(), 3U);
    EXPECT_EQ(plan->seats[0], (PlannedSeat{1, "Main", "A", "1", "Stalls", Points{7}, Position{120 / 25., 210 / 25.}}));
    EXPECT_EQ(plan->seats[2].category, "Box");
    EXPECT_EQ(plan->seats[2].position, (Position{170 / 25., 210 / 25.}));
    EXPECT_EQ(plan->categories[0].colour, "#aabbcc");
    EXPECT_EQ(plan->categories[1].colour, "");
}

TEST(PretixPlan, a_rectangle_that_calls_itself_stage_is_the_stage) {
    auto const stage =
        R"({"name":"Stage","position":{"x":5,"y":5},"rows":[],"areas":[{"shape":"rectangle","position":{"x":20,"y":45},
            "text":{"text":"Main Stage","position":{"x":0,"y":0}},"rectangle":{"width":100,"height":50}}]},)";
    auto const plan = read_venue_plan(plan_of(stage + zone_of(seat("1", 0) + "," + seat("2", 25))),
                                      {.all = Points{7}, .by_section = {}});
    ASSERT_TRUE(plan) << to_string(plan.error().front());
    EXPECT_EQ(plan->stage, (PlannedStage{.corner = {1, 2}, .width = 4, .height = 2}));
    EXPECT_EQ(plan->sections.size(), 1U);
}

TEST(PretixPlan, prices_come_by_section_then_by_category_then_for_all) {
    auto const read = [](Pricing const& pricing) {
        auto const plan = read_venue_plan(plan_of(zone_of(seat("1", 0) + "," + seat("2", 25, "Box"))), pricing);
        std::vector<std::int64_t> prices;
        for (auto const& each : plan->seats) prices.push_back(each.price.value);
        return prices;
    };
    Pricing pricing{.all = Points{5}, .by_section = {}};
    pricing.by_category["Box"] = Points{9};
    EXPECT_THAT(read(pricing), ElementsAre(5, 9));
    pricing.by_section["Main"] = Points{3};
    EXPECT_THAT(read(pricing), ElementsAre(3, 3));
}

TEST(PretixPlan, what_is_wrong_is_told_with_its_place) {
    EXPECT_THAT(
        errors_of(plan_of(zone_of(seat("1", 0) + "," + seat("2", 25, "Loge")))),
        ElementsAre(testing::MatchesRegex("3:[0-9]+ /zones/0/rows/0/seats/1/category: there is no category \"Loge\"")));
    EXPECT_THAT(errors_of(plan_of(zone_of(seat("1", 0) + ",\n" + seat("1", 25)))),
                ElementsAre("4:14 /zones/0/rows/0/seats/1/seat_guid: a second seat with the seat_guid \"g1\"",
                            "4:1 /zones/0/rows/0/seats/1: a second seat \"1\" in row \"A\" of section \"Main\""));
    EXPECT_THAT(errors_of(plan_of(zone_of(R"({"seat_guid":"g","seat_number":"1","category":"Box","postion":{}})"))),
                testing::Contains(testing::HasSubstr("unknown field \"postion\"")));
    EXPECT_THAT(errors_of(plan_of("")), ElementsAre(testing::HasSubstr("there is no seat in any zone")));
    EXPECT_THAT(errors_of(plan_of(zone_of(seat("1", 0)) + "," + zone_of(seat("2", 0)))),
                ElementsAre(testing::HasSubstr("/zones/1/name: a second section \"Main\"")));
}

TEST(PretixPlan, seats_without_a_price_are_an_error_unless_they_may_be) {
    auto const json = plan_of(zone_of(seat("1", 0)));
    EXPECT_FALSE(read_venue_plan(json));
    auto const plan = read_venue_plan(json, {.all = {}, .by_section = {}, .by_category = {}, .may_miss = true});
    ASSERT_TRUE(plan);
    EXPECT_FALSE(plan->seats.front().priced);
}

}  // namespace
}  // namespace onsale::venue
