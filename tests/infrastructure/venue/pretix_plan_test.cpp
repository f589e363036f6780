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

std::string pretix_plan(std::string_view zones) {
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

std::vector<std::string> messages_of(std::string const& json) {
    auto const plan = read_venue_plan(json, {.price = Points{1}, .section_prices = {}});
    std::vector<std::string> errors;
    if (plan) return errors;
    for (auto const& error : plan.error()) errors.push_back(to_string(error));
    return errors;
}

TEST(PretixPlan, zones_are_sections_and_the_distance_of_neighbours_is_a_seat_width) {
    auto const plan =
        read_venue_plan(pretix_plan(zone_of(seat("1", 0) + "," + seat("2", 25) + "," + seat("3", 50, "Box"))),
                        {.price = Points{7}, .section_prices = {}});
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
    auto const plan = read_venue_plan(pretix_plan(stage + zone_of(seat("1", 0) + "," + seat("2", 25))),
                                      {.price = Points{7}, .section_prices = {}});
    ASSERT_TRUE(plan) << to_string(plan.error().front());
    EXPECT_EQ(plan->stage, (PlannedStage{.corner = {1, 2}, .width = 4, .height = 2}));
    EXPECT_EQ(plan->sections.size(), 1U);
}

TEST(PretixPlan, a_stage_is_recognised_in_capitals_of_any_script) {
    for (auto const* word : {"BÜHNE", "SCÈNE", "BU\u0308HNE", "무대", "舞台"}) {
        auto const stage = fmt::format(
            R"({{"name":"X","position":{{"x":0,"y":0}},"rows":[],"areas":[{{"shape":"rectangle",
                "text":{{"text":"{}"}},"rectangle":{{"width":100,"height":50}}}}]}},)",
            word);
        auto const plan = read_venue_plan(pretix_plan(stage + zone_of(seat("1", 0))), {.price = Points{7}});
        ASSERT_TRUE(plan) << to_string(plan.error().front());
        EXPECT_TRUE(plan->stage) << word;
    }
}

TEST(PretixPlan, names_of_190_characters_are_taken_as_pretix_does) {
    std::string name;
    for (int i = 0; i < 190; ++i) name += "가";
    auto const plan_named = [](std::string_view category, std::string_view zone) {
        return fmt::format(
            R"({{"name":"T","categories":[{{"name":"{0}"}}],"zones":[{{"name":"{1}","position":{{"x":0,"y":0}},
            "rows":[{{"row_number":"1","seats":[{{"seat_guid":"g","seat_number":"1","position":{{"x":0,"y":0}},"category":"{0}"}},
            {{"seat_guid":"h","seat_number":"2","position":{{"x":9,"y":0}},"category":"{0}"}}]}}]}}]}})",
            category, zone);
    };
    auto const plan = read_venue_plan(plan_named(name, name), {.price = Points{1}});
    ASSERT_TRUE(plan) << to_string(plan.error().front());
    EXPECT_EQ(plan->seats[0].category, name);
    EXPECT_EQ(plan->seats[0].section, name);
    EXPECT_THAT(messages_of(plan_named(name + "x", "Main")),
                ElementsAre(testing::HasSubstr("/categories/0/name: has 191 characters")))
        << "and nothing of the seats whose category that is";
}

TEST(PretixPlan, blanks_around_names_and_labels_are_left_out) {
    auto const plan = read_venue_plan(
        R"({"name":"T","categories":[{"name":"Box "}],"zones":[{"name":" Main\u00a0","position":{"x":0,"y":0},"rows":[
            {"row_number":"A ","seats":[{"seat_guid":"g","seat_number":" 1","position":{"x":0,"y":0},"category":"Box"}]}]}]})",
        {.price = Points{1}});
    ASSERT_TRUE(plan) << to_string(plan.error().front());
    EXPECT_EQ(plan->seats[0].section, "Main");
    EXPECT_EQ(plan->seats[0].row, "A");
    EXPECT_EQ(plan->seats[0].seat, "1");
    EXPECT_EQ(plan->seats[0].category, "Box");
}

TEST(PretixPlan, row_and_seat_labels_are_printed_as_pretix_prints_them) {
    auto const plan_with = [](std::string_view row) {
        return pretix_plan(fmt::format(R"({{"name":"Main","position":{{"x":0,"y":0}},"rows":[{{{},"seats":[{}]}}]}})",
                                       row, seat("7", 0)));
    };
    auto const read = [&](std::string_view row) {
        auto const plan = read_venue_plan(plan_with(row), {.price = Points{1}});
        return plan ? plan->seats[0].row + "|" + plan->seats[0].seat : to_string(plan.error().front());
    };
    EXPECT_EQ(read(R"("row_number":"1","row_label":"Reihe %s","seat_label":"AC%s")"), "Reihe 1|AC7");
    EXPECT_EQ(read(R"("row_number":"1","row_label":"","seat_label":"")"), "1|7");
    EXPECT_EQ(read(R"("row_number":"","row_label":"Loge %s")"), "Loge|7");
    EXPECT_EQ(read(R"("row_number":"")"), "|7");
}

