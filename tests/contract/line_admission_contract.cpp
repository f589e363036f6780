// Admission: who is called when, and what time does to those who do not come.
#include <algorithm>

#include "contract/line_under_test.h"

namespace onsale::contract {
namespace {

using Kind = Standing::Kind;

TEST_P(LineContract, never_more_are_called_and_inside_than_the_capacity) {
    open(hall(3));
    for (std::uint32_t n = 1; n <= 10; ++n) join(n);
    for (int round = 0; round < 5; ++round) {
        tick();
        auto const counters = line->report().counters;
        EXPECT_EQ(counters.called + counters.inside, 3U);
        EXPECT_EQ(counters.waiting, 7U);
        if (round < 3) enter(static_cast<std::uint32_t>(round) + 1);
    }
    EXPECT_EQ(line->report().counters.inside, 3U);
}

TEST_P(LineContract, calling_goes_by_number) {
    open(hall(1));
    for (std::uint32_t n = 1; n <= 8; ++n) join(n);
    for (std::uint32_t n = 1; n <= 8; ++n) {
        ASSERT_EQ(ask(n).kind, Kind::called) << n;
        for (auto behind = n + 1; behind <= 8; ++behind) ASSERT_EQ(ask(behind).position, behind - n + 1);
        enter(n);
        line->end_session(fan(n), std::nullopt);
        tick();
    }
}

TEST_P(LineContract, no_more_are_called_in_a_second_than_the_rate_allows) {
    open(hall(100, 10));
    for (std::uint32_t n = 1; n <= 40; ++n) join(n);
    tick();
    EXPECT_EQ(line->report().counters.called, 10U);
    clock.advance(milliseconds{500});
    tick();
    EXPECT_EQ(line->report().counters.called, 15U);
    clock.advance(milliseconds{500});
    tick();
    EXPECT_EQ(line->report().counters.called, 20U);
}

TEST_P(LineContract, a_window_that_closes_gives_the_slot_to_the_next) {
    open(hall(1));
    for (std::uint32_t n = 1; n <= 3; ++n) join(n);
    auto const until = ask(1).until;
    EXPECT_EQ(until, opening + seconds{10});
    clock.set(until - milliseconds{1});
    EXPECT_EQ(ask(1).kind, Kind::called);
    clock.set(until);
    EXPECT_EQ(ask(1).kind, Kind::waiting);  // before any tick
    tick();
    EXPECT_EQ(line->report().counters.called, 1U);
}

TEST_P(LineContract, one_who_missed_the_call_is_called_before_those_behind_when_coming_back) {
    open(hall(1));
    for (std::uint32_t n = 1; n <= 3; ++n) join(n);
    pass(seconds{10}, {2, 3});
    EXPECT_EQ(ask(2).kind, Kind::called);
    EXPECT_EQ(line->report().counters.away, 1U);
    EXPECT_EQ(ask(1).place, PlaceNumber{1});  // back
    tick();
    EXPECT_EQ(line->report().counters.away, 0U);
    EXPECT_EQ(ask(3).position, 3U);
    enter(2);
    line->end_session(fan(2), std::nullopt);
    tick();
    EXPECT_EQ(ask(1).kind, Kind::called);
    EXPECT_EQ(ask(3).kind, Kind::waiting);
}

TEST_P(LineContract, one_who_stopped_polling_is_skipped_and_keeps_the_number) {
    open(hall(1));
    for (std::uint32_t n = 1; n <= 4; ++n) join(n);
    enter(1);
    pass(seconds{33}, {3, 4});
    EXPECT_EQ(line->report().counters.away, 1U);
    EXPECT_EQ(ask(3).position, 1U);
    EXPECT_EQ(ask(4).position, 2U);
    EXPECT_EQ(ask(2).kind, Kind::waiting);  // back again
    tick();
    EXPECT_EQ(ask(2).position, 1U);
    EXPECT_EQ(ask(4).position, 3U);
    leave(1);
    EXPECT_EQ(ask(2).kind, Kind::called);
}

// As the API asks for one who shows no token: the line joins whom it does not find.
TEST_P(LineContract, one_who_polls_without_a_ticket_is_there_and_is_called) {
    open(hall(1));
    for (std::uint32_t n = 1; n <= 3; ++n) join(n);
    enter(1);
    auto const poll = [this] {
        auto const standing = line->ask(fan(2), {}, clock.now());
        return standing.kind == Kind::absent ? join(2) : standing;
    };
    for (int second = 0; second < 65; ++second) {
        pass(seconds{1}, {3});
        EXPECT_EQ(poll().position, 1U);
    }
    pass(seconds{33}, {3});  // and now not at all
    EXPECT_EQ(line->report().counters.away, 1U);
    EXPECT_EQ(poll().position, 1U);
    tick();
    EXPECT_EQ(line->report().counters.away, 0U);
    leave(1);
    EXPECT_EQ(poll().kind, Kind::called);
    clock.advance(seconds{10});  // misses the window
    EXPECT_EQ(poll().place, PlaceNumber{2});
    tick();
    EXPECT_EQ(poll().kind, Kind::called);
}

TEST_P(LineContract, joining_again_is_a_sign_of_life) {
    open(hall(1));
    for (std::uint32_t n = 1; n <= 4; ++n) join(n);
    enter(1);
    for (int second = 0; second < 35; ++second) {
        pass(seconds{1}, {4});
        if (second % 10 != 0) continue;
        EXPECT_EQ(join(2).place, PlaceNumber{2});
    }
    EXPECT_EQ(line->report().counters.away, 1U) << "3 alone";
    EXPECT_EQ(join(3).place, PlaceNumber{3});
    tick();
    EXPECT_EQ(line->report().counters.away, 0U);
}

TEST_P(LineContract, nobody_who_polls_is_overtaken) {
    open(hall(2));
    for (std::uint32_t n = 1; n <= 12; ++n) join(n);
    std::vector<std::uint32_t> came_in;
    // Fans 3, 6, 9 and 12 do not poll; the others do and come in when called.
    for (int second = 0; second < 90; ++second) {
        pass(seconds{1});
        for (std::uint32_t n = 1; n <= 12; ++n) {
            if (n % 3 == 0 || std::ranges::find(came_in, n) != came_in.end()) continue;
            if (ask(n).kind != Kind::called) continue;
            enter(n);
            came_in.push_back(n);
            line->end_session(fan(n), std::nullopt);
        }
    }
    EXPECT_TRUE(std::ranges::is_sorted(came_in));
    EXPECT_EQ(came_in.size(), 8U);
}

TEST_P(LineContract, a_session_that_expires_frees_its_slot) {
    open(hall(1));
    join(1);
    enter(1);
    join(2);
    clock.advance(seconds{300});
    ask(2);
    tick();
    EXPECT_EQ(line->report().counters.inside, 0U);
    EXPECT_EQ(ask(2).kind, Kind::called);
    EXPECT_TRUE(line->sessions(clock.now()).empty());
}

TEST_P(LineContract, who_waits_is_told_when_to_ask_again_and_how_long_it_may_take) {
    open(hall(1));
    for (std::uint32_t n = 1; n <= 5; ++n) join(n);
    auto const standing = ask(5);
    EXPECT_GT(standing.wait, seconds{0});
    EXPECT_LE(standing.wait, longest_estimate);
    EXPECT_GT(standing.poll_after, milliseconds{0});
    EXPECT_LE(standing.poll_after, longest_poll);
}

TEST_P(LineContract, the_profile_tells_every_position) {
    open(hall(2));
    for (std::uint32_t n = 1; n <= 10; ++n) join(n);
    leave(4);
    enter(1);
    tick();
    auto const profile = line->profile();
    ASSERT_FALSE(profile.knots.empty());
    EXPECT_EQ(profile.knots.back().place, PlaceNumber{11});
    for (auto const& knot : profile.knots) {
        for (auto const& [n, place] : tickets) {
            if (place != knot.place || n == 4) continue;
            EXPECT_EQ(ask(n).position, knot.ahead + 1);
        }
    }
}

TEST_P(LineContract, counters_count) {
    open(hall(1));
    for (std::uint32_t n = 1; n <= 3; ++n) join(n);
    enter(1);
    auto const counters = line->report().counters;
    EXPECT_EQ(counters.inside, 1U);
    EXPECT_EQ(counters.waiting, 2U);
    EXPECT_EQ(counters.entered, 1U);
    EXPECT_EQ(counters.last_given, PlaceNumber{3});
    EXPECT_TRUE(line->report().connected);
}

}  // namespace
}  // namespace onsale::contract
