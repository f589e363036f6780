// A whole drill against a whole server: a club of 300 seats, and fans who do everything wrong that fans do.
#include <gtest/gtest.h>

#include "app/serving/rehearsal_server.h"
#include "drill/verdict.h"

namespace onsale::drill {
namespace {

Plan a_rough_crowd(std::uint16_t port) {
    Plan plan;
    plan.port = port;
    plan.fans = 300;
    plan.bots = 5;
    plan.arrive = std::chrono::milliseconds{2'000};
    plan.abandon = 0.1;
    plan.no_show = 0.05;
    plan.double_click = 0.3;
    plan.lose_connection = 0.2;
    plan.think = std::chrono::milliseconds{20};
    plan.connections = 40;  // fewer than fans: they are lent
    plan.capacity = 60;
    plan.curious = 0.5;
    plan.most_takes = 20;
    return plan;
}

TEST(Rehearsal, a_rough_crowd_buys_its_tickets_and_every_promise_is_kept) {
    RehearsalServer server(SMALL_CLUB, 60);
    auto const plan = a_rough_crowd(server.port());
    std::size_t samples = 0;
    auto const outcome = run(plan, [&](Moment, Measures const&) { ++samples; });
    auto const verdict =
        judge(*outcome, {}, {*parse_slo("oversold=0"), *parse_slo("errors=0"), *parse_slo("paid>200")});
    EXPECT_TRUE(verdict.good) << table(*outcome, verdict);
    EXPECT_TRUE(outcome->complete);
    EXPECT_EQ(outcome->seats, 300U);
    EXPECT_EQ(outcome->measures.tally.gone, 305U);
    EXPECT_GT(outcome->measures.tally.seat_taken, 0U) << "nobody collided: the crowd is too polite";
    EXPECT_GT(samples, 1U);
    for (auto const& finding : outcome->findings) EXPECT_GT(finding.looked_at, 0U) << finding.name;

    auto const audit = server.stop_and_audit();
    EXPECT_TRUE(audit.clean());
    EXPECT_FALSE(audit.checked.empty());
}

TEST(Rehearsal, fans_who_click_twice_and_give_their_seat_back_accuse_nobody) {
    RehearsalServer server(SMALL_CLUB, 400);  // room for those who walk away without a word
    auto plan = a_rough_crowd(server.port());
    plan.capacity = 400;
    plan.double_click = 1;
    plan.abandon = 0.9;
    auto const outcome = run(plan, [](Moment, Measures const&) {});
    auto const verdict = judge(*outcome, {}, {});
    EXPECT_TRUE(verdict.good) << table(*outcome, verdict);
    EXPECT_TRUE(server.stop_and_audit().clean());
}

TEST(Rehearsal, a_capacity_that_the_server_does_not_keep_is_found) {
    RehearsalServer server(SMALL_CLUB, 60);
    auto plan = a_rough_crowd(server.port());
    plan.fans = 100;
    plan.capacity = 2;  // what the operator believes
    auto const outcome = run(plan, [](Moment, Measures const&) {});
    EXPECT_FALSE(judge(*outcome, {}, {}).good);
}

TEST(Rehearsal, a_drill_without_a_server_says_so) {
    Plan plan;
    plan.port = 1;  // nobody listens on tcpmux
    EXPECT_THROW(run(plan, [](Moment, Measures const&) {}), CannotBegin);
}

}  // namespace
}  // namespace onsale::drill
