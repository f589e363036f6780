#include "domain/waiting/admission.h"

#include <set>

#include <gtest/gtest.h>

#include "domain/waiting/fans.h"

namespace onsale {
namespace {

constexpr LineRules some_rules{.capacity = 100,
                               .admit_per_second = 10,
                               .claim_window = seconds{30},
                               .session_term = seconds{200},
                               .away_after = seconds{30}};

int take_all(AdmissionBudget& budget) {
    int taken = 0;
    while (budget.take()) ++taken;
    return taken;
}

TEST(AdmissionBudget, starts_with_one_seconds_worth_and_fills_by_time) {
    AdmissionBudget budget{10, opening};
    EXPECT_EQ(take_all(budget), 10);
    budget.refill(opening + milliseconds{300});
    EXPECT_EQ(take_all(budget), 3);
}

TEST(AdmissionBudget, never_holds_more_than_one_seconds_worth) {
    AdmissionBudget budget{10, opening};
    budget.refill(opening + seconds{3'600});
    EXPECT_EQ(take_all(budget), 10);
}

TEST(AdmissionBudget, parts_of_an_admission_add_up) {
    AdmissionBudget budget{1, opening};
    EXPECT_EQ(take_all(budget), 1);
    for (int tick = 1; tick <= 9; ++tick) {
        budget.refill(opening + tick * milliseconds{100});
        EXPECT_EQ(take_all(budget), 0);
    }
    budget.refill(opening + seconds{1});
    EXPECT_EQ(take_all(budget), 1);
}

TEST(AdmissionBudget, a_clock_that_steps_back_adds_nothing_and_stops_nothing) {
    AdmissionBudget budget{10, opening};
    take_all(budget);
    budget.refill(opening - seconds{3'600});
    EXPECT_EQ(take_all(budget), 0);
    budget.refill(opening - seconds{3'600} + milliseconds{500});
    EXPECT_EQ(take_all(budget), 5);
}

TEST(AdmissionPace, measures_admissions_per_second_while_somebody_waits) {
    AdmissionPace pace{opening};
    EXPECT_EQ(pace.per_second(), std::nullopt);
    Instant now = opening;
    for (int tick = 0; tick < 100; ++tick) {
        pace.entered();
        pace.entered();
        pace.measure(now += milliseconds{100}, true);
    }
    EXPECT_NEAR(pace.per_second().value(), 20, 0.01);
    pace.measure(now += seconds{600}, false);  // nobody waits: nothing is learned
    EXPECT_NEAR(pace.per_second().value(), 20, 0.01);
    for (int tick = 0; tick < 6'000; ++tick) pace.measure(now += milliseconds{100}, true);
    EXPECT_LT(pace.per_second().value(), 0.01);  // they wait, and nobody comes in
}

TEST(EstimateWait, free_slots_are_filled_at_the_rate_of_the_rules) {
    EXPECT_EQ(estimate_wait(some_rules, 50, 100, AdmissionPace{opening}, opening), seconds{5});
}

TEST(EstimateWait, beyond_the_free_slots_sessions_must_expire_when_nothing_was_measured) {
    // 100 slots of 200 s: one every two seconds.
    EXPECT_EQ(estimate_wait(some_rules, 10, 0, AdmissionPace{opening}, opening), seconds{20});
}

TEST(EstimateWait, follows_the_measured_pace) {
    AdmissionPace pace{opening};
    for (int i = 0; i < 50; ++i) pace.entered();
    pace.measure(opening + seconds{10}, true);
    EXPECT_EQ(estimate_wait(some_rules, 100, 0, pace, opening), seconds{20});
}

TEST(EstimateWait, has_an_end) {
    auto slow = some_rules;
    slow.capacity = 1;
    EXPECT_EQ(estimate_wait(slow, 4'000'000'000, 0, AdmissionPace{opening}, opening), longest_estimate);
}

TEST(PollAfter, is_short_at_the_front_and_bounded_at_the_back) {
    for (std::uint64_t chance = 0; chance < 1'000; ++chance) {
        auto const front = poll_after(some_rules, seconds{0}, chance);
        EXPECT_LE(front, shortest_poll);
        EXPECT_GE(front, shortest_poll * 4 / 5);
        auto const back = poll_after(some_rules, longest_estimate, chance);
        EXPECT_LE(back, longest_poll);
        EXPECT_GE(back, longest_poll * 4 / 5);
    }
}

TEST(PollAfter, spreads_fans_who_came_together) {
    std::set<milliseconds> answers;
    for (std::uint64_t chance = 0; chance < 1'000; ++chance)
        answers.insert(poll_after(some_rules, seconds{60}, chance));
    EXPECT_GT(answers.size(), 300U);
}

TEST(PollAfter, leaves_time_for_a_lost_poll_before_a_fan_is_away_or_misses_a_call) {
    auto strict = some_rules;
    strict.claim_window = seconds{4};
    EXPECT_LE(poll_after(strict, longest_estimate, 0), seconds{2});
    strict.away_after = seconds{1};
    EXPECT_LE(poll_after(strict, longest_estimate, 0), milliseconds{500});
}

}  // namespace
}  // namespace onsale
