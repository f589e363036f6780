// A server that is stopped and started again on the same data knows everything that it has ever answered.
#include <gtest/gtest.h>

#include "api/sale/problem_check.h"
#include "api/sale/running_sale.h"

namespace onsale::tests {
namespace {

using api::ProblemType;

class Restart : public testing::Test {
  protected:
    void restart() {
        sale.stop();
        EXPECT_EQ(violations(sale), "");
        sale.start();
        api = sale.client();
    }
    std::int64_t number(Fan& fan) { return number_of(json_of(expect_status(poll(api, fan), 200)), "waitingNumber"); }

    RunningSale sale{settings_with([](auto& settings) { settings.max_connections = 2; })};
    ApiClient api = sale.client();
    Hall hall = open_hall(api, 3, 1'000);
};

TEST_F(Restart, users_points_seats_reservations_and_payments_are_there) {
    auto const fan = fan_inside(api);
    auto const other = fan_inside(api);
    charge(api, fan, 2'500);
    auto const paid_reservation = held(api, fan, hall.seats[0]);
    auto const reserved = json_of(reserve(api, other, hall.seats[1]));
    auto const paid = json_of(expect_status(pay(api, fan, paid_reservation), 200));
    auto const history = api.get("/user/" + fan.id + "/point/history").body;
    auto const dates = api.get("/concert/dates", other.token).body;
    auto const seats = api.get("/concert/" + hall.date + "/seats", other.token);

    restart();
    EXPECT_EQ(balance(api, fan), 1'500);
    EXPECT_EQ(api.get("/user/" + fan.id + "/point/history").body, history);
    EXPECT_EQ(api.get("/concert/dates", other.token).body, dates);
    auto const again = api.get("/concert/" + hall.date + "/seats", other.token);
    EXPECT_EQ(json_of(again), json_of(seats));
    EXPECT_NE(again.fields.at("etag"), seats.fields.at("etag"));  // versions count from the start
    EXPECT_EQ(json_of(pay(api, fan, paid_reservation)), paid);
    EXPECT_EQ(json_of(reserve(api, other, hall.seats[1])), reserved);
    EXPECT_EQ(balance(api, fan), 1'500);
}

TEST_F(Restart, a_session_goes_on_and_a_paid_one_has_ended) {
    auto const buyer = fan_inside(api);
    auto const looker = fan_inside(api);
    charge(api, buyer, 1'000);
    expect_status(pay(api, buyer, held(api, buyer, hall.seats[0])), 200);
    restart();
    EXPECT_EQ(api.get("/concert/dates", looker.token).status, 200U);
    EXPECT_TRUE(is_problem(api.get("/concert/dates", buyer.token), ProblemType::not_in_line));
}

TEST_F(Restart, places_are_kept_in_their_order_and_nobody_behind_comes_in_first) {
    auto const inside = fan_inside(api);
    auto const leaver = fan_inside(api);
    auto third = registered(api);
    auto fourth = registered(api);
    EXPECT_EQ(number(third), 1);
    EXPECT_EQ(number(fourth), 2);
    auto const third_ticket = third.token;
    auto const fourth_ticket = fourth.token;
    restart();
    EXPECT_EQ(number(fourth), 2);
    EXPECT_EQ(number(third), 1);
    EXPECT_EQ(third.token, third_ticket);
    EXPECT_EQ(fourth.token, fourth_ticket);
    leave(api, leaver);
    come_in(api, third);
    EXPECT_EQ(number(fourth), 1);
    auto newcomer = registered(api);
    EXPECT_EQ(number(newcomer), 2);
    EXPECT_GT(place_of(newcomer.token), place_of(fourth.token));
    EXPECT_EQ(api.get("/concert/dates", inside.token).status, 200U);
}

TEST_F(Restart, one_who_left_has_left) {
    auto fan = fan_inside(api);
    auto const place = place_of(fan.token);
    auto const token = fan.token;
    leave(api, fan);
    restart();
    EXPECT_TRUE(is_problem(api.get("/concert/dates", token), ProblemType::not_in_line));
    come_in(api, fan);
    EXPECT_GT(place_of(fan.token), place);
}

TEST(RestartClosed, access_tokens_and_line_tokens_outlive_the_process) {
    RunningSale sale(closed_phase());
    auto api = sale.client();
    auto const fan = fan_inside(api);
    sale.stop();
    sale.start();
    api = sale.client();
    EXPECT_EQ(balance(api, fan), 0);
    EXPECT_EQ(api.get("/concert/dates", fan.token).status, 200U);
}

}  // namespace
}  // namespace onsale::tests
