// A hall with one slot: who waits, who comes in, and when.
#include <chrono>
#include <thread>

#include <gtest/gtest.h>

#include "api/sale/problem_check.h"
#include "api/sale/running_sale.h"

namespace onsale::tests {
namespace {

using api::ProblemType;

class OneSlot : public testing::Test {
  protected:
    std::int64_t number(Fan& fan) { return number_of(json_of(expect_status(poll(api, fan), 200)), "waitingNumber"); }
    Fan waiting_fan() {
        auto fan = registered(api);
        if (number(fan) == 0) throw std::runtime_error("the hall has more than one slot");
        return fan;
    }

    RunningSale sale{settings_with([](auto& settings) { settings.max_connections = 1; })};
    ApiClient api = sale.client();
    Hall hall = open_hall(api, 2, 1'000);
    Fan first = fan_inside(api);
};

TEST_F(OneSlot, the_second_fan_waits_as_number_one_with_a_token_of_its_own) {
    auto second = registered(api);
    auto const answer = poll(api, second);
    auto const standing = json_of(expect_status(answer, 200));
    EXPECT_EQ(members(standing), "estimatedWaitSeconds expiresAt pollAfterMs token userId waitingNumber");
    EXPECT_EQ(number_of(standing, "waitingNumber"), 1);
    EXPECT_TRUE(standing.at("expiresAt").is_null());
    auto const after = number_of(standing, "pollAfterMs");
    EXPECT_GT(after, 0);
    EXPECT_EQ(answer.fields.at("retry-after"), std::to_string((after + 999) / 1000));
}

TEST_F(OneSlot, a_token_that_waits_opens_nothing_and_is_told_its_number) {
    auto const second = waiting_fan();
    auto const third = waiting_fan();
    for (auto const* fan : {&second, &third}) {
        for (auto const& answer :
             {api.get("/concert/dates", fan->token), api.get("/concert/" + hall.date + "/seats", fan->token),
              reserve(api, *fan, hall.seats[0]), api.del("/concert/reservations/" + hall.seats[0], fan->token)}) {
            ASSERT_TRUE(is_problem(answer, ProblemType::not_called));
            EXPECT_EQ(number_of(json_of(answer), "waitingNumber"), fan == &second ? 1 : 2);
        }
    }
}

TEST_F(OneSlot, asking_again_never_joins_twice_and_never_loses_the_place) {
    auto second = waiting_fan();
    auto third = waiting_fan();
    auto const ticket = second.token;
    for (int i = 0; i < 20; ++i) {
        EXPECT_EQ(number(second), 1);
        EXPECT_EQ(place_of(second.token), place_of(ticket));
        second.token.clear();  // without the token, too
        EXPECT_EQ(number(second), 1);
        EXPECT_EQ(second.token, ticket);
    }
    EXPECT_EQ(number(third), 2);
    EXPECT_EQ(place_of(third.token), place_of(ticket) + 1);
    auto const measures = api.get("/metrics").body;
    EXPECT_NE(measures.find("onsale_line_waiting{line=\"main\"} 2\n"), std::string::npos) << measures;
    EXPECT_NE(measures.find("onsale_line_events_total{line=\"main\"} 4\n"), std::string::npos)
        << measures;  // 3 joins, 1 entry
}

// Such a poll is answered without being read again, unless every request is told to the log: with both.
class EitherLog : public testing::TestWithParam<spdlog::level::level_enum> {};
INSTANTIATE_TEST_SUITE_P(Each, EitherLog, testing::Values(spdlog::level::info, spdlog::level::debug));

TEST_P(EitherLog, who_polls_the_same_way_again_and_again_sees_the_line_move) {
    RunningSale sale(settings_with([](auto& settings) { settings.max_connections = 1; }), GetParam());
    auto api = sale.client();
    auto const first = fan_inside(api);
    auto second = registered(api);
    auto third = registered(api);
    expect_status(poll(api, second), 200);
    expect_status(poll(api, third), 200);
    auto connection = sale.client();
    auto const ask = [&] { return number_of(json_of(expect_status(poll(connection, third), 200)), "waitingNumber"); };
    for (int i = 0; i < 3; ++i) EXPECT_EQ(ask(), 2);
    expect_status(leave(api, second), 204);
    EXPECT_EQ(ask(), 1);
    expect_status(leave(api, third), 204);
    EXPECT_EQ(ask(), 1);  // a new place, by the old ticket
    EXPECT_EQ(ask(), 1);
    expect_status(leave(api, first), 204);
    come_in(connection, third);
}

TEST_F(OneSlot, the_next_fan_comes_in_when_the_one_inside_has_paid) {
    auto second = waiting_fan();
    charge(api, first, 1'000);
    expect_status(pay(api, first, held(api, first, hall.seats[0])), 200);
    come_in(api, second);
    EXPECT_EQ(api.get("/concert/dates", second.token).status, 200U);
    EXPECT_TRUE(is_problem(api.get("/concert/dates", first.token), ProblemType::not_in_line));
    EXPECT_EQ(number(first), 1);  // a new place, at the back
}

TEST_F(OneSlot, the_next_fan_comes_in_when_the_one_inside_leaves) {
    auto second = waiting_fan();
    EXPECT_EQ(leave(api, first).status, 204U);
    EXPECT_TRUE(is_problem(api.get("/concert/dates", first.token), ProblemType::not_in_line));
    EXPECT_EQ(leave(api, first).status, 204U);
    come_in(api, second);
    EXPECT_EQ(api.get("/concert/dates", second.token).status, 200U);
}

TEST_F(OneSlot, who_leaves_the_line_loses_the_place_and_joins_again_at_the_back) {
    auto second = waiting_fan();
    auto third = waiting_fan();
    auto const left = second.token;
    EXPECT_EQ(leave(api, second).status, 204U);
    EXPECT_TRUE(is_problem(api.get("/concert/dates", left), ProblemType::not_in_line));
    EXPECT_EQ(number(third), 1);
    EXPECT_EQ(number(second), 2);
    EXPECT_GT(place_of(second.token), place_of(third.token));
}

TEST_F(OneSlot, nobody_is_called_before_somebody_who_waits_longer) {
    std::vector<Fan> fans;
    for (int i = 0; i < 5; ++i) fans.push_back(waiting_fan());
    auto* inside = &first;
    for (auto& next : fans) {
        leave(api, *inside);
        come_in(api, next);
        for (auto& fan : fans) {
            if (&fan > &next) {
                EXPECT_EQ(number(fan), &fan - &next);
            }
        }
        inside = &next;
    }
}

TEST_F(OneSlot, a_token_that_has_ended_or_waits_pays_nothing_new) {
    charge(api, first, 1'000);
    auto const reservation = held(api, first, hall.seats[0]);
    leave(api, first);
    EXPECT_TRUE(is_problem(pay(api, first, reservation), ProblemType::not_in_line));
    auto second = fan_inside(api);
    ASSERT_EQ(number(first), 1);
    EXPECT_TRUE(is_problem(pay(api, first, reservation), ProblemType::not_in_line));
    EXPECT_EQ(balance(api, first), 1'000);
    leave(api, second);
    come_in(api, first);
    EXPECT_EQ(pay(api, first, reservation).status, 200U);
}

TEST(ShortSessions, a_session_ends_by_the_clock_and_the_slot_goes_to_the_next) {
    RunningSale sale(settings_with([](auto& settings) {
        settings.max_connections = 1;
        settings.claim_seconds = seconds{1};
        settings.token_seconds = seconds{2};
    }));
    auto api = sale.client();
    auto const first = fan_inside(api);
    auto second = registered(api);
    come_in(api, second);
    auto const over = api.get("/concert/dates", first.token);
    EXPECT_EQ(over.status, 401U);
    EXPECT_EQ(api.get("/concert/dates", second.token).status, 200U);
    EXPECT_EQ(violations(sale), "");
}

TEST(ShortClaims, a_called_fan_who_does_not_come_loses_the_turn_and_keeps_the_place) {
    RunningSale sale(settings_with([](auto& settings) {
        settings.max_connections = 1;
        settings.claim_seconds = seconds{1};
    }));
    auto api = sale.client();
    auto const first = fan_inside(api);
    auto second = registered(api);
    auto third = registered(api);
    poll(api, second);
    poll(api, third);
    auto const place = place_of(second.token);
    leave(api, first);
    come_in(api, third);  // the second was called first, and did not ask
    auto const back = json_of(expect_status(poll(api, second), 200));
    EXPECT_EQ(number_of(back, "waitingNumber"), 1);
    EXPECT_EQ(place_of(second.token), place);
    leave(api, third);
    come_in(api, second);
    EXPECT_EQ(place_of(second.token), place);
}

TEST(AdmissionRate, no_more_fans_come_in_at_once_than_the_rate_allows) {
    RunningSale sale(settings_with([](auto& settings) {
        settings.max_connections = 1'000;
        settings.admit_per_second = 5;
    }));
    auto api = sale.client();
    std::vector<Fan> fans;
    auto const begin = std::chrono::steady_clock::now();
    for (int i = 0; i < 12; ++i) fans.push_back(registered(api));
    for (auto& fan : fans) come_in(api, fan);
    // Five at once, the other seven at five a second.
    EXPECT_GE(std::chrono::steady_clock::now() - begin, std::chrono::milliseconds{1'400});
}

}  // namespace
}  // namespace onsale::tests
