// Places: given once, kept, given up; who comes in, and what ends a session.
#include <set>

#include "application/line/join_together.h"
#include "contract/line_under_test.h"

namespace onsale::contract {
namespace {

using Kind = Standing::Kind;

TEST_P(LineContract, a_stranger_is_absent) {
    open();
    EXPECT_EQ(ask(1), Standing{});
    EXPECT_FALSE(inside(1, 1));
}

TEST_P(LineContract, numbers_grow_in_the_order_of_joining) {
    open(hall(1));
    for (std::uint32_t n = 1; n <= 20; ++n) EXPECT_EQ(join(100 - n).place, PlaceNumber{n});
}

TEST_P(LineContract, asking_again_finds_the_same_place) {
    open(hall(1));
    join(1);
    auto const joined = join(2);
    EXPECT_EQ(ask(2).place, joined.place);
    EXPECT_EQ(ask(2).kind, Kind::waiting);
    EXPECT_EQ(ask(2).position, 2U);
    EXPECT_EQ(join(2).place, joined.place);
    EXPECT_EQ(join(2).joined_at, joined.joined_at);
    EXPECT_EQ(line->report().counters.last_given, PlaceNumber{2});
}

TEST_P(LineContract, the_first_fans_are_called_at_once_when_there_is_room) {
    open();
    EXPECT_EQ(join(1).kind, Kind::called);
    EXPECT_EQ(join(2).kind, Kind::called);
    auto const third = join(3);
    EXPECT_EQ(third.kind, Kind::waiting);
    EXPECT_EQ(third.position, 3U);
}

TEST_P(LineContract, a_called_fan_comes_in_and_has_a_session) {
    open();
    join(1);
    clock.advance(seconds{1});
    auto const standing = enter(1);
    EXPECT_EQ(standing.kind, Kind::inside);
    EXPECT_EQ(standing.entered_at, opening + seconds{1});
    EXPECT_EQ(standing.until, opening + seconds{301});
    EXPECT_TRUE(inside(1, 1));
    EXPECT_FALSE(inside(2, 1));
    EXPECT_EQ(ask(1).kind, Kind::inside);
    EXPECT_EQ(enter(1).until, standing.until);
    EXPECT_EQ(line->waiting_position(fan(1), {1}, clock.now()), std::nullopt);
    LiveSession const session{fan(1), {1}, {standing.entered_at, standing.until}};
    EXPECT_EQ(line->sessions(clock.now()), std::vector{session});
}

TEST_P(LineContract, one_who_is_not_called_stays_waiting_when_trying_to_come_in) {
    open(hall(1));
    join(1);
    join(2);
    auto const standing = enter(2);
    EXPECT_EQ(standing.kind, Kind::waiting);
    EXPECT_EQ(standing.position, 2U);
    EXPECT_EQ(line->waiting_position(fan(2), {2}, clock.now()), 2U);
}

TEST_P(LineContract, without_a_place_nobody_comes_in_or_leaves) {
    open();
    EXPECT_EQ(settle<EnterLine>(fan(1)).error().reason, Reason::not_in_line);
    EXPECT_EQ(leave(1).error().reason, Reason::not_in_line);
}

TEST_P(LineContract, leaving_frees_the_slot_and_ends_the_session) {
    open(hall(1));
    join(1);
    enter(1);
    join(2);
    EXPECT_EQ(leave(1).value().kind, Kind::absent);
    EXPECT_FALSE(inside(1, 1));
    EXPECT_EQ(ask(1).kind, Kind::absent);
    EXPECT_EQ(ask(2).kind, Kind::called);
}

TEST_P(LineContract, one_who_leaves_while_waiting_moves_those_behind_up) {
    open(hall(1));
    for (std::uint32_t n = 1; n <= 3; ++n) join(n);
    EXPECT_EQ(leave(2).value().kind, Kind::absent);
    EXPECT_EQ(ask(3).position, 2U);
    EXPECT_EQ(ask(2).kind, Kind::absent);
    EXPECT_EQ(join(2).place, PlaceNumber{4});
}

TEST_P(LineContract, after_the_end_a_new_join_stands_at_the_back) {
    open(hall(1));
    for (std::uint32_t n = 1; n <= 3; ++n) join(n);
    enter(1);
    line->end_session(fan(1), std::nullopt);
    auto const again = join(1);
    EXPECT_EQ(again.place, PlaceNumber{4});
    EXPECT_EQ(again.position, 3U);
}

TEST_P(LineContract, an_expired_session_is_absent_before_any_tick_and_joins_at_the_back) {
    open(hall(1));
    join(1);
    enter(1);
    join(2);
    clock.advance(seconds{300});
    EXPECT_EQ(ask(1).kind, Kind::absent);
    EXPECT_FALSE(inside(1, 1));
    EXPECT_EQ(join(1).place, PlaceNumber{3});
}

TEST_P(LineContract, a_full_line_refuses_and_takes_again_when_somebody_left) {
    auto options = hall(2);
    options.most_places = 2;
    open(std::move(options));
    join(1);
    join(2);
    EXPECT_EQ(settle<JoinLine>(fan(3)).error().reason, Reason::line_full);
    EXPECT_EQ(join(2).place, PlaceNumber{2});  // who is in it stays in it
    EXPECT_TRUE(leave(1).has_value());
    EXPECT_EQ(join(3).place, PlaceNumber{3});
}

TEST_P(LineContract, a_closed_line_sheds_and_can_still_be_read) {
    open();
    join(1);
    line->close();
    JoinLine late{fan(2)};
    EXPECT_FALSE(line->submit(late));
    EXPECT_EQ(late.fate, Fate::shed);
    EXPECT_EQ(ask(1).kind, Kind::called);
}

TEST_P(LineContract, a_restart_keeps_places_sessions_and_numbers) {
    open(hall(2));
    for (std::uint32_t n = 1; n <= 6; ++n) join(n);
    auto const session = enter(1);
    leave(4);
    leave(6);
    restart(hall(2));
    EXPECT_EQ(ask(1).kind, Kind::inside);
    EXPECT_EQ(ask(1).until, session.until);
    EXPECT_TRUE(inside(1, 1));
    EXPECT_EQ(ask(4).kind, Kind::absent);
    EXPECT_EQ(join(3).place, PlaceNumber{3});
    EXPECT_EQ(join(5).place, PlaceNumber{5});
    EXPECT_EQ(ask(5).position, 3U);
    EXPECT_EQ(join(7).place, PlaceNumber{7});
}

TEST_P(LineContract, parallel_joins_are_one_place_for_each_user_and_without_gaps) {
    constexpr std::uint32_t fans = 400;
    open(hall(1));
    auto const joins = join_together(
        2 * fans, 4, [](std::uint32_t i) { return fan(i % fans); }, [&](std::size_t) -> Line& { return *line; });
    std::set<PlaceNumber> places;
    for (std::size_t i = 0; i < joins.size(); ++i) {
        ASSERT_EQ(joins[i]->outcome.value().place, joins[i % fans]->outcome.value().place);
        places.insert(joins[i]->outcome->place);
    }
    EXPECT_EQ(places.size(), fans);
    EXPECT_EQ(*places.rbegin(), PlaceNumber{fans});
}

}  // namespace
}  // namespace onsale::contract
