// The line over a restart: what the journal has is what the line is.
#include <initializer_list>

#include <gtest/gtest.h>

#include "application/line/line_doubles.h"

namespace onsale {
namespace {

using Kind = Standing::Kind;

class LineRestart : public testing::Test {
  protected:
    LineRestart() { restart(); }

    void restart(LineOptions options = by_hand(1)) {
        line.reset();
        line = std::make_unique<EmbeddedLine>(journal, clock, std::move(options));
    }
    Standing join(std::uint32_t n) { return settle<JoinLine>(*line, fan(n))->outcome.value(); }
    Standing enter(std::uint32_t n) { return settle<EnterLine>(*line, fan(n))->outcome.value(); }
    Standing ask(std::uint32_t n) { return line->ask(fan(n), {}, clock.now()); }
    // Ticks all the while; these poll once a second.
    void pass(seconds time, std::initializer_list<std::uint32_t> polling) {
        for (auto const end = clock.now() + time; clock.now() < end;) {
            clock.advance(seconds{1});
            for (auto const n : polling) ask(n);
            line->tick();
        }
    }

    JournalInMemory journal;
    SettableClock clock;
    std::unique_ptr<EmbeddedLine> line;
};

TEST_F(LineRestart, keeps_numbers_and_order) {
    for (std::uint32_t n = 1; n <= 5; ++n) join(n);
    settle<LeaveLine>(*line, fan(3));
    restart();
    for (std::uint32_t n : {1U, 2U, 4U, 5U}) EXPECT_EQ(ask(n).place, PlaceNumber{n});
    EXPECT_EQ(ask(3).kind, Kind::absent);
    EXPECT_EQ(ask(5).position, 4U);
    EXPECT_EQ(join(6).place, PlaceNumber{6});
}

TEST_F(LineRestart, keeps_sessions_and_their_slots) {
    join(1);
    auto const until = enter(1).until;
    join(2);
    restart();
    EXPECT_TRUE(has_session(*line, fan(1), {1}, clock.now()));
    EXPECT_EQ(ask(1).until, until);
    EXPECT_EQ(ask(2).kind, Kind::waiting);
    line->tick();
    EXPECT_EQ(ask(2).kind, Kind::waiting);
    line->end_session(fan(1), std::nullopt);
    line->tick();
    EXPECT_EQ(ask(2).kind, Kind::called);
}

TEST_F(LineRestart, a_called_fan_is_called_again_first) {
    join(1);
    join(2);
    ASSERT_EQ(ask(1).kind, Kind::called);
    restart();
    ask(2);
    ask(1);
    line->tick();
    EXPECT_EQ(ask(1).kind, Kind::called);
    EXPECT_EQ(ask(2).kind, Kind::waiting);
}

TEST_F(LineRestart, the_report_says_that_those_in_front_are_waited_for) {
    join(1);
    join(2);
    clock.advance(seconds{5});
    restart();
    ask(2);
    line->tick();
    EXPECT_EQ(line->report().calls_stopped, CallsStopped::returning);
    ask(1);
    line->tick();
    EXPECT_EQ(line->report().calls_stopped, CallsStopped::full) << "the first is called";
}

TEST_F(LineRestart, a_session_that_expired_meanwhile_has_ended_and_is_written_as_ended) {
    join(1);
    enter(1);
    clock.advance(seconds{400});
    restart();
    EXPECT_EQ(ask(1).kind, Kind::absent);
    EXPECT_TRUE(line->sessions(clock.now()).empty());
    line->close();
    EXPECT_EQ(journal.rows.at(1).end, PlaceEnd::expired);
}

TEST_F(LineRestart, a_payment_whose_end_was_not_journalled_is_ended_by_the_opener) {
    join(1);
    enter(1);
    restart();
    auto const sessions = line->sessions(clock.now());
    ASSERT_EQ(sessions.size(), 1U);
    EXPECT_EQ(sessions[0].user, fan(1));
    EXPECT_EQ(sessions[0].session.entered_at, opening);
    EXPECT_TRUE(line->end_session(sessions[0].user, sessions[0].id()));
    EXPECT_FALSE(has_session(*line, fan(1), {1}, clock.now()));
}

TEST_F(LineRestart, one_who_was_away_is_not_waited_for_and_comes_back_to_the_same_number) {
    join(1);
    enter(1);
    for (std::uint32_t n = 2; n <= 4; ++n) join(n);
    pass(seconds{35}, {4});
    ASSERT_EQ(line->report().counters.away, 2U);
    line->close();
    EXPECT_TRUE(journal.rows.at(2).away_since);
    restart();
    EXPECT_EQ(ask(4).position, 1U);
    line->end_session(fan(1), std::nullopt);
    line->tick();
    EXPECT_EQ(ask(4).kind, Kind::called) << "nobody in front of 4 may still come";
    EXPECT_EQ(ask(3).position, 1U);
    line->tick();
    line->close();
    EXPECT_TRUE(journal.rows.at(2).away_since);
    EXPECT_FALSE(journal.rows.at(3).away_since) << "back again";
}

TEST_F(LineRestart, a_place_that_was_away_for_longer_than_the_term_has_ended) {
    join(1);
    enter(1);
    for (std::uint32_t n = 2; n <= 4; ++n) join(n);
    pass(seconds{35}, {4});
    line->close();
    clock.advance(std::chrono::days{1} + seconds{60});
    restart();
    EXPECT_EQ(ask(2).kind, Kind::absent);
    EXPECT_EQ(ask(3).kind, Kind::absent);
    line->close();
    EXPECT_EQ(journal.rows.at(2).end, PlaceEnd::expired);
    EXPECT_EQ(journal.rows.at(3).end, PlaceEnd::expired);
}

TEST_F(LineRestart, a_place_of_one_who_polled_until_the_end_counts_from_then) {
    join(1);
    join(2);
    for (int hour = 0; hour < 30; ++hour) {
        pass(seconds{120}, {1, 2});
        clock.advance(std::chrono::hours{1} - seconds{120});
    }
    restart();
    EXPECT_EQ(ask(2).place, PlaceNumber{2}) << "joined 30 hours ago, and there all the time";
    line->close();
    clock.advance(std::chrono::hours{25});
    restart();
    EXPECT_EQ(ask(2).kind, Kind::absent) << "and this time nobody was";
}

TEST_F(LineRestart, numbers_go_on_after_the_last_given_even_when_all_have_ended) {
    for (std::uint32_t n = 1; n <= 3; ++n) join(n);
    for (std::uint32_t n = 1; n <= 3; ++n) settle<LeaveLine>(*line, fan(n));
    restart();
    EXPECT_EQ(join(4).place, PlaceNumber{4});
}

TEST_F(LineRestart, the_number_of_one_who_left_last_is_not_given_again) {
    join(1);
    join(2);
    settle<LeaveLine>(*line, fan(2));
    restart();
    EXPECT_EQ(join(3).place, PlaceNumber{3});
}

TEST_F(LineRestart, a_place_that_was_written_though_reported_as_failed_does_not_double_its_user) {
    journal.lying = true;
    EXPECT_EQ(settle<JoinLine>(*line, fan(1))->fate, Fate::failed);
    journal.lying = false;
    EXPECT_EQ(join(1).place, PlaceNumber{2});
    restart();
    EXPECT_EQ(ask(1).place, PlaceNumber{1});
    EXPECT_EQ(ask(1).position, 1U);
    line->close();
    EXPECT_EQ(journal.rows.at(2).end, PlaceEnd::left);
}

TEST_F(LineRestart, of_two_places_of_one_user_the_session_counts) {
    journal.lying = true;
    settle<JoinLine>(*line, fan(1));
    journal.lying = false;
    join(1);
    enter(1);
    restart();
    EXPECT_TRUE(has_session(*line, fan(1), {2}, clock.now()));
    line->close();
    EXPECT_EQ(journal.rows.at(1).end, PlaceEnd::left);
}

}  // namespace
}  // namespace onsale
