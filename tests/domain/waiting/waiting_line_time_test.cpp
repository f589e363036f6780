// What time does to the line: calling, claim windows, sessions, going away and coming back, restarting.
#include <gtest/gtest.h>

#include "domain/waiting/fans.h"
#include "domain/waiting/waiting_line.h"

namespace onsale {
namespace {

using Kind = Standing::Kind;

class LineInTime : public testing::Test {
  protected:
    static LineRules rules() {
        return {.capacity = 3,
                .admit_per_second = 100,
                .claim_window = seconds{10},
                .session_term = seconds{300},
                .away_after = seconds{30}};
    }
    void open(LineRules const& with, std::uint32_t fans) {
        line.emplace(with, opening);
        for (std::uint32_t n = 1; n <= fans; ++n) line->add({n}, fan(n), opening);
    }
    void come_in(std::uint32_t number, Instant now) {
        ASSERT_TRUE(line->begin_entry({number}, now));
        line->complete_entry({number});
    }
    PlaceState state(std::uint32_t number) const { return line->state({number}); }
    // The line ticks all the while.
    void pass(Instant from, Instant to) {
        for (auto now = from; now < to; now += milliseconds{500}) line->tick(now);
    }

    std::optional<WaitingLine> line;
};

TEST_F(LineInTime, never_more_are_called_than_there_are_free_slots) {
    open(rules(), 10);
    line->tick(opening);
    line->tick(opening + seconds{1});
    EXPECT_EQ(line->counters().called, 3U);
    come_in(1, opening + seconds{1});
    come_in(2, opening + seconds{1});
    line->tick(opening + seconds{2});
    EXPECT_EQ(line->counters().called, 1U);
    EXPECT_EQ(line->counters().inside, 2U);
    EXPECT_EQ(state(3), PlaceState::called);
    EXPECT_EQ(state(4), PlaceState::waiting);
}

TEST_F(LineInTime, calling_goes_by_number) {
    open(rules(), 5);
    line->tick(opening);
    EXPECT_EQ(state(1), PlaceState::called);
    EXPECT_EQ(state(2), PlaceState::called);
    EXPECT_EQ(state(3), PlaceState::called);
    line->finish({2});
    line->tick(opening);
    EXPECT_EQ(state(4), PlaceState::called);
    EXPECT_EQ(state(5), PlaceState::waiting);
}

TEST_F(LineInTime, calling_is_bounded_by_the_rate) {
    auto slow = rules();
    slow.capacity = 1'000;
    slow.admit_per_second = 20;
    open(slow, 100);
    line->tick(opening);
    EXPECT_EQ(line->counters().called, 20U);  // one second's worth at once
    line->tick(opening + milliseconds{100});
    EXPECT_EQ(line->counters().called, 22U);
    line->tick(opening + milliseconds{1'000});
    EXPECT_EQ(line->counters().called, 40U);
}

TEST_F(LineInTime, a_missed_claim_window_frees_the_slot_and_keeps_the_number) {
    open(rules(), 4);
    line->tick(opening);
    line->tick(opening + milliseconds{9'999});
    EXPECT_EQ(state(1), PlaceState::called);
    line->seen({4}, opening + seconds{10});
    line->tick(opening + seconds{10});
    EXPECT_EQ(state(1), PlaceState::away);
    EXPECT_EQ(state(4), PlaceState::called);
    EXPECT_EQ(line->counters().skipped, 3U);
}

TEST_F(LineInTime, a_claim_window_is_closed_before_a_tick_has_noticed) {
    open(rules(), 1);
    line->tick(opening);
    EXPECT_EQ(line->standing({1}, opening + seconds{10}).kind, Kind::waiting);
    EXPECT_EQ(line->begin_entry({1}, opening + seconds{10}).error().reason, Reason::not_called);
}

TEST_F(LineInTime, a_skipped_fan_who_comes_back_is_first_in_line) {
    open(rules(), 6);
    line->tick(opening);
    come_in(2, opening);
    come_in(3, opening);
    pass(opening, opening + seconds{10});
    for (std::uint32_t n = 4; n <= 6; ++n) line->seen({n}, opening + seconds{10});
    line->tick(opening + seconds{10});  // 1 missed its window, 4 is called
    EXPECT_EQ(state(4), PlaceState::called);
    EXPECT_EQ(line->standing({6}, opening + seconds{11}).position, 3U);

    line->seen({1}, opening + seconds{11});
    EXPECT_EQ(line->standing({1}, opening + seconds{11}).position, 1U);
    EXPECT_EQ(line->standing({6}, opening + seconds{11}).position, 4U);  // the one exception: somebody came back
    line->finish({2});
    line->tick(opening + seconds{11});
    EXPECT_EQ(state(1), PlaceState::called);
    EXPECT_EQ(state(5), PlaceState::waiting);
}

TEST_F(LineInTime, the_late_poll_of_a_called_fan_makes_the_place_wait_again) {
    open(rules(), 1);
    line->tick(opening);
    line->seen({1}, opening + seconds{12});
    EXPECT_EQ(state(1), PlaceState::waiting);
    line->tick(opening + seconds{12});
    EXPECT_EQ(state(1), PlaceState::called);
}

TEST_F(LineInTime, who_stops_polling_is_skipped_and_not_counted) {
    auto one = rules();
    one.capacity = 1;
    open(one, 4);
    line->tick(opening);
    come_in(1, opening);
    auto const later = opening + seconds{40};
    pass(opening, opening + seconds{29});
    line->seen({4}, opening + seconds{29});
    EXPECT_EQ(line->standing({4}, opening + seconds{29}).position, 3U);
    pass(opening + seconds{29}, later);  // 2 and 3 were last seen 40 s ago
    EXPECT_EQ(state(2), PlaceState::away);
    EXPECT_EQ(line->standing({4}, later).position, 1U);
    line->finish({1});
    line->tick(later);
    EXPECT_EQ(state(4), PlaceState::called);
}

TEST_F(LineInTime, nobody_is_away_before_the_time) {
    auto one = rules();
    one.capacity = 1;
    open(one, 2);
    line->tick(opening);
    come_in(1, opening);
    line->tick(opening + seconds{30});
    EXPECT_EQ(state(2), PlaceState::waiting);
}

TEST_F(LineInTime, all_of_a_long_line_is_swept_in_two_rounds) {
    auto one = rules();
    one.capacity = 1;
    open(one, 200'000);
    line->tick(opening);
    come_in(1, opening);
    pass(opening, opening + seconds{28});
    for (std::uint32_t n = 2; n <= 200'000; n += 2) line->seen({n}, opening + seconds{29});
    Instant now = opening + seconds{30};
    for (int tick = 0; tick < 110; ++tick) line->tick(now += milliseconds{100});
    EXPECT_EQ(line->counters().waiting, 100'000U);
    EXPECT_EQ(line->counters().away, 99'999U);
}

TEST_F(LineInTime, a_session_ends_at_its_instant_even_before_a_tick) {
    open(rules(), 1);
    line->tick(opening);
    come_in(1, opening);
    auto const expiry = opening + seconds{300};
    EXPECT_TRUE(line->inside(fan(1), {1}, expiry - milliseconds{1}));
    EXPECT_FALSE(line->inside(fan(1), {1}, expiry));
    EXPECT_EQ(line->standing({1}, expiry).kind, Kind::absent);
    EXPECT_EQ(line->begin_entry({1}, expiry).error().reason, Reason::not_in_line);
}

TEST_F(LineInTime, an_expired_session_is_reported_once_and_its_slot_goes_to_the_next) {
    auto one = rules();
    one.capacity = 1;
    open(one, 2);
    line->tick(opening);
    come_in(1, opening);
    auto const expiry = opening + seconds{300};
    line->seen({2}, expiry);
    EXPECT_EQ(line->tick(expiry), std::vector{PlaceNumber{1}});
    EXPECT_EQ(state(2), PlaceState::called);
    EXPECT_TRUE(line->tick(expiry).empty());
    EXPECT_EQ(line->find(fan(1)), std::nullopt);
}

TEST_F(LineInTime, sessions_count_after_a_restart_even_above_a_smaller_capacity) {
    auto one = rules();
    one.capacity = 1;
    line.emplace(one, opening, PlaceNumber{40}, opening - seconds{60});
    line->restore_inside({40}, fan(40), opening, {opening, opening + seconds{60}});
    line->restore_inside({41}, fan(41), opening, {opening, opening + seconds{90}});
    line->restore_waiting({43}, fan(43), opening);
    EXPECT_TRUE(line->inside(fan(40), {40}, opening));
    line->seen({43}, opening + seconds{60});
    line->tick(opening + seconds{60});
    EXPECT_EQ(state(43), PlaceState::waiting);
    line->seen({43}, opening + seconds{90});
    line->tick(opening + seconds{90});
    EXPECT_EQ(state(43), PlaceState::called);
}

TEST_F(LineInTime, after_a_restart_nobody_is_called_ahead_of_one_who_may_still_poll) {
    line.emplace(rules(), opening, PlaceNumber{10}, opening - seconds{600});
    for (std::uint32_t n = 10; n <= 13; ++n) line->restore_waiting({n}, fan(n), opening);
    line->seen({11}, opening + seconds{1});
    line->tick(opening + seconds{1});
    EXPECT_EQ(state(11), PlaceState::waiting);
    EXPECT_EQ(line->standing({11}, opening + seconds{1}).position, 2U);
    line->seen({10}, opening + seconds{2});
    line->tick(opening + seconds{2});
    EXPECT_EQ(state(10), PlaceState::called);
    EXPECT_EQ(state(11), PlaceState::called);
    EXPECT_EQ(state(12), PlaceState::waiting);
}

TEST_F(LineInTime, after_the_grace_of_a_restart_those_who_have_not_come_back_take_no_slot) {
    line.emplace(rules(), opening, PlaceNumber{10}, opening - seconds{1});
    for (std::uint32_t n = 10; n <= 20; ++n) line->restore_waiting({n}, fan(n), opening);
    pass(opening, opening + return_grace);
    EXPECT_EQ(line->counters().called, 0U);
    line->seen({20}, opening + return_grace);
    line->tick(opening + return_grace);
    EXPECT_EQ(state(20), PlaceState::called);
    EXPECT_EQ(state(10), PlaceState::away);
    EXPECT_EQ(line->counters().called, 1U);
}

TEST_F(LineInTime, those_who_were_away_before_a_restart_are_not_waited_for_and_keep_their_numbers) {
    line.emplace(rules(), opening, PlaceNumber{10}, opening - seconds{60});
    for (std::uint32_t n = 10; n <= 20; ++n) line->restore_away({n}, fan(n), opening, opening - seconds{200});
    line->restore_waiting({21}, fan(21), opening);
    EXPECT_EQ(line->standing({21}, opening).position, 1U);
    line->seen({21}, opening + seconds{1});
    line->tick(opening + seconds{1});
    EXPECT_EQ(state(21), PlaceState::called);
    line->seen({12}, opening + seconds{2});
    EXPECT_EQ(line->standing({12}, opening + seconds{2}).position, 1U);
}

TEST_F(LineInTime, one_who_is_away_for_longer_than_the_term_loses_the_place) {
    auto one = rules();
    one.capacity = 1;
    one.place_term = seconds{120};
    open(one, 3);
    line->tick(opening);
    come_in(1, opening);
    for (auto now = opening; now < opening + seconds{119}; now += seconds{1}) {
        line->seen({3}, now);
        EXPECT_TRUE(line->tick(now).empty());
    }
    EXPECT_EQ(state(2), PlaceState::away);
    std::vector<PlaceNumber> ended;
    for (auto now = opening + seconds{119}; now < opening + seconds{123}; now += seconds{1}) {
        line->seen({3}, now);
        for (auto const place : line->tick(now)) ended.push_back(place);
    }
    EXPECT_EQ(ended, std::vector{PlaceNumber{2}});
    EXPECT_EQ(line->find(fan(2)), std::nullopt);
    EXPECT_EQ(state(3), PlaceState::waiting);
}

TEST_F(LineInTime, a_place_that_was_away_before_a_restart_ends_by_when_it_was_last_known) {
    auto one = rules();
    one.place_term = seconds{600};
    line.emplace(one, opening, PlaceNumber{10}, opening - seconds{60});
    line->restore_away({10}, fan(10), opening - seconds{900}, opening - seconds{598});
    line->restore_away({11}, fan(11), opening - seconds{900}, opening - seconds{300});
    EXPECT_TRUE(line->tick(opening + seconds{1}).empty());
    EXPECT_EQ(line->tick(opening + seconds{3}), std::vector{PlaceNumber{10}});
    EXPECT_EQ(state(11), PlaceState::away);
}

TEST_F(LineInTime, goings_and_comings_are_named_for_the_journal) {
    open(rules(), 4);
    line->tick(opening);
    EXPECT_FALSE(line->any_moved());
    line->seen({4}, opening + seconds{1});
    pass(opening, opening + seconds{11});  // 1, 2 and 3 miss their window
    EXPECT_EQ(line->take_moved(2), (std::vector{PlaceNumber{1}, PlaceNumber{2}}));
    line->seen({3}, opening + seconds{11});
    EXPECT_EQ(line->take_moved(9), std::vector{PlaceNumber{3}});
    line->give_back_moved({{3}});
    EXPECT_EQ(line->take_moved(9), std::vector{PlaceNumber{3}});
    EXPECT_FALSE(line->any_moved());
}

TEST_F(LineInTime, nobody_is_called_while_calls_are_held) {
    open(rules(), 1);
    line->hold_calls(true);
    line->tick(opening);
    EXPECT_EQ(state(1), PlaceState::waiting);
    line->hold_calls(false);
    line->tick(opening);
    EXPECT_EQ(state(1), PlaceState::called);
}

TEST_F(LineInTime, live_sessions_are_listed) {
    open(rules(), 2);
    line->tick(opening);
    come_in(1, opening);
    come_in(2, opening + seconds{5});
    auto const sessions = line->sessions(opening + seconds{301});
    ASSERT_EQ(sessions.size(), 1U);
    EXPECT_EQ(sessions[0].user, fan(2));
    EXPECT_EQ(sessions[0].place, PlaceNumber{2});
    EXPECT_EQ(sessions[0].session.expires_at, opening + seconds{305});
}

}  // namespace
}  // namespace onsale