TEST(PretixPlan, seats_without_a_category_and_rows_without_a_position_are_taken) {
    auto const plan = read_venue_plan(
        R"({"name":"T","categories":[],"zones":[{"name":"Main","position":{"x":10,"y":0},"rows":[
            {"row_number":"A","seats":[{"seat_guid":"g","seat_number":"1","position":{"x":5,"y":0},"category":""},
                                       {"seat_guid":"h","seat_number":"2","position":{"x":10,"y":0},"category":""}]}]}]})",
        {.price = Points{1}});
    ASSERT_TRUE(plan) << to_string(plan.error().front());
    EXPECT_EQ(plan->seats[0].category, "");
    EXPECT_EQ(plan->seats[0].position, (Position{3, 0})) << "in the zone";
}

TEST(PretixPlan, a_seat_guid_that_comes_twice_is_noted_and_the_seats_are_taken) {
    auto const twice = R"({"seat_guid":"g1","seat_number":"2","position":{"x":9,"y":0},"category":"Box"})";
    auto const plan = read_venue_plan(pretix_plan(zone_of(seat("1", 0) + "," + twice)), {.price = Points{1}});
    ASSERT_TRUE(plan) << to_string(plan.error().front());
    EXPECT_EQ(plan->seats.size(), 2U);
    EXPECT_THAT(plan->notes, ElementsAre(testing::HasSubstr("seat_guid that another seat has was found 1 times")));
}

TEST(PretixPlan, a_seat_too_far_out_for_a_map_is_refused_in_place_of_wrapping_around) {
    auto const fine = [](int number, double x) {
        return fmt::format(
            R"({{"seat_guid":"g{0}","seat_number":"{0}","position":{{"x":{1},"y":0}},"category":"Box"}})", number, x);
    };
    EXPECT_THAT(messages_of(pretix_plan(
                    zone_of(fine(1, 0) + "," + fine(2, 0.01) + "," + fine(3, 0.02) + "," + fine(4, 1'000'000)))),
                ElementsAre(testing::AllOf(testing::HasSubstr("/zones: seat \"4\""),
                                           testing::HasSubstr("lies beyond 1000000"))));
}

TEST(PretixPlan, prices_come_by_section_then_by_category_then_for_all) {
    auto const read = [](PlanOptions const& options) {
        auto const plan = read_venue_plan(pretix_plan(zone_of(seat("1", 0) + "," + seat("2", 25, "Box"))), options);
        std::vector<std::int64_t> prices;
        for (auto const& each : plan->seats) prices.push_back(each.price.value);
        return prices;
    };
    PlanOptions options{.price = Points{5}, .section_prices = {}};
    options.category_prices["Box"] = Points{9};
    EXPECT_THAT(read(options), ElementsAre(5, 9));
    options.section_prices["Main"] = Points{3};
    EXPECT_THAT(read(options), ElementsAre(3, 3));
}

TEST(PretixPlan, what_is_wrong_is_told_with_its_place) {
    EXPECT_THAT(
        messages_of(pretix_plan(zone_of(seat("1", 0) + "," + seat("2", 25, "Loge")))),
        ElementsAre(testing::MatchesRegex("3:[0-9]+ /zones/0/rows/0/seats/1/category: there is no category \"Loge\"")));
    EXPECT_THAT(messages_of(pretix_plan(zone_of(seat("1", 0) + ",\n" + seat("1", 25)))),
                ElementsAre("4:1 /zones/0/rows/0/seats/1: a second seat \"1\" in row \"A\" of section \"Main\""));
    EXPECT_THAT(
        messages_of(pretix_plan(zone_of(R"({"seat_guid":"g","seat_number":"1","category":"Box","postion":{}})"))),
        testing::Contains(testing::HasSubstr("unknown field \"postion\"")));
    EXPECT_THAT(messages_of(pretix_plan("")), ElementsAre(testing::HasSubstr("there is no seat in any zone")));
    EXPECT_THAT(messages_of(pretix_plan(zone_of(seat("1", 0)) + "," + zone_of(seat("2", 0)))),
                ElementsAre(testing::HasSubstr("/zones/1/name: a second section \"Main\"")));
}

TEST(PretixPlan, seats_without_a_price_are_an_error_unless_they_may_be) {
    auto const json = pretix_plan(zone_of(seat("1", 0)));
    EXPECT_FALSE(read_venue_plan(json));
    auto const plan =
        read_venue_plan(json, {.price = {}, .section_prices = {}, .category_prices = {}, .prices_may_miss = true});
    ASSERT_TRUE(plan);
    EXPECT_FALSE(plan->seats.front().priced);
}

}  // namespace
}  // namespace onsale::venue
