// The plans in venues/ are read by the reader that ships with them.
#include <cmath>
#include <fstream>
#include <iterator>
#include <set>

#include <gtest/gtest.h>

#include "domain/hall/closest_pair.h"
#include "infrastructure/venue/hall_plan_of.h"
#include "infrastructure/venue/venue_plan.h"

namespace onsale::venue {
namespace {

VenuePlan read_shipped(std::string const& name, PlanOptions const& options) {
    std::ifstream file(std::string(ONSALE_VENUES_DIR "/") + name, std::ios::binary);
    EXPECT_TRUE(file) << name;
    auto plan = read_venue_plan(std::string(std::istreambuf_iterator<char>(file), {}), options);
    if (plan) return *std::move(plan);
    for (auto const& error : plan.error()) ADD_FAILURE() << name << ": " << to_string(error);
    return {};
}

TEST(shipped_plans, the_stadium_has_its_39616_seats_in_58_sections) {
    auto const plan = read_shipped("metalist-stadium.json", {.price = Points{1000}, .section_prices = {}});
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
    auto const plan = read_shipped("metalist-stadium.json", {.price = Points{1000}, .section_prices = {}});
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

hall::MapPoint middle_of(HallPlan const& plan, std::string_view section) {
    std::int64_t x = 0;
    std::int64_t y = 0;
    std::int64_t seats = 0;
    for (std::size_t i = 0; i < plan.offers.size(); ++i) {
        if (plan.offers[i].labels.section != section) continue;
        x += plan.drawing.seats[i].point.x;
        y += plan.drawing.seats[i].point.y;
        ++seats;
    }
    return {static_cast<std::int32_t>(x / seats), static_cast<std::int32_t>(y / seats)};
}

std::vector<hall::MapPoint> positions_of(HallPlan const& plan) {
    std::vector<hall::MapPoint> positions;
    for (auto const& seat : plan.drawing.seats) positions.push_back(seat.point);
    return positions;
}

TEST(shipped_plans, the_stadium_is_a_bowl_whose_seats_do_not_crowd) {
    auto const plan =
        hall_plan_of(read_shipped("metalist-stadium.json", {.price = Points{1000}, .section_prices = {}}));
    auto const positions = positions_of(plan);
    ASSERT_EQ(positions.size(), 39'616U);
    EXPECT_GE(hall::closest_pair(positions), 0.8 * hall::unit);
    ASSERT_TRUE(plan.drawing.stage);
    EXPECT_EQ(plan.drawing.stage->kind, hall::StageKind::pitch);
    auto const& pitch = *plan.drawing.stage;
    for (auto const& point : positions) {
        bool const inside = point.x > pitch.corner.x && point.x < pitch.corner.x + pitch.width &&
                            point.y > pitch.corner.y && point.y < pitch.corner.y + pitch.height;
        ASSERT_FALSE(inside) << point.x << ' ' << point.y;
    }
}

TEST(shipped_plans, the_stadiums_tribunes_stand_on_their_sides) {
    auto const plan =
        hall_plan_of(read_shipped("metalist-stadium.json", {.price = Points{1000}, .section_prices = {}}));
    EXPECT_LT(middle_of(plan, "15").y, -10'000);  // north is up
    EXPECT_GT(middle_of(plan, "37").y, 10'000);
    EXPECT_LT(middle_of(plan, "5").x, -10'000);
    EXPECT_GT(middle_of(plan, "25").x, 10'000);
}

TEST(shipped_plans, the_stadiums_sections_go_round_in_the_order_of_their_numbers) {
    auto const plan =
        hall_plan_of(read_shipped("metalist-stadium.json", {.price = Points{1000}, .section_prices = {}}));
    for (int section = 1; section <= 44; ++section) {
        auto const here = middle_of(plan, std::to_string(section));
        auto const next = middle_of(plan, std::to_string(section % 44 + 1));
        auto const turn = std::int64_t{here.x} * next.y - std::int64_t{here.y} * next.x;
        EXPECT_GT(turn, 0) << section;  // clockwise on the screen
        EXPECT_LT(std::hypot(here.x - next.x, here.y - next.y), 7'500) << section;
    }
}

TEST(shipped_plans, the_club_stands_where_its_plan_says_before_a_stage_in_the_middle) {
    auto const plan = hall_plan_of(read_shipped("small-club.json", {}));
    ASSERT_TRUE(plan.drawing.stage);
    auto const& stage = *plan.drawing.stage;
    EXPECT_EQ(stage.corner.x * 2 + stage.width, 0);
    EXPECT_EQ(stage.corner.y * 2 + stage.height, 0);
    EXPECT_EQ(plan.drawing.seats.size(), 300U);
    EXPECT_GE(hall::closest_pair(positions_of(plan)), 0.8 * hall::unit);
}

TEST(shipped_plans, the_standing_hall_has_two_areas_before_a_balcony) {
    auto const plan = hall_plan_of(read_shipped("standing-hall.json", {}));
    EXPECT_EQ(plan.offers.size(), 710U);
    ASSERT_EQ(plan.drawing.areas.size(), 2U);
    EXPECT_EQ(plan.drawing.areas[0].section, "Standing A");
    EXPECT_EQ(plan.drawing.seats.size(), 110U);
    EXPECT_GE(hall::closest_pair(positions_of(plan)), 0.8 * hall::unit);
}

TEST(shipped_plans, the_theatre_is_a_seating_plan_of_pretix) {
    PlanOptions prices{.price = Points{30'000}, .section_prices = {}};
    prices.category_prices["Front"] = Points{90'000};
    auto const plan = hall_plan_of(read_shipped("pretix-theatre.json", prices));
    EXPECT_EQ(plan.format, "pretix-seating-plan");
    EXPECT_EQ(plan.offers.size(), 218U);
    EXPECT_EQ(plan.offers.front().price, Points{90'000});
    EXPECT_EQ(plan.offers.back().price, Points{30'000});
    ASSERT_TRUE(plan.drawing.stage);
    EXPECT_EQ(plan.drawing.stage->width, 1'200);  // 300 pixels, seats 25 apart
    EXPECT_GE(hall::closest_pair(positions_of(plan)), 0.8 * hall::unit);
}

}  // namespace
}  // namespace onsale::venue
