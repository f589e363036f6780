// Absences: a line that was not there, or could not hear its fans, passes over nobody for it.
#include "contract/line_under_test.h"

namespace onsale::contract {
namespace {

using Kind = Standing::Kind;

constexpr seconds long_pause{110};  // longer than away_after and than a claim window

constexpr std::uint32_t fans = 8;

TEST_P(LineAbsence, a_pause_lets_nobody_overtake_the_front) {
    open(hall(1));
    for (std::uint32_t n = 1; n <= fans; ++n) join(n);
    enter(1);
    pass(seconds{3}, {2, 3, 4, 5, 6, 7, 8});
    clock.advance(long_pause);
    for (std::uint32_t n = 4; n <= fans; ++n) ask(n);  // those behind come back first
    leave(1);
    pass(seconds{3}, {4, 5, 6, 7, 8});
    EXPECT_EQ(line->report().counters.called, 0U);
    for (std::uint32_t n : {3U, 2U}) ask(n);
    tick();
    EXPECT_EQ(ask(2).kind, Kind::called) << "the grace ends early where those in front are back";
    EXPECT_EQ(ask(3).kind, Kind::waiting);
}

TEST_P(LineAbsence, a_pause_costs_a_called_fan_no_turn) {
    open(hall(2));
    for (std::uint32_t n = 1; n <= fans; ++n) join(n);
    enter(1);
    ASSERT_EQ(ask(2).kind, Kind::called);
    pass(seconds{3}, {2, 3, 4, 5, 6, 7, 8});
    clock.advance(long_pause);
    for (std::uint32_t n = 3; n <= fans; ++n) ask(n);
    tick();
    tick();
    EXPECT_EQ(line->report().counters.called, 0U);
    EXPECT_EQ(ask(2).place, PlaceNumber{2});
    tick();
    EXPECT_EQ(ask(2).kind, Kind::called);
    EXPECT_EQ(ask(3).kind, Kind::waiting);
}

TEST_P(LineAbsence, a_pause_is_waited_for_no_longer_than_the_grace) {
    open(hall(1));
    for (std::uint32_t n = 1; n <= fans; ++n) join(n);
    enter(1);
    pass(seconds{3}, {2, 3, 4, 5, 6, 7, 8});
    clock.advance(long_pause);
    leave(1);
    pass(return_grace - seconds{2}, {3, 4, 5, 6, 7, 8});
    EXPECT_EQ(line->report().counters.called, 0U);
    pass(seconds{4}, {3, 4, 5, 6, 7, 8});
    EXPECT_EQ(ask(3).kind, Kind::called);
    EXPECT_EQ(line->report().counters.away, 1U);
}

TEST_P(LineAbsence, a_place_that_is_away_for_longer_than_the_term_ends) {
    auto options = hall(1);
    options.rules.place_term = seconds{60};
    open(std::move(options));
    for (std::uint32_t n = 1; n <= 4; ++n) join(n);
    enter(1);
    pass(seconds{80}, {3, 4});
    tick();
    EXPECT_EQ(line->report().counters.away, 0U);
    EXPECT_EQ(line->report().counters.waiting, 2U);
    EXPECT_EQ(ask(2).kind, Kind::absent);
    EXPECT_EQ(join(2).place, PlaceNumber{5}) << "at the back again";
}

}  // namespace
}  // namespace onsale::contract
