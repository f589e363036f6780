// Places: joining, positions, coming in, leaving. What time does is in waiting_line_time_test.cpp.
#include "domain/waiting/waiting_line.h"

#include <gtest/gtest.h>

#include "domain/waiting/fans.h"

namespace onsale {
namespace {

using Kind = Standing::Kind;

constexpr LineRules two_slots{.capacity = 2,
                              .admit_per_second = 100,
                              .claim_window = seconds{10},
                              .session_term = seconds{300},
                              .away_after = seconds{30}};

class WaitingLineTest : public testing::Test {
  protected:
    PlaceNumber join(std::uint32_t user, Instant now = opening) {
        auto const number = line.next_number();
        line.add(number, fan(user), now);
        return number;
    }
    void come_in(PlaceNumber number, Instant now = opening) {
        ASSERT_TRUE(line.begin_entry(number, now));
        line.complete_entry(number);
    }
    Standing at(std::uint32_t number, Instant now = opening) const { return line.standing({number}, now); }

    WaitingLine line{two_slots, opening};
};

TEST_F(WaitingLineTest, places_are_numbered_in_the_order_of_joining) {
    EXPECT_EQ(join(10), PlaceNumber{1});
    EXPECT_EQ(join(11), PlaceNumber{2});
    EXPECT_EQ(line.find(fan(11)), PlaceNumber{2});
    EXPECT_EQ(line.find(fan(12)), std::nullopt);
}

TEST_F(WaitingLineTest, a_position_counts_those_ahead_who_wait_or_are_called) {
    for (std::uint32_t user = 1; user <= 5; ++user) join(user);
    EXPECT_EQ(at(1).position, 1U);
    EXPECT_EQ(at(5).position, 5U);
    line.tick(opening);  // calls 1 and 2
    EXPECT_EQ(at(1).kind, Kind::called);
    EXPECT_EQ(at(3).kind, Kind::waiting);
    EXPECT_EQ(at(5).position, 5U);
    come_in({1});
    EXPECT_EQ(at(5).position, 4U);
    EXPECT_EQ(at(1).kind, Kind::inside);
    EXPECT_EQ(at(1).position, 0U);
}

TEST_F(WaitingLineTest, one_on_the_way_in_is_still_ahead_so_that_no_position_grows_when_the_writing_fails) {
    for (std::uint32_t user = 1; user <= 3; ++user) join(user);
    line.tick(opening);
    ASSERT_TRUE(line.begin_entry({1}, opening));
    EXPECT_EQ(at(3).position, 3U);
    line.abandon_entry({1}, opening);
    EXPECT_EQ(at(3).position, 3U);
}

TEST_F(WaitingLineTest, who_waits_cannot_come_in) {
    for (std::uint32_t user = 1; user <= 3; ++user) join(user);
    line.tick(opening);
    auto const entry = line.begin_entry({3}, opening);
    ASSERT_FALSE(entry);
    EXPECT_EQ(entry.error().reason, Reason::not_called);
}

TEST_F(WaitingLineTest, who_has_no_place_cannot_come_in) {
    EXPECT_EQ(line.begin_entry({77}, opening).error().reason, Reason::not_in_line);
}

TEST_F(WaitingLineTest, coming_in_twice_is_one_session) {
    join(1);
    line.tick(opening);
    auto const first = line.begin_entry({1}, opening);
    EXPECT_EQ(first->first, WaitingLine::Entry::begun);
    auto const meanwhile = line.begin_entry({1}, opening + seconds{1});
    EXPECT_EQ(meanwhile->first, WaitingLine::Entry::under_way);
    EXPECT_EQ(meanwhile->second, first->second);
    line.complete_entry({1});
    auto const again = line.begin_entry({1}, opening + seconds{2});
    EXPECT_EQ(again->first, WaitingLine::Entry::done);
    EXPECT_EQ(again->second, first->second);
    EXPECT_EQ(line.counters().entered, 1U);
}

TEST_F(WaitingLineTest, nobody_is_inside_before_the_entry_is_complete) {
    join(1);
    line.tick(opening);
    ASSERT_TRUE(line.begin_entry({1}, opening));
    EXPECT_FALSE(line.inside(fan(1), {1}, opening));
    line.complete_entry({1});
    EXPECT_TRUE(line.inside(fan(1), {1}, opening));
}

TEST_F(WaitingLineTest, a_session_belongs_to_its_user_and_its_place) {
    join(1);
    join(2);
    line.tick(opening);
    come_in({1});
    EXPECT_FALSE(line.inside(fan(2), {1}, opening));
    EXPECT_FALSE(line.inside(fan(1), {2}, opening));
    EXPECT_FALSE(line.inside(fan(2), {2}, opening));
}

TEST_F(WaitingLineTest, an_abandoned_entry_is_called_again_with_a_whole_claim_window) {
    join(1);
    line.tick(opening);
    auto const late = opening + seconds{9};
    ASSERT_TRUE(line.begin_entry({1}, late));
    line.tick(late + seconds{5});  // the first window would be over
    line.abandon_entry({1}, late + seconds{5});
    EXPECT_EQ(at(1, late + seconds{14}).kind, Kind::called);
    EXPECT_TRUE(line.begin_entry({1}, late + seconds{14}));
}

TEST_F(WaitingLineTest, leaving_from_any_state_frees_the_place_and_the_slot) {
    for (std::uint32_t user = 1; user <= 4; ++user) join(user);
    line.tick(opening);
    come_in({1});
    EXPECT_TRUE(line.finish({1}));  // inside
    EXPECT_TRUE(line.finish({2}));  // called
    EXPECT_TRUE(line.finish({3}));  // waiting
    EXPECT_EQ(at(4).position, 1U);
    EXPECT_EQ(line.places(), 1U);
    line.tick(opening);
    EXPECT_EQ(at(4).kind, Kind::called);
    EXPECT_FALSE(line.inside(fan(1), {1}, opening));
}

TEST_F(WaitingLineTest, a_place_is_finished_once) {
    join(1);
    EXPECT_TRUE(line.finish({1}));
    EXPECT_FALSE(line.finish({1}));
    EXPECT_FALSE(line.finish({99}));
}

TEST_F(WaitingLineTest, who_left_and_joins_again_stands_at_the_back) {
    for (std::uint32_t user = 1; user <= 3; ++user) join(user);
    line.finish({1});
    EXPECT_EQ(join(1), PlaceNumber{4});
    EXPECT_EQ(at(4).position, 3U);
}

TEST_F(WaitingLineTest, a_number_whose_writing_failed_is_never_given_out_again) {
    join(1);
    line.skip_numbers_to({5});
    EXPECT_EQ(line.next_number(), PlaceNumber{6});
    join(2);
    EXPECT_EQ(at(6).position, 2U);
    line.skip_numbers_to({3});
    EXPECT_EQ(line.next_number(), PlaceNumber{7});
}

TEST_F(WaitingLineTest, a_standing_says_when_the_fan_joined_and_when_to_ask_again) {
    join(1, opening + milliseconds{2'500});
    auto const standing = at(1, opening + seconds{3});
    EXPECT_EQ(standing.joined_at, opening + seconds{2});
    EXPECT_GT(standing.poll_after, milliseconds{0});
    EXPECT_LE(standing.poll_after, longest_poll);
}

using WaitingLineDeathTest = WaitingLineTest;

TEST_F(WaitingLineDeathTest, giving_a_number_twice_is_a_bug) {
    join(1);
    EXPECT_DEATH(line.add({1}, fan(2), opening), "order of their numbers");
}

TEST_F(WaitingLineDeathTest, completing_an_entry_that_was_not_begun_is_a_bug) {
    join(1);
    EXPECT_DEATH(line.complete_entry({1}), "begun entry");
}

TEST_F(WaitingLineTest, nobody_in_line_has_no_profile) {
    EXPECT_TRUE(line.profile().empty());
    join(1);
    line.tick(opening);
    come_in({1});
    EXPECT_TRUE(line.profile().empty());
}

TEST_F(WaitingLineTest, the_profile_begins_with_the_first_who_is_not_inside_and_is_exact_there) {
    for (std::uint32_t user = 1; user <= 8; ++user) join(user);
    line.tick(opening);  // calls 1 and 2
    come_in({1});
    line.finish({4});
    std::vector<LineKnot> const expected{{{2}, 0}, {{3}, 1}, {{4}, 2}, {{5}, 2},
                                         {{6}, 3}, {{7}, 4}, {{8}, 5}, {{9}, 6}};
    EXPECT_EQ(line.profile(), expected);
}

TEST_F(WaitingLineTest, a_long_line_has_a_short_profile_off_which_positions_are_read) {
    constexpr std::uint32_t fans = 300'000;
    for (std::uint32_t user = 1; user <= fans; ++user) join(user);
    for (std::uint32_t place = 3; place <= fans; place += 7) line.finish({place});
    auto const knots = line.profile();
    EXPECT_LT(knots.size(), 80U);
    EXPECT_EQ(knots.back(), (LineKnot{{fans + 1}, fans - (fans + 4) / 7}));
    for (std::size_t i = 1; i < knots.size(); ++i) {
        auto const [from, ahead] = knots[i - 1];
        auto const [to, more] = knots[i];
        if (from.value % 7 != 3) {
            EXPECT_EQ(at(from.value).position, ahead + 1);
        }
        EXPECT_LE(to.value - from.value, std::max(1U, from.value / 5));
        auto middle = (from.value + to.value) / 2;
        if (middle % 7 == 3) ++middle;
        if (middle > fans || middle % 7 == 3) continue;
        auto const read_off = ahead + double(more - ahead) * (middle - from.value) / (to.value - from.value) + 1;
        EXPECT_NEAR(read_off, at(middle).position, 2);
    }
}

}  // namespace
}  // namespace onsale
