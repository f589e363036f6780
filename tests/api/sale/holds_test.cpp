// A hold ends by the clock, at the moment that was promised: no sweeper has to come by first.
#include <chrono>
#include <thread>

#include <gtest/gtest.h>

#include "api/json/iso_time.h"
#include "api/sale/problem_check.h"
#include "api/sale/running_sale.h"

namespace onsale::tests {
namespace {

using api::ProblemType;

class ShortHolds : public testing::Test {
  protected:
    // Reserves, and sleeps until just after the hold's promised end.
    std::string lapsed_hold(Fan const& fan, std::string const& seat) {
        auto const made = json_of(expect_status(reserve(api, fan, seat), 201));
        auto const& hold = made.at("reservations").at(0);
        auto const end = api::parse_iso(text_of(hold, "holdExpiresAt"));
        std::this_thread::sleep_until(*end + milliseconds{1});
        return text_of(hold, "id");
    }

    RunningSale sale{settings_with([](auto& settings) { settings.seat_hold_seconds = seconds{1}; })};
    ApiClient api = sale.client();
    Hall hall = open_hall(api, 2, 1'000);
    Fan first = fan_inside(api);
    Fan second = fan_inside(api);
};

TEST_F(ShortHolds, a_seat_whose_hold_ran_out_is_another_ones_at_once) {
    lapsed_hold(first, hall.seats[0]);
    auto const taken = reserve(api, second, hall.seats[0]);
    EXPECT_EQ(taken.status, 201U);
    EXPECT_EQ(text_of(json_of(taken).at("reservations").at(0), "user"), second.id);
    EXPECT_EQ(violations(sale), "");
}

TEST_F(ShortHolds, a_lapsed_hold_can_neither_be_paid_nor_given_back) {
    charge(api, first, 1'000);
    auto const reservation = lapsed_hold(first, hall.seats[0]);
    EXPECT_TRUE(is_problem(pay(api, first, reservation), ProblemType::hold_expired));
    EXPECT_TRUE(is_problem(api.del("/concert/reservations/" + reservation, first.token), ProblemType::hold_expired));
    EXPECT_EQ(reserve(api, second, hall.seats[0]).status, 201U);
    EXPECT_TRUE(is_problem(pay(api, first, reservation), ProblemType::hold_expired));
    EXPECT_EQ(balance(api, first), 1'000);
    EXPECT_EQ(violations(sale), "");
}

TEST_F(ShortHolds, both_lists_show_the_seat_as_available_again) {
    lapsed_hold(first, hall.seats[0]);
    auto const seats = json_of(api.get("/concert/" + hall.date + "/seats", second.token));
    EXPECT_EQ(text_of(seats.at(0), "status"), "available");
    EXPECT_EQ(number_of(json_of(api.get("/concert/dates", second.token)).at(0), "availableSeats"), 2);
    auto const mine = json_of(api.get("/concert/" + hall.date + "/seats?status=available", first.token));
    EXPECT_TRUE(mine.at(0).at("reservations").as_array().empty());
}

TEST_F(ShortHolds, the_fan_who_lost_it_may_reserve_it_anew) {
    auto const lost = lapsed_hold(first, hall.seats[0]);
    EXPECT_NE(held(api, first, hall.seats[0]), lost);
}

TEST_F(ShortHolds, a_paid_seat_stays_owned_when_its_hold_would_have_ended) {
    charge(api, first, 1'000);
    auto const made = json_of(expect_status(reserve(api, first, hall.seats[0]), 201));
    auto const& hold = made.at("reservations").at(0);
    expect_status(pay(api, first, text_of(hold, "id")), 200);
    std::this_thread::sleep_until(*api::parse_iso(text_of(hold, "holdExpiresAt")) + milliseconds{1});
    EXPECT_TRUE(is_problem(reserve(api, second, hall.seats[0]), ProblemType::seat_taken));
}

}  // namespace
}  // namespace onsale::tests
