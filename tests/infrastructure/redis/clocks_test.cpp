// Nodes whose clocks are wrong, and a Redis whose clock was set.
#include "domain/waiting/fans.h"
#include "infrastructure/redis/nodes.h"

namespace onsale::redis {
namespace {

using Kind = Standing::Kind;

// Three nodes; the clock of the last one is wrong by so much.
class OneWrongClock : public testing::TestWithParam<milliseconds> {
  protected:
    OneWrongClock() {
        wrong.set(right.now() + GetParam());
        nodes.push_back(node_with_clock(name.url, right, right, capacity));
        nodes.push_back(node_with_clock(name.url, right, right, capacity));
        nodes.push_back(node_with_clock(name.url, wrong, right, capacity));
    }

    void advance(milliseconds by) {
        right.advance(by);
        wrong.advance(by);
    }
    void tick() {
        for (auto const& node : nodes) node->tick();
    }
    Clock const& clock_of(std::size_t node) const { return node == 2 ? wrong : right; }
    Standing ask(std::size_t node, UserId user, PlaceNumber place) {
        return nodes[node]->ask(user, place, clock_of(node).now());
    }
    bool inside(std::size_t node, UserId user, PlaceNumber place, Standing const& session) {
        return nodes[node]->inside({user, {place, session.entered_at}, session.until}, clock_of(node).now());
    }

    static constexpr std::uint32_t capacity = 2;
    LineName name;
    SettableClock right;
    SettableClock wrong;
    std::vector<Node> nodes;
};

TEST_P(OneWrongClock, fans_come_in_by_their_numbers_wherever_they_poll) {
    std::vector<PlaceNumber> places;
    for (std::uint32_t n = 0; n < 12; ++n) places.push_back(settled<JoinLine>(*nodes[n % 3], fan(n)).place);
    std::vector<std::uint32_t> came_in;
    for (int second = 0; second < 60 && came_in.size() < places.size(); ++second) {
        for (std::uint32_t n = 0; n < 12; ++n) {
            auto const at = (n + static_cast<std::uint32_t>(second)) % 3;
            if (ask(at, fan(n), places[n]).kind != Kind::called) continue;
            if (settled<EnterLine>(*nodes[at], fan(n)).kind != Kind::inside) continue;
            came_in.push_back(n);
            settled<LeaveLine>(*nodes[(at + 1) % 3], fan(n));
            places[n] = {};
        }
        tick();
        advance(seconds{1});
    }
    std::vector<std::uint32_t> in_order;
    for (std::uint32_t n = 0; n < 12; ++n) in_order.push_back(n);
    EXPECT_EQ(came_in, in_order);
}

TEST_P(OneWrongClock, a_session_lasts_as_long_on_every_node_whichever_let_the_fan_in) {
    for (std::size_t node = 1; node < 3; ++node) {
        auto const user = fan(static_cast<std::uint32_t>(node));
        auto const place = settled<JoinLine>(*nodes[node], user).place;
        auto const session = settled<EnterLine>(*nodes[node], user);
        ASSERT_EQ(session.kind, Kind::inside);
        EXPECT_EQ(session.entered_at, right.now());
        EXPECT_EQ(session.until, right.now() + seconds{600});
        for (std::size_t at = 0; at < 3; ++at)
            EXPECT_TRUE(inside(at, user, place, session)) << "not heard yet, node " << at;
        tick();
        advance(seconds{599});
        tick();
        for (std::size_t at = 0; at < 3; ++at) EXPECT_TRUE(inside(at, user, place, session)) << "node " << at;
        EXPECT_EQ(ask(node, user, place).until, session.until);
        advance(seconds{1});
        for (std::size_t at = 0; at < 3; ++at) EXPECT_FALSE(inside(at, user, place, session)) << "node " << at;
        tick();
    }
}

TEST_P(OneWrongClock, the_window_of_a_call_is_as_long_whichever_node_called) {
    auto const place = settled<JoinLine>(*nodes[2], fan(1)).place;
    tick();
    advance(seconds{59});
    tick();
    for (std::size_t at = 0; at < 3; ++at) EXPECT_EQ(ask(at, fan(1), place).kind, Kind::called);
    EXPECT_EQ(settled<EnterLine>(*nodes[1], fan(1)).kind, Kind::inside);
}

TEST_P(OneWrongClock, a_fan_who_polls_stays_and_one_who_does_not_goes_away_in_time) {
    settled<EnterLine>(*nodes[0], (settled<JoinLine>(*nodes[0], fan(1)), fan(1)));
    settled<EnterLine>(*nodes[0], (settled<JoinLine>(*nodes[0], fan(2)), fan(2)));
    auto const polls = settled<JoinLine>(*nodes[2], fan(3)).place;
    settled<JoinLine>(*nodes[2], fan(4));
    for (int i = 0; i < 9; ++i) {
        advance(seconds{10});
        ask(static_cast<std::size_t>(i) % 3, fan(3), polls);
        tick();
        EXPECT_EQ(nodes[0]->report().counters.away, 0U) << i;
    }
    advance(seconds{2});
    tick();
    tick();
    EXPECT_EQ(nodes[0]->report().counters.away, 1U);
    EXPECT_EQ(nodes[0]->report().counters.waiting, 1U);
}

TEST_P(OneWrongClock, each_node_tells_how_far_its_clock_is_off) {
    tick();
    EXPECT_EQ(nodes[0]->report().clock_offset, milliseconds{0});
    EXPECT_EQ(nodes[2]->report().clock_offset, GetParam());
}

INSTANTIATE_TEST_SUITE_P(By, OneWrongClock,
                         testing::Values(milliseconds{300}, milliseconds{-300}, seconds{5}, seconds{-5}, seconds{30},
                                         seconds{-30}, seconds{600}, seconds{-600}),
                         [](auto const& by) {
                             return fmt::format("{}_ms_{}", std::abs(by.param.count()),
                                                by.param.count() > 0 ? "ahead" : "behind");
                         });

class ClockOfRedis : public testing::Test {
  protected:
    LineName name;
    SettableClock redis;   // the clock of Redis' machine
    SettableClock steady;  // of the nodes' machines
    SettableClock wall;
    TimeByHand const time{.redis = &redis, .steady = &steady};

