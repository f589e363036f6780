// What is special about seats, as a venue plan says it.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "infrastructure/venue/hall_plan_of.h"
#include "infrastructure/venue/venue_plan.h"

namespace onsale::venue::attributes {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

std::string hall_of(std::string_view sections) {
    return fmt::format(R"({{"format": "onsale-venue-plan/1", "name": "Hall",
        "categories": [{{"name": "standing", "price": 550}}], "sections": [{}]}})",
                       sections);
}

std::vector<std::string> errors_of(std::string const& json) {
    auto const plan = read_venue_plan(json, {.price = Points{10}});
    std::vector<std::string> errors;
    if (plan) return errors;
    for (auto const& error : plan.error()) errors.push_back(error.pointer + ": " + error.message);
    return errors;
}

TEST(Attributes, of_a_row_are_those_of_its_seats_and_seats_have_their_own_too) {
    auto const plan =
        read_venue_plan(hall_of(R"({"name": "S", "rows": [{"name": "A", "attributes": ["restricted-view"], "seats": [1,
        {"name": 2, "category": "standing", "attributes": ["wheelchair", "aisle"]},
        {"from": 3, "to": 4, "attributes": ["companion"]}]}, {"name": "B", "seats": [1]}]})"),
                        {.price = Points{10}})
            .value();
    ASSERT_THAT(plan.seats, SizeIs(5));
    EXPECT_EQ(plan.seats[0].traits, SeatTraits{SeatTrait::restricted_view});
    EXPECT_EQ(plan.seats[1].traits, (SeatTraits{SeatTrait::restricted_view, SeatTrait::wheelchair, SeatTrait::aisle}));
    EXPECT_EQ(plan.seats[3].traits, (SeatTraits{SeatTrait::restricted_view, SeatTrait::companion}));
    EXPECT_TRUE(plan.seats[4].traits.none());
    EXPECT_EQ(hall_plan_of(plan).offers[1].traits, plan.seats[1].traits);
}

TEST(Attributes, that_do_not_exist_or_come_twice_are_refused) {
    auto const errors = [](std::string_view attributes) {
        return errors_of(hall_of(fmt::format(
            R"({{"name": "S", "rows": [{{"name": "A", "seats": [{{"name": 1, "attributes": {}}}]}}]}})", attributes)));
    };
    constexpr auto at = "/sections/0/rows/0/seats/0/attributes";
    EXPECT_THAT(errors(R"(["sofa"])"), ElementsAre(HasSubstr(std::string(at) + "/0: must be")));
    EXPECT_THAT(errors(R"(["area-place"])"), ElementsAre(HasSubstr("must be")));
    EXPECT_THAT(errors(R"(["aisle", "aisle"])"), ElementsAre(HasSubstr(std::string(at) + "/1: stands here twice")));
    for (auto const* wrong : {"7", "\"aisle\"", "[]", "null", "[7]", "{}"})
        EXPECT_THAT(errors(wrong), SizeIs(1)) << wrong;
    EXPECT_THAT(errors_of(hall_of(R"({"name": "A", "places": 2, "attributes": ["aisle"]})")),
                ElementsAre(HasSubstr("unknown field")));
}

}  // namespace
}  // namespace onsale::venue::attributes
