// Areas without numbered seats in venue plans, ours and those of pretix.
#include <algorithm>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "infrastructure/venue/hall_plan_of.h"
#include "infrastructure/venue/venue_plan.h"

namespace onsale::venue::areas {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

std::string hall_of(std::string_view sections) {
    return fmt::format(R"({{"format": "onsale-venue-plan/1", "name": "Hall",
        "categories": [{{"name": "standing", "price": 550}}], "sections": [{}]}})",
                       sections);
}

VenuePlan read(std::string const& json, PlanOptions const& options = {.price = Points{10}}) {
    auto plan = read_venue_plan(json, options);
    if (plan) return *std::move(plan);
    for (auto const& error : plan.error()) ADD_FAILURE() << to_string(error);
    return {};
}

std::vector<std::string> errors_of(std::string const& json, PlanOptions const& options = {.price = Points{10}}) {
    auto const plan = read_venue_plan(json, options);
    std::vector<std::string> errors;
    if (plan) return errors;
    for (auto const& error : plan.error()) errors.push_back(error.pointer + ": " + error.message);
    return errors;
}

constexpr std::string_view seated = R"({"name": "S", "rows": [{"name": "A", "seats": [{"from": 1, "to": 4}]}]})";
constexpr std::string_view standing = R"({"name": "Standing", "category": "standing", "places": 300})";

TEST(AreaPlan, each_place_is_a_seat_whose_label_is_its_entry_number) {
    auto const plan = read(hall_of(fmt::format("{},{}", seated, standing)));
    ASSERT_THAT(plan.seats, SizeIs(304));
    auto expected = PlannedSeat{5, "Standing", "", "1", "standing", Points{550}, {}};
    expected.traits = {SeatTrait::area_place};
    EXPECT_EQ(plan.seats[4], expected);
    EXPECT_EQ(plan.seats[303].seat, "300");
    EXPECT_TRUE(plan.seats[0].traits.none());
    EXPECT_TRUE(plan.sections[1].is_area);
    EXPECT_EQ(plan.sections[1].seats, 300U);
}

TEST(AreaPlan, another_number_of_places_may_be_given_from_outside) {
    auto const plan = read(hall_of(standing), {.price = Points{10}, .places = {{"Standing", 7}}});
    EXPECT_THAT(plan.seats, SizeIs(7));
    EXPECT_THAT(errors_of(hall_of(seated), {.price = Points{10}, .places = {{"Standing", 7}}}),
                ElementsAre(HasSubstr("places are given for area \"Standing\", which is not in the plan")));
    EXPECT_THAT(errors_of(hall_of(standing), {.price = Points{10}, .places = {{"Standing", 0}}}),
                testing::Not(testing::IsEmpty()));
}

TEST(AreaPlan, what_is_wrong_with_an_area_is_said) {
    auto const first_of = [](std::string_view section) {
        auto const errors = errors_of(hall_of(section));
        return errors.empty() ? std::string("none") : errors.front();
    };
    EXPECT_THAT(first_of(R"({"name": "A"})"), HasSubstr("/sections/0: field \"rows\" is missing"));
    EXPECT_THAT(first_of(R"({"name": "A", "places": 2, "rows": [{"name": "1", "seats": [1]}]})"),
                HasSubstr("but not both"));
    for (auto const* places : {"0", "-1", "1.5", "\"7\"", "null", "200001"}) {
        EXPECT_THAT(first_of(fmt::format(R"({{"name": "A", "places": {}}})", places)), HasSubstr("/sections/0/places"))
            << places;
    }
    EXPECT_THAT(first_of(R"({"name": "A", "places": 2, "x": 1, "y": 2})"), HasSubstr("belong together"));
    EXPECT_THAT(first_of(R"({"name": "A", "places": 2, "x": 1, "y": 2, "width": 0, "height": 4})"),
                HasSubstr("/sections/0/width: must be more than 0"));
    EXPECT_THAT(
        first_of(R"({"name": "A", "x": 1, "y": 2, "width": 3, "height": 4, "rows": [{"name": "1", "seats": [1]}]})"),
        HasSubstr("to an area"));
    EXPECT_THAT(first_of(R"({"name": "A", "places": 200000}, {"name": "B", "places": 1})"),
                HasSubstr("more than 200000 seats"));
    EXPECT_THAT(errors_of(hall_of(R"({"name": "A", "places": 5})"), {}), ElementsAre(HasSubstr("without a price")));
}

