// Histories with one lie of the server each: the check must find it, and must not cry where there is doubt.
#include "drill/party_checks.h"

#include <gtest/gtest.h>

namespace onsale::drill {
namespace {

using std::chrono::seconds;

constexpr Moment second(int many) { return seconds{many}; }

Hold held_by(FanNumber fan, SeatNumber seat, int acknowledged, int until) {
    return {.seat = seat,
            .fan = fan,
            .reservation = "r",
            .sent = second(acknowledged - 1),
            .acknowledged = second(acknowledged),
            .surely_until = second(until)};
}

PaidSeat paid_by(FanNumber fan, SeatNumber seat, int acknowledged) {
    return {seat, fan, "r", "p", Points{99'000}, second(acknowledged)};
}

// Three rows of five seats, a seat's width apart; in the middle row a seat is missing after the second one.
Hall a_hall() {
    Hall hall;
    std::vector<MapPoint> points;
    for (int row = 0; row < 3; ++row) {
        for (int i = 0; i < 5; ++i) {
            hall.add(std::to_string(10 * row + i), "Stalls", std::string(1, static_cast<char>('A' + row)), Points{10});
            points.push_back({100 * (i + (row == 1 && i > 1 ? 1 : 0)), 100 * row});
        }
    }
    hall.place(points);
    return hall;
}

TEST(PerPerson, a_fan_who_holds_more_than_one_person_may_have_is_found) {
    std::vector<Hold> const holds = {held_by(1, 7, 1, 20), held_by(1, 8, 2, 20), held_by(1, 9, 3, 20)};
    auto const finding = check_per_person(holds, {}, 2);
    EXPECT_EQ(finding.violations, 1U);
    ASSERT_EQ(finding.told.size(), 1U);
    EXPECT_EQ(finding.told[0], "fan 1 surely has 3 seats at 3.000 s; one person may have 2");
    EXPECT_TRUE(check_per_person(holds, {}, 3).kept());
}

TEST(PerPerson, seats_that_are_paid_count_with_those_that_are_held) {
    std::vector<Hold> const holds = {held_by(1, 7, 1, 20), held_by(1, 8, 50, 70)};
    EXPECT_EQ(check_per_person(holds, {paid_by(1, 7, 10), paid_by(1, 9, 60)}, 2).violations, 1U);
}

TEST(PerPerson, a_seat_that_is_held_and_then_paid_is_one_seat) {
    EXPECT_TRUE(
        check_per_person({held_by(1, 7, 1, 20), held_by(1, 8, 1, 20)}, {paid_by(1, 7, 5), paid_by(1, 8, 5)}, 2).kept());
}

TEST(PerPerson, seats_held_one_after_the_other_are_never_counted_together) {
    EXPECT_TRUE(check_per_person({held_by(1, 7, 1, 20), held_by(1, 8, 20, 40), held_by(2, 9, 1, 20)}, {}, 1).kept());
}

TEST(PerPerson, an_unknown_limit_accuses_nobody_and_is_not_checked) {
    auto const finding = check_per_person({held_by(1, 7, 1, 20), held_by(1, 8, 1, 20)}, {}, 0);
    EXPECT_TRUE(finding.kept());
    EXPECT_FALSE(finding.checked);
}

TEST(Takes, a_fan_who_takes_more_often_than_one_may_is_found_though_all_was_given_back) {
    std::vector<Hold> const holds = {held_by(1, 7, 1, 2), held_by(2, 5, 1, 2), held_by(1, 7, 4, 5),
                                     held_by(1, 7, 8, 9)};
    auto const finding = check_takes(holds, 2);
    EXPECT_EQ(finding.violations, 1U);
    EXPECT_EQ(finding.told[0], "fan 1 took 3 seats in one session; one may take 2");
    EXPECT_TRUE(check_takes(holds, 3).kept());
    EXPECT_FALSE(check_takes(holds, 0).checked);
}

TEST(Whole, a_party_that_got_fewer_seats_than_it_asked_for_is_found) {
    EXPECT_EQ(check_whole({{.fan = 1, .asked = 3, .got = {4, 5}}}).violations, 1U);
    EXPECT_TRUE(check_whole({{.fan = 1, .asked = 3, .got = {4, 5, 6}}}).kept());
}

TEST(Whole, a_party_that_got_other_seats_than_it_named_is_found) {
    EXPECT_EQ(check_whole({{.fan = 1, .asked = 2, .named = {4, 5}, .got = {4, 6}}}).violations, 1U);
}

TEST(Whole, a_party_that_was_refused_and_has_a_seat_is_found) {
    EXPECT_EQ(check_whole({{.fan = 1, .refused = true, .asked = 2, .got = {4}}}).violations, 1U);
    EXPECT_TRUE(check_whole({{.fan = 1, .refused = true, .asked = 2}}).kept());
}

TEST(Whole, seats_of_a_request_that_was_never_answered_accuse_nobody) {
    EXPECT_TRUE(check_whole({{.fan = 1, .asked = 2, .named = {4, 5}, .got = {4, 5, 6}, .sure = false}}).kept());
    EXPECT_FALSE(check_whole({{.fan = 1, .asked = 2, .named = {4, 5}, .got = {4, 6}, .sure = false}}).kept());
}

TEST(SideBySide, seats_with_a_gap_or_in_two_rows_are_found) {
    auto const hall = a_hall();
    auto const seats = [&](std::vector<SeatNumber> numbers) {
        return check_side_by_side({{.fan = 1, .side_by_side = std::move(numbers)}}, hall).violations;
    };
    EXPECT_EQ(seats({0, 1, 2}), 0U);
    EXPECT_EQ(seats({0, 2}), 1U) << "one seat in between";
    EXPECT_EQ(seats({6, 7}), 1U) << "a gap as wide as a seat";
    EXPECT_EQ(seats({7, 8, 9}), 0U);
    EXPECT_EQ(seats({0, 5}), 1U) << "one behind the other";
    EXPECT_EQ(seats({4, 5}), 1U) << "the end of a row and the beginning of the next";
    EXPECT_EQ(seats({3}), 0U);
}

TEST(SideBySide, a_hall_without_a_map_accuses_nobody) {
    Hall hall;
    for (int i = 0; i < 5; ++i) hall.add(std::to_string(i), "", "", Points{10});
    EXPECT_TRUE(check_side_by_side({{.fan = 1, .side_by_side = {0, 4}}}, hall).kept());
}

TEST(PaidWhole, a_payment_that_leaves_a_seat_out_is_found) {
    EXPECT_EQ(check_paid_whole({{1, {4, 5}, {4}, Points{10}, Points{10}}}).violations, 1U);
}

TEST(PaidWhole, a_payment_that_takes_another_sum_is_found) {
    EXPECT_EQ(check_paid_whole({{1, {4, 5}, {4, 5}, Points{20}, Points{10}}}).violations, 1U);
    EXPECT_TRUE(check_paid_whole({{1, {4, 5}, {4, 5}, Points{20}, Points{20}}}).kept());
}

TEST(PaidWhole, a_seat_more_than_the_fan_knows_of_is_found_unless_a_request_was_never_answered) {
    EXPECT_EQ(check_paid_whole({{1, {4}, {4, 5}, Points{20}, Points{20}}}).violations, 1U);
    EXPECT_TRUE(check_paid_whole({{1, {4}, {4, 5}, Points{20}, Points{20}, false}}).kept());
}

TEST(Receipts, a_paid_seat_without_a_ticket_and_a_second_entry_in_the_ledger_are_found) {
    Receipt const good{1, 2, 2, Points{20}, 1, Points{20}};
    auto no_ticket = good;
    no_ticket.tickets = 1;
    auto twice = good;
    twice.entries = 2;
    twice.taken = Points{40};
    EXPECT_TRUE(check_receipts({good}).kept());
    EXPECT_EQ(check_receipts({good, no_ticket, twice}).violations, 2U);
}

}  // namespace
}  // namespace onsale::drill
