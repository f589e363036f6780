// Whole drills against a server that speaks the reference's dialect, honest and not.
#include <gtest/gtest.h>

#include "drill/reference_server.h"
#include "drill/verdict.h"

namespace onsale::drill {
namespace {

Plan a_crowd(std::uint16_t port) {
    Plan plan;
    plan.port = port;
    plan.dialect = reference_dialect;
    plan.fans = 80;
    plan.bots = 3;
    plan.arrive = std::chrono::milliseconds{500};
    plan.abandon = 0.1;
    plan.no_show = 0.05;
    plan.double_click = 0.3;
    plan.lose_connection = 0.2;
    plan.think = std::chrono::milliseconds{10};
    plan.connections = 20;
    plan.capacity = 30;
    plan.longest = std::chrono::seconds{60};
    return plan;
}

Finding finding(Outcome const& outcome, std::string_view name) {
    for (auto const& one : outcome.findings) {
        if (one.name == name) return one;
    }
    ADD_FAILURE() << "no finding " << name;
    return {};
}

TEST(ReferenceDialect, a_crowd_buys_its_tickets_from_an_honest_server) {
    ReferenceServer server(60, 30);
    auto const outcome = run(a_crowd(server.port()), [](Moment, Measures const&) {});
    auto const verdict = judge(*outcome, {}, {*parse_slo("oversold=0"), *parse_slo("paid>20")});
    EXPECT_TRUE(verdict.good) << table(*outcome, verdict);
    EXPECT_EQ(outcome->seats, 60U);
    EXPECT_EQ(outcome->measures.tally.gone, 83U);
    for (auto const* name : {"oversold", "points_lost", "overtaken", "overfull", "trespassed"}) {
        EXPECT_TRUE(finding(*outcome, name).checked) << name;
        EXPECT_GT(finding(*outcome, name).looked_at, 0U) << name;
    }
}

TEST(ReferenceDialect, what_the_answers_do_not_tell_is_said_to_be_unchecked) {
    ReferenceServer server(60, 30);
    auto const outcome = run(a_crowd(server.port()), [](Moment, Measures const&) {});
    EXPECT_FALSE(finding(*outcome, "double_held").checked);
    EXPECT_FALSE(finding(*outcome, "charged_twice").checked);
    EXPECT_FALSE(judge(*outcome, {}, {*parse_slo("charged_twice=0")}).good) << "a limit on what was not checked";
    auto const verdict = judge(*outcome, {}, {});
    EXPECT_NE(table(*outcome, verdict).find("not checked"), std::string::npos);
}

TEST(ReferenceDialect, a_seat_that_is_sold_twice_is_found) {
    ReferenceServer server(60, 83, {.sells_twice = true});
    auto plan = a_crowd(server.port());
    plan.capacity = 0;
    auto const outcome = run(plan, [](Moment, Measures const&) {});
    EXPECT_FALSE(judge(*outcome, {}, {}).good);
    EXPECT_GT(finding(*outcome, "oversold").violations, 0U);
}

TEST(ReferenceDialect, a_fan_who_pays_twice_is_found_in_the_points) {
    ReferenceServer server(60, 30, {.charges_twice = true});
    auto const outcome = run(a_crowd(server.port()), [](Moment, Measures const&) {});
    EXPECT_GT(finding(*outcome, "points_lost").violations, 0U);
}

TEST(ReferenceDialect, a_server_that_lets_all_in_is_found) {
    ReferenceServer server(60, 30, {.lets_all_in = true});
    auto plan = a_crowd(server.port());
    plan.bots = 40;
    auto const outcome = run(plan, [](Moment, Measures const&) {});
    EXPECT_GT(finding(*outcome, "trespassed").violations, 0U);
}

}  // namespace
}  // namespace onsale::drill