TEST(AreaPlan, a_box_says_where_the_area_is) {
    auto const hall =
        hall_plan_of(read(hall_of(R"({"name": "S", "rows": [{"name": "A", "seats": [{"name": 1, "x": 0, "y": 10}]}]},
        {"name": "Standing", "category": "standing", "places": 3, "x": -5, "y": 0, "width": 10, "height": 4})")));
    ASSERT_THAT(hall.drawing.areas, SizeIs(1));
    auto const& area = hall.drawing.areas[0];
    EXPECT_EQ(area.section, "Standing");
    EXPECT_EQ(area.category, 0);
    // The middle of all becomes (0, 0).
    EXPECT_THAT(area.outline, ElementsAre(hall::MapPoint{-500, -500}, hall::MapPoint{500, -500},
                                          hall::MapPoint{500, -100}, hall::MapPoint{-500, -100}));
    EXPECT_THAT(hall.drawing.seats, SizeIs(1)) << "places are not drawn one by one";
    EXPECT_TRUE(hall.sections[1].is_area);
    EXPECT_TRUE(hall.offers[1].traits.has(SeatTrait::area_place));
}

TEST(AreaPlan, without_coordinates_an_area_stands_before_the_stage) {
    auto const hall = hall_plan_of(read(hall_of(fmt::format("{},{}", seated, standing))));
    ASSERT_THAT(hall.drawing.areas, SizeIs(1));
    auto const lowest = std::ranges::max(hall.drawing.areas[0].outline, {}, &hall::MapPoint::y).y;
    for (auto const& seat : hall.drawing.seats) EXPECT_GT(seat.point.y, lowest);
    EXPECT_THAT(hall_plan_of(read(hall_of(standing))).drawing.areas, SizeIs(1)) << "a hall of nothing else";
}

TEST(AreaPlan, an_area_without_a_box_among_seats_with_coordinates_is_below_them) {
    auto const hall = hall_plan_of(read(hall_of(fmt::format(
        R"({{"name": "S", "rows": [{{"name": "A", "seats": [{{"name": 1, "x": 0, "y": 10}}]}}]}},{})", standing))));
    ASSERT_THAT(hall.drawing.areas, SizeIs(1));
    EXPECT_GT(hall.drawing.areas[0].outline.at(0).y, hall.drawing.seats.at(0).point.y);
}

std::string pretix_plan(std::string_view areas) {
    return fmt::format(R"({{"name": "Club", "size": {{"width": 10, "height": 10}}, "categories": [],
        "zones": [{{"name": "Floor", "position": {{"x": 100, "y": 200}}, "areas": [{}], "rows": [{{"row_number": "A", "seats": [
          {{"seat_guid": "1", "seat_number": "1", "position": {{"x": 0, "y": 0}}, "category": ""}},
          {{"seat_guid": "2", "seat_number": "2", "position": {{"x": 25, "y": 0}}, "category": ""}}]}}]}}]}})",
                       areas);
}

std::string area(std::string_view text, std::string_view shape) {
    return fmt::format(
        R"({{"text": {{"text": "{}", "position": {{"x": 0, "y": 0}}}}, "position": {{"x": 50, "y": 25}}, {}}})", text,
        shape);
}

constexpr std::string_view rectangle = R"("shape": "rectangle", "rectangle": {"width": 100, "height": 50})";

TEST(PretixAreas, are_put_on_sale_by_the_text_in_them_where_a_number_of_places_is_given) {
    PlanOptions const options{
        .price = Points{5}, .section_prices = {{"Standing", Points{3}}}, .places = {{"Standing", 40}}};
    auto const plan = read(pretix_plan(area(" Standing ", rectangle) + "," + area("Bar", rectangle)), options);
    ASSERT_THAT(plan.seats, SizeIs(42));
    EXPECT_EQ(std::ranges::count(plan.seats, Points{3}, &PlannedSeat::price), 40);
    auto const section = std::ranges::find(plan.sections, "Standing", &PlannedSection::name);
    ASSERT_NE(section, plan.sections.end());
    EXPECT_TRUE(section->is_area);
    EXPECT_THAT(section->outline, ElementsAre(Position{6, 9}, Position{10, 9}, Position{10, 11}, Position{6, 11}));
}

TEST(PretixAreas, without_a_number_of_places_are_left_out) {
    EXPECT_THAT(read(pretix_plan(area("Standing", rectangle)), {.price = Points{5}}).seats, SizeIs(2));
    EXPECT_THAT(errors_of(pretix_plan(area("Bar", rectangle)), {.price = Points{5}, .places = {{"Standing", 40}}}),
                ElementsAre(HasSubstr("which is not in the plan")));
}

TEST(PretixAreas, keep_the_outline_of_each_shape) {
    auto const corners = [](std::string_view shape) {
        auto const plan = read(pretix_plan(area("Standing", shape)), {.price = Points{5}, .places = {{"Standing", 4}}});
        auto const section = std::ranges::find(plan.sections, "Standing", &PlannedSection::name);
        return section == plan.sections.end() ? std::size_t{99} : section->outline.size();
    };
    EXPECT_EQ(corners(R"("shape": "circle", "circle": {"radius": 30})"), 24U);
    EXPECT_EQ(corners(R"("shape": "ellipse", "ellipse": {"radius": {"x": 30, "y": 20}})"), 24U);
    EXPECT_EQ(corners(R"("shape": "polygon", "polygon": {"points": [{"x":0,"y":0},{"x":9,"y":0},{"x":9,"y":9}]})"), 3U);
    for (auto const* nothing :
         {R"("shape": "polygon", "polygon": {"points": [{"x":0,"y":0}]})", R"("shape": "polygon")",
          R"("shape": "circle", "circle": {"radius": -1})", R"("shape": "cloud")",
          R"("shape": "polygon", "polygon": {"points": 7})", R"("shape": "polygon", "polygon": {"points": [1,2,3]})"}) {
        EXPECT_THAT(corners(nothing), testing::AnyOf(0U, 3U)) << nothing;
    }
}

}  // namespace
}  // namespace onsale::venue::areas
