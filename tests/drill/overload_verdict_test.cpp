// Outcomes of overloads, good ones and with one fault each.
#include "drill/overload/overload_verdict.h"

#include <gtest/gtest.h>

namespace onsale::drill {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

Window answered(std::uint64_t good, milliseconds took) {
    Window window;
    window.due = window.sent = window.good = good;
    for (std::uint64_t i = 0; i < good; ++i) window.good_took.add(took);
    return window;
}

Window refusing(std::uint64_t good, std::uint64_t shed, milliseconds refused_after) {
    auto window = answered(good, milliseconds{50});
    window.shed = shed;
    window.due = window.sent = good + shed;
    for (std::uint64_t i = 0; i < shed; ++i) window.shed_took.add(refused_after);
    return window;
}

OverloadPlan const plan{.peak = seconds{1}, .calm = seconds{1}, .overload = seconds{1}, .recovery = seconds{2}};

// 400 a second at the peak, 2,000 offered: 380 are carried.
OverloadOutcome a_good_one() {
    OverloadOutcome outcome;
    outcome.peak_rate = 400;
    outcome.calm = Windows(4, answered(10, milliseconds{2}));
    outcome.overload = Windows(4, refusing(95, 405, milliseconds{3}));
    outcome.recovery = Windows(8, answered(10, milliseconds{2}));
    outcome.memory = Memory{100, 200, 150};
    outcome.wallets = {Wallet{.fan = 0, .charged = Points{7}, .balance = 7}};
    outcome.users = 1;
    return outcome;
}

OverloadLimits const limits{.memory_growth = 100};

Finding finding(OverloadOutcome const& outcome, std::string_view name) {
    for (auto const& one : judge(plan, outcome, limits, {}).findings) {
        if (one.name == name) return one;
    }
    ADD_FAILURE() << "no finding " << name;
    return {};
}

TEST(OverloadVerdict, fewer_answers_quick_refusals_and_a_recovery_are_good) {
    auto const verdict = judge(plan, a_good_one(), limits, {});
    EXPECT_TRUE(verdict.good) << table(plan, a_good_one(), verdict);
    for (auto const& one : verdict.findings) EXPECT_TRUE(one.checked) << one.name << ": " << one.note;
}

TEST(OverloadVerdict, less_than_most_of_the_peak_is_found) {
    auto outcome = a_good_one();
    outcome.overload = Windows(4, refusing(79, 421, milliseconds{3}));
    EXPECT_FALSE(finding(outcome, "goodput").kept());
}

TEST(OverloadVerdict, an_overload_that_was_not_offered_is_not_checked) {
    auto outcome = a_good_one();
    for (auto& window : outcome.overload) window.own_fault = 200;
    EXPECT_FALSE(finding(outcome, "offered").checked);
    EXPECT_FALSE(judge(plan, outcome, limits, {}).good);
}

TEST(OverloadVerdict, what_found_every_connection_waiting_was_offered) {
    auto outcome = a_good_one();
    for (auto& window : outcome.overload) window.no_way = 400;
    EXPECT_TRUE(finding(outcome, "offered").checked);
}

TEST(OverloadVerdict, slow_answers_are_found) {
    auto outcome = a_good_one();
    for (auto& window : outcome.overload) window.good_took.add(seconds{3});
    for (auto& window : outcome.overload) window.good_took.add(seconds{3});
    EXPECT_FALSE(finding(outcome, "answered_slowly").kept());
}

TEST(OverloadVerdict, slow_refusals_are_found) {
    auto outcome = a_good_one();
    outcome.overload = Windows(4, refusing(95, 405, milliseconds{1'200}));
    EXPECT_FALSE(finding(outcome, "refused_slowly").kept());
}

TEST(OverloadVerdict, refusals_without_a_word_and_errors_are_counted) {
    auto outcome = a_good_one();
    outcome.overload[0].shed_dumb = 3;
    outcome.overload[1].other = 2;
    outcome.overload[2].broken = 1;
    EXPECT_EQ(finding(outcome, "no_retry_after").violations, 3U);
    EXPECT_EQ(finding(outcome, "errors").violations, 3U);
}

TEST(OverloadVerdict, memory_above_the_cap_is_found_and_unknown_memory_is_not_checked) {
    auto outcome = a_good_one();
    outcome.memory->most = 201;
    EXPECT_FALSE(finding(outcome, "memory").kept());
    outcome.memory.reset();
    EXPECT_FALSE(finding(outcome, "memory").checked);
}

TEST(OverloadVerdict, points_that_were_acknowledged_and_lost_are_found) {
    auto outcome = a_good_one();
    outcome.wallets[0].balance = 6;
    EXPECT_FALSE(finding(outcome, "points_lost").kept());
}

TEST(OverloadVerdict, recovery_begins_with_the_first_of_four_normal_windows) {
    auto const outcome = a_good_one();
    EXPECT_EQ(recovery_time(outcome.calm, outcome.recovery), Moment{0});
    auto late = outcome.recovery;
    late[0] = refusing(5, 1, milliseconds{1});
    late[1] = answered(10, milliseconds{30});
    EXPECT_EQ(recovery_time(outcome.calm, late), 2 * window_span);
    late[5] = answered(10, milliseconds{30});
    EXPECT_EQ(recovery_time(outcome.calm, late), std::nullopt) << "three normal windows, then one that is not";
}

TEST(OverloadVerdict, a_light_load_that_finds_no_connection_is_not_normal) {
    auto outcome = a_good_one();
    for (auto& window : outcome.recovery) window.no_way = 1;
    EXPECT_FALSE(finding(outcome, "recovery").kept());
}

}  // namespace
}  // namespace onsale::drill
