// Steering: what the operator changes while fans wait.
#include "contract/line_under_test.h"

namespace onsale::contract {
namespace {

using Kind = Standing::Kind;

TEST_P(LineContract, nobody_is_called_while_admission_is_paused_and_joining_goes_on) {
    board.show({.paused = true});
    open(hall(2));
    for (std::uint32_t n = 1; n <= 3; ++n) EXPECT_EQ(join(n).position, n);
    pass(seconds{5}, {1, 2, 3});
    EXPECT_EQ(line->report().counters.called, 0U);
    EXPECT_EQ(line->report().counters.waiting, 3U);
    board.show({});
    tick();
    EXPECT_EQ(ask(1).kind, Kind::called);
    EXPECT_EQ(ask(2).kind, Kind::called);
    EXPECT_EQ(ask(3).kind, Kind::waiting);
}

TEST_P(LineContract, the_report_says_why_nobody_is_called) {
    auto const why = [this] {
        tick();
        return line->report().calls_stopped;
    };
    board.show({.paused = true, .opens_at = opening + seconds{5}});
    open(hall(1));
    EXPECT_EQ(why(), CallsStopped::paused);
    join(1);
    join(2);
    board.show({.opens_at = opening + seconds{5}});
    EXPECT_EQ(why(), CallsStopped::before_opening);
    clock.advance(seconds{5});
    EXPECT_EQ(why(), CallsStopped::full) << "the first is called";
    enter(1);
    EXPECT_EQ(why(), CallsStopped::full);
    leave(1);
    EXPECT_EQ(why(), CallsStopped::no) << "nobody waits any more";
}

TEST_P(LineContract, those_called_or_inside_go_on_while_admission_is_paused) {
    open(hall(2));
    join(1);
    join(2);
    join(3);
    enter(1);
    ASSERT_EQ(ask(2).kind, Kind::called);
    board.show({.paused = true});
    tick();
    EXPECT_EQ(enter(2).kind, Kind::inside);
    EXPECT_EQ(ask(1).kind, Kind::inside);
    line->end_session(fan(1), std::nullopt);
    pass(seconds{2}, {3});
    EXPECT_EQ(ask(3).kind, Kind::waiting);  // the slot is free, and stays so
    EXPECT_EQ(line->report().counters.inside, 1U);
}

TEST_P(LineContract, the_first_are_called_at_the_opening_and_not_before) {
    board.show({.opens_at = opening + seconds{5}});
    open(hall(2));
    join(1);
    EXPECT_EQ(ask(1).wait, seconds{6});  // to the opening, and one who is next
    pass(seconds{4}, {1});
    EXPECT_EQ(ask(1).kind, Kind::waiting);
    clock.set(opening + seconds{5} - milliseconds{1});
    tick();
    EXPECT_EQ(ask(1).kind, Kind::waiting);
    clock.set(opening + seconds{5});
    tick();
    EXPECT_EQ(ask(1).kind, Kind::called);
}

TEST_P(LineContract, a_smaller_capacity_throws_nobody_out_and_a_larger_one_calls_more) {
    open(hall(3));
    for (std::uint32_t n = 1; n <= 6; ++n) join(n);
    for (std::uint32_t n = 1; n <= 3; ++n) ASSERT_EQ(enter(n).kind, Kind::inside);
    board.show({.capacity = 1});
    pass(seconds{2}, {4, 5, 6});
    EXPECT_EQ(line->report().counters.inside, 3U);
    line->end_session(fan(1), std::nullopt);
    line->end_session(fan(2), std::nullopt);
    tick();
    EXPECT_EQ(line->report().counters.called, 0U);  // the one slot is taken still
    line->end_session(fan(3), std::nullopt);
    tick();
    tick();
    EXPECT_EQ(line->report().counters.called, 1U);
    board.show({.capacity = 2});
    tick();
    EXPECT_EQ(line->report().counters.called, 2U);
}

TEST_P(LineContract, the_rate_is_what_is_steered) {
    board.show({.admit_per_second = 2});
    open(hall(100, 50));
    for (std::uint32_t n = 1; n <= 40; ++n) join(n);
    tick();
    auto const at_first = line->report().counters.called;  // what was saved up before the rate was heard of
    clock.advance(seconds{1});
    tick();
    EXPECT_EQ(line->report().counters.called, at_first + 2);
    board.show({});
    clock.advance(seconds{1});
    tick();
    EXPECT_EQ(line->report().counters.called, 40U);
}

TEST_P(LineContract, a_long_pause_makes_no_estimate_longer) {
    open(hall(1, 10));
    // One comes in each second for a while, so that there is a pace.
    for (std::uint32_t n = 1; n <= 5; ++n) {
        join(n);
        pass(seconds{1}, {n});
        ASSERT_EQ(enter(n).kind, Kind::inside);
        line->end_session(fan(n), std::nullopt);
        tick();
    }
    for (std::uint32_t n = 6; n <= 9; ++n) join(n);
    board.show({.paused = true});
    tick();
    auto const before = ask(9).wait;
    EXPECT_GT(before, seconds{0});
    pass(seconds{120}, {6, 7, 8, 9});
    EXPECT_LE(ask(9).wait, before + seconds{1});
    EXPECT_GT(ask(9).wait, seconds{0});
}

TEST_P(LineContract, a_line_that_is_opened_again_is_steered_from_the_first_moment) {
    board.show({.paused = true});
    open(hall(2));
    join(1);
    restart(hall(2));
    ask(1);
    tick();
    EXPECT_EQ(ask(1).kind, Kind::waiting);
    join(2);
    EXPECT_EQ(ask(2).kind, Kind::waiting);
}

}  // namespace
}  // namespace onsale::contract
