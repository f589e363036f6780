// Short overloads against servers in this process. How much they carry is no business of a test.
#include <gtest/gtest.h>

#include "app/serving/rehearsal_process.h"
#include "app/serving/rehearsal_server.h"
#include "drill/drill.h"
#include "drill/overload/overload_verdict.h"
#include "drill/reference_server.h"

namespace onsale::drill {
namespace {

OverloadPlan a_short_one(std::uint16_t port) {
    OverloadPlan plan;
    plan.server.port = port;
    plan.server.connections = 64;
    plan.peak = plan.calm = plan.overload = std::chrono::milliseconds{500};
    plan.recovery = std::chrono::milliseconds{1'500};
    return plan;
}

Finding finding(OverloadPlan const& plan, OverloadOutcome const& outcome, std::string_view name) {
    for (auto const& one : judge(plan, outcome, {}, {}).findings) {
        if (one.name == name) return one;
    }
    ADD_FAILURE() << "no finding " << name;
    return {};
}

TEST(Overload, every_point_that_was_acknowledged_is_there_afterwards) {
    RehearsalServer server(SMALL_CLUB, 60);
    auto const plan = a_short_one(server.port());
    auto const outcome = overload(plan, [](std::string_view) {});
    EXPECT_GT(outcome.peak_rate, 0);
    EXPECT_EQ(outcome.wallets.size(), outcome.users);
    EXPECT_TRUE(finding(plan, outcome, "points_lost").kept());
    EXPECT_GT(finding(plan, outcome, "points_lost").looked_at, 0U);
    auto const sum = sum_of(outcome.overload);
    EXPECT_GT(sum.sent, 0U);
    EXPECT_GE(sum.due, sum.sent + sum.no_way + sum.own_fault);
    EXPECT_TRUE(server.stop_and_audit().clean());
}

TEST(Overload, a_server_that_forgets_charges_is_found) {
    ReferenceServer server(1, 1, {.loses_charges = true});
    auto plan = a_short_one(server.port());
    plan.server.dialect = reference_dialect;
    EXPECT_FALSE(finding(plan, overload(plan, [](std::string_view) {}), "points_lost").kept());
}

TEST(Overload, a_refusal_that_does_not_say_when_to_come_back_is_found) {
    ReferenceServer server(1, 1, {.sheds_dumbly = true});
    auto plan = a_short_one(server.port());
    plan.server.dialect = reference_dialect;
    auto const outcome = overload(plan, [](std::string_view) {});
    EXPECT_GT(finding(plan, outcome, "no_retry_after").violations, 0U);
    EXPECT_TRUE(finding(plan, outcome, "points_lost").kept()) << "what was refused was not charged";
}

TEST(Overload, without_a_server_it_cannot_begin) {
    EXPECT_THROW(overload(a_short_one(1), [](std::string_view) {}), CannotBegin);
}

TEST(RehearsalProcess, a_server_of_its_own_serves_and_is_audited) {
    RehearsalProcess server(SMALL_CLUB, 60, {.cores = 1, .share = 0.5});
    auto plan = a_short_one(server.port());
    plan.server_pid = server.process();
    auto const outcome = overload(plan, [](std::string_view) {});
    EXPECT_TRUE(outcome.memory && outcome.memory->before > 0);
    auto const audit = server.stop_and_audit();
    EXPECT_TRUE(audit.clean());
    EXPECT_FALSE(audit.checked.empty());
}

TEST(RehearsalProcess, a_server_that_cannot_start_says_why) {
    try {
        RehearsalProcess server("no-such-plan.json", 60, {});
        FAIL() << "it started";
    } catch (std::runtime_error const& error) {
        EXPECT_NE(std::string_view(error.what()).find("no-such-plan.json"), std::string_view::npos) << error.what();
    }
}

}  // namespace
}  // namespace onsale::drill
