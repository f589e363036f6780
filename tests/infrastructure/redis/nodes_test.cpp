// Several nodes share one line.
#include "infrastructure/redis/nodes.h"

#include <algorithm>
#include <atomic>
#include <set>

#include "application/line/join_together.h"
#include "domain/waiting/fans.h"

namespace onsale::redis {
namespace {

using Kind = Standing::Kind;

class LineNodes : public testing::Test {
  protected:
    LineName name;
    SettableClock clock;
};

TEST_F(LineNodes, places_are_one_sequence_over_all_nodes) {
    std::vector<Node> nodes;
    for (int i = 0; i < 3; ++i) nodes.push_back(node_by_hand(name.url, clock));
    constexpr std::uint32_t fans = 600;
    // Every fan joins at every node.
    auto const joins = join_together(
        3 * fans, 3, [](std::uint32_t i) { return fan(i / 3); }, [&](std::size_t t) -> Line& { return *nodes[t]; });
    std::set<PlaceNumber> places;
    for (std::size_t i = 0; i < joins.size(); ++i) {
        places.insert(joins[i]->outcome.value().place);
        ASSERT_EQ(joins[i]->outcome->place, joins[i / 3 * 3]->outcome->place);
    }
    EXPECT_EQ(places.size(), fans);
    EXPECT_EQ(*places.rbegin(), PlaceNumber{fans});
}

TEST_F(LineNodes, a_ticket_of_one_node_is_a_place_on_every_other_before_they_have_heard_of_it) {
    auto const a = node_by_hand(name.url, clock);
    auto const b = node_by_hand(name.url, clock);
    settled<JoinLine>(*a, fan(1));
    auto const place = settled<JoinLine>(*a, fan(2)).place;
    auto const standing = b->ask(fan(2), place, clock.now());
    EXPECT_EQ(standing.kind, Kind::waiting);
    EXPECT_EQ(standing.place, place);
    b->tick();
    EXPECT_EQ(b->ask(fan(2), place, clock.now()).position, 2U);
    EXPECT_EQ(b->waiting_position(fan(2), place, clock.now()), 2U);
    EXPECT_EQ(settled<JoinLine>(*b, fan(2)).place, place);  // without a ticket
}

TEST_F(LineNodes, a_pass_is_good_on_every_node_at_once) {
    auto const a = node_by_hand(name.url, clock);
    auto const b = node_by_hand(name.url, clock);
    auto const place = settled<JoinLine>(*a, fan(1)).place;
    auto const session = settled<EnterLine>(*a, fan(1));
    ShownPass const pass{fan(1), place, session.entered_at};
    EXPECT_TRUE(b->inside(pass, clock.now()));
    b->tick();
    EXPECT_TRUE(b->inside(pass, clock.now()));
    EXPECT_EQ(b->ask(fan(1), {}, clock.now()).kind, Kind::inside);
}

TEST_F(LineNodes, a_pass_that_no_node_knows_is_good_only_if_it_is_new) {
    auto const a = node_by_hand(name.url, clock);
    clock.advance(seconds{10});
    a->tick();
    EXPECT_FALSE(a->inside({fan(1), {{77}, opening + seconds{5}}}, clock.now()));
    EXPECT_TRUE(a->inside({fan(1), {{77}, opening + seconds{10}}}, clock.now()));
}

TEST_F(LineNodes, who_left_on_one_node_and_joined_again_waits_on_the_others_too) {
    auto const a = node_by_hand(name.url, clock);
    auto const b = node_by_hand(name.url, clock);
    settled<JoinLine>(*a, fan(1));
    settled<EnterLine>(*a, fan(1));
    b->tick();
    settled<LeaveLine>(*a, fan(1));
    auto const place = settled<JoinLine>(*a, fan(1)).place;
    auto const standing = b->ask(fan(1), place, clock.now());  // has not heard that the session is over
    EXPECT_NE(standing.kind, Kind::inside);
    EXPECT_EQ(standing.place, place);
}

TEST_F(LineNodes, a_fan_who_polls_at_another_node_than_the_admitting_one_stays_live) {
    auto const a = node_by_hand(name.url, clock);  // has the lease
    auto const b = node_by_hand(name.url, clock);
    settled<JoinLine>(*a, fan(1));
    settled<EnterLine>(*a, fan(1));
    auto const place = settled<JoinLine>(*a, fan(2)).place;
    auto const gone = settled<JoinLine>(*a, fan(3)).place;
    for (int i = 0; i < 20; ++i) {
        clock.advance(seconds{10});
        b->ask(fan(2), place, clock.now());
        b->tick();
        a->tick();
    }
    EXPECT_EQ(a->report().counters.waiting, 1U);
    EXPECT_EQ(a->report().counters.away, 1U);
    // One who was away comes back at the other node.
    b->ask(fan(3), gone, clock.now());
    b->tick();
    a->tick();
    EXPECT_EQ(a->report().counters.waiting, 2U);
}

TEST_F(LineNodes, calls_never_exceed_the_capacity_whatever_the_nodes_do) {
    constexpr std::uint32_t capacity = 5;
    constexpr std::uint32_t fans_a_node = 40;
    SystemClock const real;
    std::vector<Node> nodes;
    for (int i = 0; i < 3; ++i) nodes.push_back(node_by_itself(name.url, real, capacity));
    std::atomic<std::uint32_t> inside = 0;
    std::atomic<std::uint32_t> served = 0;
    {
        std::vector<std::jthread> threads;
        for (std::uint32_t t = 0; t < 3; ++t) {
            threads.emplace_back([&, t] {
                std::vector<std::pair<UserId, PlaceNumber>> waiting;
                for (std::uint32_t i = 0; i < fans_a_node; ++i) {
                    auto const user = fan(1'000 * t + i);
                    waiting.emplace_back(user, settled<JoinLine>(*nodes[t], user).place);
                }
                for (std::size_t turn = 0; !waiting.empty(); ++turn) {
                    // Every request at another node.
                    auto& node = *nodes[turn % nodes.size()];
                    auto const [user, place] = waiting[turn % waiting.size()];
                    if (node.ask(user, place, real.now()).kind != Kind::called) {
                        std::this_thread::sleep_for(milliseconds{1});
                        continue;
                    }
                    auto const entered = settled<EnterLine>(node, user);
                    if (entered.kind != Kind::inside) continue;
                    EXPECT_LE(++inside, capacity);
                    EXPECT_TRUE(nodes[(turn + 1) % 3]->inside({user, {place, entered.entered_at}}, real.now()));
                    --inside;
                    node.end_session(user, std::nullopt);
                    ++served;
                    std::erase_if(waiting, [&](auto const& one) { return one.first == user; });
                }
            });
        }
    }
    EXPECT_EQ(served, 3 * fans_a_node);
    EXPECT_TRUE(eventually([&] { return nodes[0]->report().counters.inside == 0; }));
}

TEST_F(LineNodes, a_node_that_was_long_out_of_touch_has_the_whole_line_again) {
    auto const a = node_by_hand(name.url, clock);
    auto const b = node_by_hand(name.url, clock);
    constexpr std::uint32_t fans = 5'000;  // one at a time: more changes than Redis keeps
    for (std::uint32_t n = 1; n <= fans; ++n) settled<JoinLine>(*a, fan(n));
    settled<LeaveLine>(*a, fan(7));
    auto const session = settled<EnterLine>(*a, fan(1));
    b->tick();
    EXPECT_EQ(b->report().counters.waiting, a->report().counters.waiting);
    EXPECT_EQ(b->report().counters.inside, 1U);
    EXPECT_EQ(b->report().counters.last_given, PlaceNumber{fans});
    EXPECT_EQ(b->ask(fan(fans), PlaceNumber{fans}, clock.now()).position, fans - 2);
    EXPECT_EQ(b->ask(fan(7), PlaceNumber{7}, clock.now()).kind, Kind::absent);
    EXPECT_TRUE(b->inside({fan(1), {{1}, session.entered_at}}, clock.now()));
}

TEST_F(LineNodes, when_nobody_ticked_for_long_all_may_show_themselves_before_somebody_is_called) {
    auto short_gap = for_ever;
    short_gap.gap = milliseconds{50};
    RedisLine line(name.url, clock, small_line(1, LineTicks::by_hand), short_gap, by_hand(clock));
    ASSERT_EQ(settled<JoinLine>(line, fan(1)).kind, Kind::called);
    auto const second = settled<JoinLine>(line, fan(2)).place;
    // Nobody is heard for a while: by the clock so long that all would be away.
    clock.advance(seconds{200});
    line.tick();
    EXPECT_EQ(line.report().counters.called, 0U);  // the window is closed all the same
    EXPECT_EQ(line.report().counters.waiting, 1U);
    EXPECT_EQ(line.report().calls_stopped, CallsStopped::returning);
    line.ask(fan(2), second, clock.now());
    line.tick();
    EXPECT_EQ(line.report().counters.called, 0U);  // the first one was there, too
    line.ask(fan(1), PlaceNumber{1}, clock.now());
    line.tick();
    EXPECT_EQ(line.ask(fan(1), PlaceNumber{1}, clock.now()).kind, Kind::called);
    EXPECT_EQ(line.ask(fan(2), second, clock.now()).kind, Kind::waiting);
}

// ---- ends by time ----

TEST_F(LineNodes, a_place_that_is_away_for_longer_than_its_term_ends_everywhere) {
    auto const a = node_by_hand(name.url, clock);
    auto const b = node_by_hand(name.url, clock);
    auto const gone = settled<JoinLine>(*a, fan(1)).place;
    auto const comes_back = settled<JoinLine>(*b, fan(2)).place;
    Operator redis(name.url);
    auto const after = [&](seconds time) {
        clock.advance(time);
        for (int i = 0; i < 2; ++i) {
            a->tick();
            b->tick();
        }
        return b->report().counters.away;
    };
    after(seconds{61});  // the windows of both close
    after(seconds{61});
    EXPECT_EQ(after(std::chrono::hours(20)), 2U);
    b->ask(fan(2), comes_back, clock.now());
    b->tick();
    EXPECT_EQ(after(std::chrono::hours(5)), 1U);
    EXPECT_EQ(a->ask(fan(1), gone, clock.now()).kind, Kind::absent);
    EXPECT_EQ(a->ask(fan(2), comes_back, clock.now()).place, comes_back);
    EXPECT_EQ(redis({"HLEN", line_keys(name.url, main_line)[1]}).view().number(), 1);
    EXPECT_EQ(redis({"HGET", line_keys(name.url, main_line)[0], "places"}).view().text(), "1");
    EXPECT_GT(settled<JoinLine>(*b, fan(1), gone).place, comes_back);
}

TEST_F(LineNodes, one_node_admits_at_a_time_and_another_takes_over_when_it_stops) {
    SystemClock const real;
    std::vector<Node> nodes;
    for (int i = 0; i < 3; ++i) nodes.push_back(node_by_itself(name.url, real));
    auto const admits = [](Node const& node) { return node->admits(); };
    auto first = nodes.end();
    auto const one_admits = [&] {
        first = std::ranges::find_if(nodes, admits);
        return first != nodes.end() && std::ranges::count_if(nodes, admits) == 1;
    };
    ASSERT_TRUE(eventually(one_admits));
    (*first)->close();
    nodes.erase(first);
    EXPECT_TRUE(eventually(one_admits));
}

TEST_F(LineNodes, a_node_that_has_slept_beyond_its_lease_lets_nobody_in) {
    auto const line = node_by_hand(name.url, clock);  // opens the line
    line->close();
    Operator redis(name.url);
    redis({"HSET", line_keys(name.url, main_line)[0], "lease_until", "0"});
    LineStore::Options const options{
        .line = main_line,
        .rules = small_line(1, LineTicks::by_hand).rules,
        .most_places = 100,
        .lease = for_ever,
        .time = by_hand(clock),
    };
    LineStore sleeper(name.url, options);
    LineStore other(name.url, options);
    auto const version = sleeper.snapshot().value().version;
    auto changes = sleeper.beat(version, {}, {});
    ASSERT_NE(sleeper.fence(), 0U);
    auto const slept_with = sleeper.fence();

    redis({"HSET", line_keys(name.url, main_line)[0], "lease_until", "0"});  // it sleeps
    changes = other.beat(changes.version, {}, {});
    EXPECT_EQ(other.fence(), slept_with + 1);
    std::vector<Wish> const fans{{Wish::Kind::join, fan(1)}, {Wish::Kind::join, fan(2)}};
    std::vector<WishAnswer> answers;
    changes = other.grant(changes.version, fans, answers);
    auto const called = [&] {
        std::vector<std::string> places;
        auto const reply = redis({"ZRANGE", line_keys(name.url, main_line)[5], "0", "-1"});
        for (std::size_t i = 0; i < reply.view().size(); ++i) places.emplace_back(reply[i].text());
        return places;
    };
    ASSERT_EQ(called(), std::vector<std::string>{"1"});
    clock.advance(seconds{61});  // a tick would close this window and call the next
    changes = sleeper.beat(changes.version, {}, {});
    EXPECT_EQ(sleeper.fence(), 0U);
    EXPECT_EQ(called(), std::vector<std::string>{"1"});
    other.beat(changes.version, {}, {});
    EXPECT_EQ(called(), std::vector<std::string>{"2"});
}

}  // namespace
}  // namespace onsale::redis
