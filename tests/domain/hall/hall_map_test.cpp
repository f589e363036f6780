#include "domain/hall/hall_map.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/hall/areas.h"
#include "domain/hall/closest_pair.h"
#include "domain/hall/natural_order.h"
#include "domain/hall/outline.h"

namespace onsale::hall {
namespace {

using testing::ElementsAre;

// Seats 1, 2 of row A and seat 3 of row B, at 900 and 500 points.
std::vector<OfferedSeat> const three{
    {1, Points{900}, {"S", "A", "1"}}, {2, Points{900}, {"S", "A", "2"}}, {3, Points{500}, {"S", "B", "1"}}};

Drawing drawing_of_three() {
    return {.hall = "Hall",
            .stage = Stage{StageKind::stage, {-100, -50}, 200, 100},
            .categories = {{"good", "#123456"}},
            .sections = {{"S", "floor"}},
            .seats = {{1, {-50, 300}, 0}, {2, {50, 300}, 0}, {3, {0, 400}}}};
}

TEST(HallMap, seats_stand_where_the_drawing_says) {
    auto const drawing = drawing_of_three();
    auto const map = map_of(three, &drawing);
    EXPECT_THAT(map.positions, ElementsAre(MapPoint{-50, 300}, MapPoint{50, 300}, MapPoint{0, 400}));
    EXPECT_EQ(map.hall, "Hall");
    EXPECT_EQ(map.sections.front().group, "floor");
    EXPECT_EQ(map.corner, (MapPoint{-100, -50}));
    EXPECT_EQ(map.width, 200);
    EXPECT_EQ(map.height, 500);
}

TEST(HallMap, rows_are_runs_that_cover_every_seat_once) {
    auto const map = map_of(three, nullptr);
    ASSERT_EQ(map.rows.size(), 2U);
    EXPECT_EQ(map.rows[0].name, "A");
    EXPECT_EQ(map.rows[0].count, 2U);
    EXPECT_EQ(map.rows[1].first, 2U);
    EXPECT_EQ(map.rows[1].count, 1U);
}

TEST(HallMap, the_numbers_of_all_seats_stand_in_runs_in_the_order_of_the_seats) {
    std::vector<OfferedSeat> seats = three;
    for (std::int32_t const number : {9, 10, 5}) seats.push_back({number, Points{500}, {"S", "B", ""}});
    EXPECT_THAT(map_of(seats, nullptr).numbers, ElementsAre(NumberRun{1, 3}, NumberRun{9, 2}, NumberRun{5, 1}));
    EXPECT_TRUE(map_of({}, nullptr).numbers.empty());
}

TEST(HallMap, a_category_is_a_name_and_a_price_and_the_dearest_comes_first) {
    auto const drawing = drawing_of_three();
    auto const map = map_of(three, &drawing);
    ASSERT_EQ(map.categories.size(), 2U);
    EXPECT_EQ(map.categories[0].name, "good");
    EXPECT_EQ(map.categories[0].colour, "#123456");
    EXPECT_EQ(map.categories[0].price, Points{900});
    EXPECT_EQ(map.categories[1].name, "");
    EXPECT_THAT(map.categories[1].colour, testing::MatchesRegex("#[0-9a-f]{6}"));
    EXPECT_THAT(map.category, ElementsAre(0, 0, 1));
}

TEST(HallMap, seats_that_came_later_are_laid_out_below_and_the_others_stay) {
    auto const drawing = drawing_of_three();
    auto seats = three;
    for (std::int32_t n = 4; n <= 9; ++n) seats.push_back({n, Points{500}, {"New", "", ""}});
    auto const map = map_of(seats, &drawing);
    EXPECT_EQ(map.positions[2], (MapPoint{0, 400}));
    for (std::size_t i = 3; i < seats.size(); ++i) EXPECT_GT(map.positions[i].y, 450);
    EXPECT_GE(closest_pair(map.positions), 0.8 * unit);
}

TEST(HallMap, a_date_without_seats_has_a_map) {
    auto const map = map_of({}, nullptr);
    EXPECT_TRUE(map.rows.empty());
    EXPECT_TRUE(map.sections.empty());
}

TEST(HallMap, seats_without_any_labels_stand_in_rows_before_a_stage) {
    std::vector<OfferedSeat> seats;
    for (std::int32_t n = 1; n <= 500; ++n) seats.push_back({n, Points{1}, {}});
    auto const map = map_of(seats, nullptr);
    EXPECT_LT(map.width, 60 * unit);
    EXPECT_GE(closest_pair(map.positions), 0.8 * unit);
}

TEST(Outline, it_holds_every_seat_with_its_width) {
    std::vector<MapPoint> const seats{{0, 0}, {1000, 0}, {500, 800}, {500, 100}};
    auto const outline = outline_of(seats);
    ASSERT_GE(outline.size(), 3U);
    for (auto const& seat : seats) {
        for (std::size_t i = 0; i < outline.size(); ++i) {
            auto const& a = outline[i];
            auto const& b = outline[(i + 1) % outline.size()];
            auto const side = std::int64_t{b.x - a.x} * (seat.y - a.y) - std::int64_t{b.y - a.y} * (seat.x - a.x);
            EXPECT_GT(side, 0);
        }
    }
}

TEST(NaturalOrder, numbers_count_and_left_comes_before_right) {
    EXPECT_TRUE(naturally_before("2", "10"));
    EXPECT_TRUE(naturally_before("SB_2", "SB_10"));
    EXPECT_TRUE(naturally_before("VIP_AL", "VIP_AR"));
    EXPECT_TRUE(naturally_before("VIP_BL", "VIP_B"));
    EXPECT_TRUE(naturally_before("VIP_B", "VIP_BR"));
    EXPECT_FALSE(naturally_before("A", "A"));
}

// Seat 1, and places 2 to 4 of the area "Standing".
std::vector<OfferedSeat> hall_with_area() {
    std::vector<OfferedSeat> seats{{1, Points{900}, {"S", "A", "1"}}};
    for (std::int32_t n = 2; n <= 4; ++n) {
        seats.push_back({n, Points{500}, {"Standing", "", "1"}, {SeatTrait::area_place}});
    }
    return seats;
}

TEST(HallMap, an_area_has_its_places_in_one_row_and_the_outline_that_was_drawn) {
    std::vector<MapPoint> const outline{{-600, 100}, {600, 100}, {600, 250}, {-600, 250}};
    Drawing const drawing{.hall = "Hall",
                          .stage = std::nullopt,
                          .categories = {{"seated", "#123456"}, {"standing", "#654321"}},
                          .sections = {{"S", "balcony"}, {"Standing", "floor"}},
                          .seats = {{1, {0, 300}, 0}},
                          .areas = {{"Standing", outline, 1}}};
    auto const map = map_of(hall_with_area(), &drawing);
    ASSERT_EQ(map.sections.size(), 2U);
    EXPECT_EQ(map.sections[0].places, 0U);
    auto const& area = map.sections[1];
    EXPECT_EQ(area.places, 3U);
    EXPECT_EQ(area.group, "floor");
    EXPECT_EQ(area.outline, outline);
    EXPECT_EQ(map.categories[area.category].name, "standing");
    ASSERT_EQ(map.rows.size(), 2U);
    EXPECT_EQ(map.rows[1].first, 1U);
    EXPECT_EQ(map.rows[1].count, 3U);
    EXPECT_EQ(map.positions[2], (MapPoint{0, 175}));
    EXPECT_EQ(map.corner, (MapPoint{-600, 100})) << "the map holds the whole area";
    EXPECT_EQ(map.width, 1'200);
}

TEST(HallMap, an_area_that_nobody_drew_has_an_outline_all_the_same) {
    auto const map = map_of(hall_with_area(), nullptr);
    EXPECT_EQ(map.sections[1].places, 3U);
    EXPECT_GE(map.sections[1].outline.size(), 3U);
}

TEST(HallMap, traits_of_seats_stand_in_runs_and_those_of_places_are_left_out) {
    auto seats = hall_with_area();
    for (std::int32_t n = 5; n <= 8; ++n) seats.push_back({n, Points{900}, {"S", "B", "1"}});
    seats[4].traits = seats[5].traits = {SeatTrait::wheelchair};
    seats[6].traits = {SeatTrait::companion, SeatTrait::aisle};
    EXPECT_THAT(map_of(seats, nullptr).traits, ElementsAre(TraitRun{4, 2, {SeatTrait::wheelchair}},
                                                           TraitRun{6, 1, {SeatTrait::companion, SeatTrait::aisle}}));
}

struct Box {
    std::int32_t left, top, right, bottom;
};

Box box_of(std::vector<MapPoint> const& outline) {
    auto const [left, right] = std::ranges::minmax(outline, {}, &MapPoint::x);
    auto const [top, bottom] = std::ranges::minmax(outline, {}, &MapPoint::y);
    return {left.x, top.y, right.x, bottom.y};
}

TEST(Areas, stand_between_the_stage_and_the_seats_which_move_back) {
    Layout layout{.stage = Stage{StageKind::stage, {-400, -150}, 800, 300}, .positions = {{0, 550}, {100, 550}}};
    auto const areas = add_areas(std::vector<std::size_t>{500, 100}, layout);
    ASSERT_EQ(areas.size(), 2U);
    auto const [one, other] = std::pair{box_of(areas[0]), box_of(areas[1])};
    EXPECT_GT(one.top, 150);
    EXPECT_EQ(one.top, other.top);
    EXPECT_LT(one.right, other.left);
    EXPECT_GT(layout.positions[0].y, one.bottom);
    EXPECT_EQ(layout.positions[1].x - layout.positions[0].x, 100);
    auto const room = (one.right - one.left) / 100. * ((one.bottom - one.top) / 100.);
    EXPECT_NEAR(room, 600, 10) << "1.2 square seat widths for each";
}

TEST(Areas, are_on_the_pitch_of_a_bowl_and_behind_its_seats_where_some_stand_there) {
    Layout layout{.stage = Stage{StageKind::pitch, {-3'000, -2'000}, 6'000, 4'000}, .positions = {{0, 2'500}}};
    auto const on_pitch = box_of(add_areas(std::vector<std::size_t>{100'000}, layout).at(0));
    EXPECT_GE(on_pitch.left, -3'000);
    EXPECT_LE(on_pitch.bottom, 2'000);
    EXPECT_EQ(layout.positions[0].y, 2'500);
    layout.positions.push_back({0, 0});
    EXPECT_GT(box_of(add_areas(std::vector<std::size_t>{100}, layout).at(0)).top, 2'500);
}

}  // namespace
}  // namespace onsale::hall