    Node node(LeaseTerms lease = for_ever) {
        return std::make_unique<RedisLine>(name.url, wall, small_line(1, LineTicks::by_hand), lease, time);
    }
    void advance(milliseconds by) {
        redis.advance(by);
        steady.advance(by);
    }
};

TEST_F(ClockOfRedis, that_is_set_while_the_line_runs_ends_no_session_and_no_window_early_or_late) {
    for (auto const step : {seconds{900}, seconds{-900}}) {
        auto const line = node();
        auto const place = settled<JoinLine>(*line, fan(1)).place;
        auto const session = settled<EnterLine>(*line, fan(1));
        ASSERT_EQ(session.kind, Kind::inside);
        line->tick();
        advance(seconds{1});
        redis.advance(step);
        settled<JoinLine>(*line, fan(2));  // a script that is no tick meets it first
        line->tick();
        ShownPass const pass{fan(1), {place, session.entered_at}, session.until};
        EXPECT_TRUE(line->inside(pass, wall.now()));
        for (int i = 0; i < 598; i += 2) {
            advance(seconds{2});
            line->tick();
        }
        EXPECT_TRUE(line->inside(pass, wall.now()));
        advance(seconds{1});
        line->tick();
        EXPECT_FALSE(line->inside(pass, wall.now()));
        EXPECT_EQ(line->report().counters.inside, 0U);
        settled<LeaveLine>(*line, fan(2));
    }
}

// A node that slept reckons by a steady clock that may have slept, too: others have ticked meanwhile.
TEST_F(ClockOfRedis, is_believed_against_a_node_that_has_slept) {
    SettableClock slept;
    auto const sleeper = std::make_unique<RedisLine>(name.url, wall, small_line(1, LineTicks::by_hand), for_ever,
                                                     TimeByHand{.redis = &redis, .steady = &slept});
    auto const other = node();
    auto const place = settled<JoinLine>(*other, fan(1)).place;
    auto const session = settled<EnterLine>(*other, fan(1));
    Operator operating(name.url);
    operating({"HSET", line_keys(name.url, main_line)[0], "lease_until", "0"});  // `other` admits from now on
    for (int i = 0; i < 60; ++i) {
        advance(seconds{1});
        other->tick();
    }
    sleeper->tick();
    EXPECT_EQ(sleeper->time(wall.now()), redis.now());
    EXPECT_EQ(other->time(wall.now()), redis.now());
    EXPECT_TRUE(sleeper->inside({fan(1), {place, session.entered_at}}, wall.now()));
}

// The master is another one after a fail-over, and the node that admitted died with the old one.
TEST_F(ClockOfRedis, that_is_behind_after_a_fail_over_does_not_keep_the_lease_from_the_next_node) {
    LeaseTerms const usual{.gap = milliseconds{0}, .before_opening = milliseconds{0}};
    auto const first = node(usual);
    ASSERT_TRUE(first->admits());
    auto const second = node(usual);
    first->close();
    redis.advance(-seconds{3'600});
    second->tick();
    EXPECT_TRUE(second->admits());
}

}  // namespace
}  // namespace onsale::redis
