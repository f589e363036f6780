// The plans in venues/ are read by the reader that ships with them.
#include <fstream>
#include <iterator>
#include <set>

#include <gtest/gtest.h>

#include "infrastructure/venue/venue_plan.h"

namespace onsale::venue {
namespace {

VenuePlan read_shipped(std::string const& name, Pricing const& pricing) {
    std::ifstream file(std::string(ONSALE_VENUES_DIR "/") + name, std::ios::binary);
    EXPECT_TRUE(file) << name;
    auto plan = read_venue_plan(std::string(std::istreambuf_iterator<char>(file), {}), pricing);
    if (plan) return *std::move(plan);
    for (auto const& error : plan.error()) ADD_FAILURE() << name << ": " << to_string(error);
    return {};
}

TEST(shipped_plans, the_stadium_has_its_39616_seats_in_58_sections) {
    auto const plan = read_shipped("metalist-stadium.json", {.all = Points{1000}, .by_section = {}});
    ASSERT_EQ(plan.seats.size(), 39'616U);
    EXPECT_EQ(plan.sections.size(), 58U);
    EXPECT_NE(plan.source.find("github.com/robotkoruslan/metalist"), std::string::npos);
    EXPECT_EQ(plan.seats.front(), (PlannedSeat{1, "1", "1", "1", "", Points{1000}, {}}));
    EXPECT_EQ(plan.seats.back().number, 39'616);
    EXPECT_EQ(plan.seats.back().section, "20");

    std::set<std::string> labels;
    for (auto const& seat : plan.seats) labels.insert(seat.section + '\n' + seat.row + '\n' + seat.seat);
    EXPECT_EQ(labels.size(), 39'616U);
}

TEST(shipped_plans, the_stadium_keeps_the_gaps_of_its_rows) {
    auto const plan = read_shipped("metalist-stadium.json", {.all = Points{1000}, .by_section = {}});
    std::vector<std::string> row;
    for (auto const& seat : plan.seats) {
        if (seat.section == "5" && seat.row == "2") row.push_back(seat.seat);
    }
    EXPECT_EQ(row, (std::vector<std::string>{"1", "2", "3", "4", "31", "32", "33", "34"}));
}

TEST(shipped_plans, the_small_club_has_300_priced_seats_on_a_map) {
    auto const plan = read_shipped("small-club.json", {});
    ASSERT_EQ(plan.seats.size(), 300U);
    std::set<std::pair<double, double>> places;
    for (auto const& seat : plan.seats) {
        EXPECT_GT(seat.price, Points{0});
        EXPECT_FALSE(seat.category.empty());
        ASSERT_TRUE(seat.position);
        places.emplace(seat.position->x, seat.position->y);
    }
    EXPECT_EQ(places.size(), 300U) << "two seats in one place";
}

}  // namespace
}  // namespace onsale::venue
