// When the line itself could not hear its fans: gaps in which nothing ran, and silences in which nobody got through.
#include <initializer_list>

#include <gtest/gtest.h>

#include "domain/waiting/fans.h"
#include "domain/waiting/waiting_line.h"

namespace onsale {
namespace {

class LineWithAbsences : public testing::Test {
  protected:
    // 1 is inside, in the way of the others.
    void open(std::uint32_t fans) {
        line.emplace(rules, opening);
        for (std::uint32_t n = 1; n <= fans; ++n) line->add({n}, fan(n), opening);
        line->tick(opening);
        line->begin_entry({1}, opening).value();
        line->complete_entry({1});
    }
    // Ticks all the while; each of these polls once a second.
    void pass(seconds time, std::uint32_t first, std::uint32_t last) {
        for (auto const end = now + time; now < end; now += seconds{1}) {
            for (auto n = first; n <= last; ++n) line->seen({n}, now);
            line->tick(now);
        }
    }
    void nobody_polls(seconds time) { pass(time, 1, 0); }
    PlaceState state(std::uint32_t number) const { return line->state({number}); }

    LineRules rules{.capacity = 1,
                    .admit_per_second = 100,
                    .claim_window = seconds{10},
                    .session_term = seconds{6'000},
                    .away_after = seconds{30}};
    std::optional<WaitingLine> line;
    Instant now = opening;
};

TEST_F(LineWithAbsences, after_a_gap_nobody_is_called_ahead_of_one_who_polled_before_it) {
    open(20);
    pass(seconds{5}, 2, 20);
    now += seconds{110};
    line->finish({1});
    line->seen({17}, now);
    line->tick(now);
    EXPECT_EQ(line->counters().called, 0U);
    pass(seconds{3}, 3, 20);
    EXPECT_EQ(line->counters().called, 0U) << "2 has not shown up yet";
    line->seen({2}, now);
    line->tick(now);
    EXPECT_EQ(state(2), PlaceState::called) << "the grace ends early where all are back";
}

TEST_F(LineWithAbsences, a_gap_is_waited_for_no_longer_than_the_grace) {
    open(20);
    pass(seconds{5}, 2, 20);
    now += seconds{110};
    line->finish({1});
    pass(return_grace - seconds{1}, 3, 20);
    EXPECT_EQ(line->counters().called, 0U);
    pass(seconds{2}, 3, 20);
    EXPECT_EQ(state(2), PlaceState::away);
    EXPECT_EQ(state(3), PlaceState::called);
}

TEST_F(LineWithAbsences, those_who_had_gone_before_a_gap_are_not_waited_for) {
    open(20);
    pass(seconds{40}, 3, 20);
    ASSERT_EQ(state(2), PlaceState::away);
    now += seconds{110};
    line->finish({1});
    line->seen({3}, now);
    line->tick(now);
    EXPECT_EQ(state(3), PlaceState::called);
}

TEST_F(LineWithAbsences, a_claim_window_that_closed_in_a_gap_costs_nobody_the_turn) {
    rules.capacity = 2;
    open(20);
    pass(seconds{5}, 3, 20);
    ASSERT_EQ(state(2), PlaceState::called);
    now += seconds{110};
    for (std::uint32_t n = 3; n <= 20; ++n) line->seen({n}, now);
    line->tick(now);
    EXPECT_EQ(state(2), PlaceState::waiting);
    EXPECT_EQ(line->counters().called, 0U);
    line->seen({2}, now);
    line->tick(now);
    EXPECT_EQ(state(2), PlaceState::called);
}

TEST_F(LineWithAbsences, a_gap_within_a_grace_begins_a_new_one_for_the_same_fans) {
    open(20);
    pass(seconds{5}, 2, 20);
    now += seconds{110};
    line->finish({1});
    pass(seconds{2}, 3, 20);
    now += seconds{100};
    pass(return_grace - seconds{1}, 3, 20);
    EXPECT_EQ(line->counters().called, 0U);
    line->seen({2}, now);
    line->tick(now);
    EXPECT_EQ(state(2), PlaceState::called);
}

TEST_F(LineWithAbsences, a_short_hiccup_holds_nobody_up) {
    open(20);
    pass(seconds{5}, 2, 20);
    now += seconds{10};
    line->finish({1});
    line->tick(now);
    EXPECT_EQ(state(2), PlaceState::called);
}

TEST_F(LineWithAbsences, while_nobody_at_all_is_heard_nobody_is_passed_over) {
    open(20);
    pass(seconds{40}, 2, 20);
    nobody_polls(seconds{600});  // the network of the site is cut
    EXPECT_EQ(line->counters().away, 0U);
    line->finish({1});
    line->seen({17}, now);
    pass(seconds{5}, 4, 20);
    EXPECT_EQ(line->counters().called, 0U);
    pass(seconds{1}, 2, 20);
    EXPECT_EQ(state(2), PlaceState::called);
}

TEST_F(LineWithAbsences, when_most_fall_silent_at_once_they_have_twice_the_time) {
    open(20);
    pass(seconds{40}, 2, 20);
    pass(seconds{50}, 15, 20);  // 13 of 19 are cut off
    EXPECT_EQ(line->counters().away, 0U);
    line->finish({1});
    pass(seconds{2}, 15, 20);
    EXPECT_EQ(line->counters().called, 0U);
    line->seen({2}, now);
    line->tick(now);
    EXPECT_EQ(state(2), PlaceState::called);
    pass(seconds{40}, 15, 20);
    EXPECT_EQ(line->counters().called, 1U) << "and then the sale goes on";
    EXPECT_EQ(state(15), PlaceState::called);
}

TEST_F(LineWithAbsences, those_who_leave_one_by_one_are_passed_over_as_ever) {
    open(20);
    for (std::uint32_t first = 2; first <= 10; ++first) pass(seconds{5}, first, 20);
    nobody_polls(seconds{0});
    EXPECT_EQ(state(2), PlaceState::away);
    EXPECT_EQ(state(3), PlaceState::away);
    line->finish({1});
    pass(seconds{1}, 10, 20);
    EXPECT_NE(line->counters().called, 0U);
}

}  // namespace
}  // namespace onsale
