#include "domain/seating/seating_plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/hall/layout.h"
#include "domain/invariant.h"
#include "domain/limits.h"
#include "domain/seating/free_seats.h"
#include "domain/seating/small_hall.h"

namespace onsale::seating {
namespace {

using testing::ElementsAre;
using Labels = std::vector<std::string>;

// Row by row the stretches of seats side by side, as their labels.
std::vector<std::vector<Labels>> rows_of(SmallHall const& hall) {
    std::vector<std::vector<Labels>> result;
    for (auto const& section : section_rows(hall.seats)) {
        for (auto const& row : section.rows) {
            auto& labels = result.emplace_back();
            for (auto const& stretch : row.stretches) {
                labels.emplace_back();
                for (auto const seat : stretch) labels.back().emplace_back(hall.seats[seat].name.seat);
            }
        }
    }
    return result;
}

// One row from left to right, each seat so far behind the one before.
SmallHall row_with(Labels const& labels, std::vector<int> const& gaps) {
    SmallHall hall;
    int x = 0;
    for (std::size_t i = 0; i < labels.size(); ++i) {
        hall.add({}, "A", labels[i], {x, 0});
        if (i < gaps.size()) x += gaps[i];
    }
    return hall;
}

TEST(SeatingPlan, seats_that_stand_next_to_each_other_are_side_by_side_whatever_their_numbers) {
    EXPECT_THAT(rows_of(row_with({"1", "3", "5", "6", "4", "2"}, {100, 100, 100, 100, 100})),
                ElementsAre(ElementsAre(Labels{"1", "3", "5", "6", "4", "2"})));
    EXPECT_THAT(rows_of(row_with({"1", "2", "4", "10"}, {100, 100, 100})),
                ElementsAre(ElementsAre(Labels{"1", "2", "4", "10"})));
}

TEST(SeatingPlan, a_gap_clearly_wider_than_the_usual_one_is_an_aisle) {
    EXPECT_THAT(rows_of(row_with({"1", "2", "3", "4", "5"}, {60, 60, 100, 60})),
                ElementsAre(ElementsAre(Labels{"1", "2", "3"}, Labels{"4", "5"})));
    EXPECT_THAT(rows_of(row_with({"1", "2", "3", "4", "5"}, {100, 110, 140, 100})),
                ElementsAre(ElementsAre(Labels{"1", "2", "3", "4", "5"})));
}

TEST(SeatingPlan, seats_that_are_far_apart_in_their_whole_row_are_side_by_side) {
    EXPECT_THAT(rows_of(row_with({"1", "3", "5", "7"}, {200, 200, 200})),
                ElementsAre(ElementsAre(Labels{"1", "3", "5", "7"})));
}

TEST(SeatingPlan, a_short_row_is_measured_by_its_hall) {
    auto hall = row_with({"1", "2", "3", "4"}, {100, 100, 100});
    hall.add({}, "B", "1", {0, 140});
    hall.add({}, "B", "2", {300, 140});
    EXPECT_THAT(rows_of(hall),
                ElementsAre(ElementsAre(Labels{"1", "2", "3", "4"}), ElementsAre(Labels{"1"}, Labels{"2"})));
}

TEST(SeatingPlan, a_row_all_around_the_stage_follows_its_labels) {
    SmallHall hall;
    Labels labels;
    constexpr int seats = 40;
    for (int i = 0; i < seats; ++i) {
        auto const angle = 6.283185307179586 * i / seats;
        labels.push_back(std::to_string(i + 1));
        hall.add({}, "A", labels.back(),
                 {static_cast<int>(700 * std::cos(angle)), static_cast<int>(700 * std::sin(angle))});
    }
    EXPECT_THAT(rows_of(hall), ElementsAre(ElementsAre(labels)));
}

TEST(SeatingPlan, sections_do_not_neighbour_each_other) {
    SmallHall hall;
    for (int section = 0; section < 2; ++section) {
        for (int i = 0; i < 2; ++i)
            hall.add({section}, "A", std::to_string(2 * section + i), {200 * section + 100 * i, 0});
    }
    EXPECT_THAT(rows_of(hall), ElementsAre(ElementsAre(Labels{"0", "1"}), ElementsAre(Labels{"2", "3"})));
}

TEST(SeatingPlan, rows_neighbour_each_other_as_they_stand) {
    SmallHall hall;
    std::vector<std::string> const names{"Y", "Z", "AA", "BB"};
    for (std::size_t row = 0; row < names.size(); ++row) {
        for (int i = 0; i < 3; ++i) hall.add({}, names[row], names[row] + std::to_string(i), {100 * i, 140 * int(row)});
    }
    auto const rows = rows_of(hall);
    ASSERT_EQ(rows.size(), 4U);
    for (std::size_t row = 0; row < names.size(); ++row) EXPECT_EQ(rows[row].front().front(), names[row] + "0");
}

TEST(SeatingPlan, seats_without_rows_are_in_a_row_where_they_stand_in_a_line) {
    SmallHall hall;
    for (int i = 0; i < 8; ++i) hall.add({}, "", std::to_string(i + 1), {100 * (i % 4), 140 * (i / 4)});
    EXPECT_THAT(rows_of(hall),
                ElementsAre(ElementsAre(Labels{"1", "2", "3", "4"}), ElementsAre(Labels{"5", "6", "7", "8"})));
}

TEST(SeatingPlan, a_hall_that_was_laid_out_by_its_labels_has_the_rows_of_its_labels) {
    SmallHall hall;
    for (auto const* row : {"1", "2", "3"}) {
        for (int i = 1; i <= 12; ++i) hall.add({}, row, std::to_string(i), {});
    }
    std::vector<hall::SeatName> names;
    for (auto const& seat : hall.seats) names.push_back(seat.name);
    auto const layout = hall::lay_out(names, {});
    for (std::size_t i = 0; i < hall.seats.size(); ++i) hall.seats[i].point = layout.positions[i];
    auto const rows = rows_of(hall);
    ASSERT_EQ(rows.size(), 3U);
    for (auto const& row : rows) EXPECT_THAT(row, ElementsAre(testing::SizeIs(12)));
}

TEST(SeatingPlan, a_row_longer_than_a_block_is_whole) {
    SmallHall hall;
    for (int i = 0; i < 700; ++i) hall.add({}, "A", std::to_string(i), {100 * i, 0});
    auto const plan = hall.plan();
    ASSERT_EQ(plan.rows.size(), 1U);
    EXPECT_EQ(plan.rows.front().end - plan.rows.front().first, 700U);
}

TEST(SeatingPlan, a_section_is_found_by_its_name) {
    SmallHall hall;
    hall.add({0}, "A", "1", {});
    hall.add({1}, "A", "1", {100, 0});
    auto const plan = hall.plan();
    EXPECT_EQ(plan.find_section("S1"), SectionIndex{1});
    EXPECT_EQ(plan.find_section("S2"), std::nullopt);
}

TEST(SeatingPlan, a_date_without_seats_has_a_plan) {
    SmallHall const hall;
    auto const plan = hall.plan();
    FreeSeats free(plan);
    EXPECT_EQ(free.count(), 0U);
    EXPECT_FALSE(free.best({}));
}

TEST(SeatingPlan, the_focal_point_is_the_middle_of_the_stage) {
    EXPECT_EQ(focal_point_of(hall::Stage{hall::StageKind::stage, {-300, -100}, 400, 100}), (hall::MapPoint{-100, -50}));
    EXPECT_EQ(focal_point_of(std::nullopt), (hall::MapPoint{}));
}

TEST(SeatingPlan, places_of_areas_are_neither_chosen_nor_offered) {
    std::vector<PlacedSeat> seats;
    for (int n = 0; n < 2; ++n)
        seats.push_back({.name = {"S", "A", n == 0 ? "1" : "2"}, .point = {n * 100, 500}, .price = Points{1}});
    for (int n = 0; n < 3; ++n) {
        seats.push_back(
            {.name = {"Standing", "", "1"}, .point = {0, 100}, .price = Points{1}, .traits = {SeatTrait::area_place}});
    }
    auto const plan = seating_plan(seats, {});
    EXPECT_EQ(plan.find_section("Standing"), std::nullopt);
    FreeSeats free(plan);
    EXPECT_EQ(free.count(), 2U);
    EXPECT_FALSE(free.is_free(3));
    free.take(3);
    free.give_back(3);
    EXPECT_EQ(free.count(), 2U);
    EXPECT_TRUE(free.best({.count = 2}));
    EXPECT_FALSE(free.best({.count = 3}));
    free.take(0);
    EXPECT_EQ(free.alternatives(std::vector<SeatIndex>{0, 4}, 2), std::vector<SeatIndex>{1});
}

TEST(SeatingPlan, wheelchair_places_and_their_companion_seats_are_left_to_those_who_ask_for_them) {
    std::vector<PlacedSeat> seats;
    for (int n = 0; n < 4; ++n) {
        seats.push_back({.name = {"S", "A", std::string_view("1234").substr(static_cast<std::size_t>(n), 1)},
                         .point = {n * 100, 500},
                         .price = Points{1}});
    }
    seats[0].traits = {SeatTrait::wheelchair};
    seats[1].traits = {SeatTrait::companion};
    seats[2].traits = {SeatTrait::aisle};
    auto const plan = seating_plan(seats, {});
    FreeSeats free(plan);
    EXPECT_THAT(free.best({.count = 2})->seats, ElementsAre(2, 3));
    EXPECT_FALSE(free.best({.count = 3}));
}

TEST(SeatingPlan, a_hall_of_nothing_but_areas_has_one) {
    std::vector<PlacedSeat> const seats(
        3, {.name = {"Standing", "", "1"}, .point = {}, .price = Points{1}, .traits = {SeatTrait::area_place}});
    auto const plan = seating_plan(seats, {});
    FreeSeats free(plan);
    EXPECT_FALSE(free.best({.count = 1}));
    EXPECT_TRUE(free.alternatives(std::vector<SeatIndex>{0}, 1).empty());
}

}  // namespace
}  // namespace onsale::seating
