// Histories with one fault each: the check must find it, and must not cry where there is doubt.
#include "drill/checks.h"

#include <gtest/gtest.h>

namespace onsale::drill {
namespace {

using std::chrono::seconds;

constexpr Moment at(int second) { return seconds{second}; }

Hold hold(SeatNumber seat, FanNumber fan, int sent, int acknowledged, int until) {
    return {seat, fan, "hold of " + std::to_string(fan), at(sent), at(acknowledged), at(until)};
}

PaidSeat paid(SeatNumber seat, FanNumber fan, int acknowledged, std::string const& payment = "p") {
    return {seat, fan, "hold of " + std::to_string(fan), payment, Points{99'000}, at(acknowledged)};
}

TEST(Checks, a_seat_sold_to_two_fans_is_found) {
    auto const finding = check_one_owner({paid(7, 1, 10), paid(8, 3, 11), paid(7, 2, 12)});
    EXPECT_EQ(finding.violations, 1U);
    EXPECT_EQ(finding.looked_at, 2U);
    ASSERT_EQ(finding.told.size(), 1U);
    EXPECT_EQ(finding.told[0], "seat 7: sold to fan 1 and to fan 2");
}

TEST(Checks, a_payment_that_was_acknowledged_twice_to_one_fan_is_one_sale) {
    EXPECT_TRUE(check_one_owner({paid(7, 1, 10), paid(7, 1, 11)}).kept());
}

TEST(Checks, a_seat_held_for_a_second_fan_during_the_first_hold_is_found) {
    EXPECT_EQ(check_one_holder({hold(7, 1, 0, 1, 20), hold(7, 2, 5, 6, 25)}, {}).violations, 1U);
}

TEST(Checks, a_seat_held_again_after_the_hold_has_run_out_is_fine) {
    EXPECT_TRUE(check_one_holder({hold(7, 1, 0, 1, 20), hold(7, 2, 19, 20, 40)}, {}).kept());
}

TEST(Checks, two_holds_whose_requests_overlap_are_never_accused) {
    EXPECT_TRUE(check_one_holder({hold(7, 1, 0, 3, 20), hold(7, 2, 2, 4, 22)}, {}).kept());
}

TEST(Checks, a_seat_held_for_another_fan_after_it_was_paid_is_found) {
    EXPECT_EQ(check_one_holder({hold(7, 1, 0, 1, 20), hold(7, 2, 50, 51, 70)}, {paid(7, 1, 5)}).violations, 1U);
}

TEST(Checks, a_seat_paid_by_one_who_held_it_first_accuses_nobody_who_held_it_before) {
    EXPECT_TRUE(check_one_holder({hold(7, 1, 0, 1, 20), hold(7, 2, 21, 22, 41)}, {paid(7, 2, 30)}).kept());
}

TEST(Checks, two_payments_for_one_reservation_are_found) {
    EXPECT_EQ(check_paid_once({paid(7, 1, 10, "a"), paid(7, 1, 11, "b")}).violations, 1U);
    EXPECT_TRUE(check_paid_once({paid(7, 1, 10, "a"), paid(7, 1, 11, "a")}).kept());
}

TEST(Checks, a_balance_that_is_not_what_was_charged_less_what_was_paid_is_found) {
    Wallet const good{.fan = 1, .charged = {150}, .maybe_charged = {}, .paid = {99}, .maybe_paid = {}, .balance = 51};
    auto lost = good;
    lost.balance = 50;
    auto won = good;
    won.balance = 52;
    EXPECT_TRUE(check_points({good}).kept());
    EXPECT_EQ(check_points({good, lost, won}).violations, 2U);
}

TEST(Checks, points_whose_request_was_never_answered_may_count_or_not) {
    Wallet wallet{.fan = 1, .charged = {}, .maybe_charged = {150}, .paid = {}, .maybe_paid = {}, .balance = 0};
    EXPECT_TRUE(check_points({wallet}).kept());
    wallet.balance = 150;
    EXPECT_TRUE(check_points({wallet}).kept());
    wallet.balance = 151;
    EXPECT_FALSE(check_points({wallet}).kept());
}

TEST(Checks, one_more_inside_than_the_capacity_is_found) {
    std::vector<Stay> const stays = {{1, at(0), at(10)}, {2, at(5), at(15)}, {3, at(9), at(12)}};
    EXPECT_EQ(check_capacity(stays, 2).violations, 1U);
    EXPECT_TRUE(check_capacity(stays, 3).kept());
}

TEST(Checks, a_fan_who_comes_in_when_another_was_last_seen_inside_is_no_crowd) {
    EXPECT_TRUE(check_capacity({{1, at(0), at(10)}, {2, at(10), at(15)}}, 1).kept());
}

TEST(Checks, an_unknown_capacity_accuses_nobody_and_is_not_checked) {
    EXPECT_TRUE(check_capacity({{1, at(0), at(9)}}, 0).kept());
    EXPECT_FALSE(check_capacity({{1, at(0), at(9)}}, 0).checked);
}

TEST(Checks, a_hold_of_unknown_length_is_not_checked_but_an_owner_still_counts) {
    auto const endless = [](FanNumber fan, int second) { return hold(7, fan, second, second + 1, second); };
    auto const unknown = check_one_holder({endless(1, 0), endless(2, 5)}, {});
    EXPECT_FALSE(unknown.checked);
    EXPECT_TRUE(unknown.kept());
    EXPECT_EQ(check_one_holder({endless(1, 0), endless(2, 5)}, {paid(7, 1, 3)}).violations, 1U);
}

TEST(Checks, payments_without_an_id_are_not_checked_but_amounts_are_compared) {
    auto const twice = check_paid_once({paid(7, 1, 10, ""), paid(7, 1, 11, "")});
    EXPECT_FALSE(twice.checked);
    EXPECT_TRUE(twice.kept());
    auto other = paid(7, 1, 11, "");
    other.amount = Points{1};
    EXPECT_FALSE(check_paid_once({paid(7, 1, 10, ""), other}).kept());
}

TEST(Checks, points_without_any_balance_are_not_checked) {
    EXPECT_FALSE(check_points({}, 3).checked);
    EXPECT_TRUE(check_points({}, 0).checked);
}

TEST(Checks, a_bot_that_got_in_uncalled_is_found) { EXPECT_EQ(check_trespassing({4}, 10).violations, 1U); }

TEST(Checks, all_violations_are_counted_and_the_first_few_are_told) {
    std::vector<PaidSeat> payments;
    for (FanNumber fan = 0; fan < 101; ++fan) payments.push_back(paid(7, fan, static_cast<int>(fan)));
    auto const finding = check_one_owner(payments);
    EXPECT_EQ(finding.violations, 100U);
    EXPECT_EQ(finding.told.size(), 10U);
}

}  // namespace
}  // namespace onsale::drill
