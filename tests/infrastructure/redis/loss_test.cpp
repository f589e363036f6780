// Redis is away, or has lost what it had.
#include "domain/waiting/fans.h"
#include "infrastructure/redis/nodes.h"
#include "servers/redis_server.h"

namespace onsale::redis {
namespace {

using Kind = Standing::Kind;

class LineLoss : public testing::Test {
  protected:
    tests::RedisServer server;
    Url const url = must_parse(server.url());
    SettableClock clock;

    void flush() {
        Operator redis(url);
        redis({"FLUSHALL"});
    }
};

TEST_F(LineLoss, who_polls_with_a_ticket_gets_that_very_place_back_in_order) {
    auto const a = node_by_hand(url, clock, 2);
    auto const b = node_by_hand(url, clock, 2);
    std::vector<PlaceNumber> places;
    for (std::uint32_t n = 0; n < 10; ++n) places.push_back(settled<JoinLine>(n % 2 == 0 ? *a : *b, fan(n)).place);
    auto const session = settled<EnterLine>(*a, fan(0));
    b->tick();
    flush();
    a->tick();
    b->tick();
    // They come back in any order, at any node.
    for (std::uint32_t n = 10; n-- > 1;) {
        auto const standing = (n % 3 == 0 ? *a : *b).ask(fan(n), places[n], clock.now());
        EXPECT_EQ(standing.place, places[n]);
        EXPECT_EQ(standing.kind, Kind::waiting);
    }
    a->tick();
    b->tick();
    a->tick();
    for (std::uint32_t n = 1; n < 10; ++n) {
        EXPECT_EQ(a->ask(fan(n), places[n], clock.now()).position, n);
        EXPECT_EQ(b->ask(fan(n), places[n], clock.now()).position, n);
        EXPECT_EQ(settled<JoinLine>(*a, fan(n)).place, places[n]);  // Redis knows them, too
    }
    EXPECT_TRUE(a->inside({fan(0), {places[0], session.entered_at}}, clock.now()));
    EXPECT_EQ(a->ask(fan(0), places[0], clock.now()).until, session.until);
}

TEST_F(LineLoss, who_joins_with_a_ticket_gets_that_place_and_who_has_none_the_back) {
    auto const node = node_by_hand(url, clock);
    settled<JoinLine>(*node, fan(1));
    auto const place = settled<JoinLine>(*node, fan(2)).place;
    flush();
    auto const stranger = settled<JoinLine>(*node, fan(1));  // noticed by this very batch
    EXPECT_GT(stranger.place.value, 100'000U);
    EXPECT_EQ(settled<JoinLine>(*node, fan(2), place).place, place);
    // Nobody knows that the first place was this very fan's: it is expected back for a while.
    EXPECT_EQ(node->ask(fan(1), stranger.place, clock.now()).position, 3U);
    clock.advance(return_grace + seconds{1});
    node->tick();
    EXPECT_EQ(node->ask(fan(1), stranger.place, clock.now()).position, 2U);
}

// Two slots, one of them taken; the line is lost, and those behind the front come back first.
class LineReturn : public LineLoss {
  protected:
    LineReturn() {
        for (std::uint32_t n = 0; n < 6; ++n) places.push_back(settled<JoinLine>(*a, fan(n)).place);
        settled<EnterLine>(*a, fan(0));
        b->tick();
        flush();
        b->tick();
        a->tick();
        for (std::uint32_t n = 5; n >= 2; --n) a->ask(fan(n), places[n], clock.now());
        a->tick();
        b->tick();
    }

    Node const a = node_by_hand(url, clock, 2);
    Node const b = node_by_hand(url, clock, 2);
    std::vector<PlaceNumber> places;
};

TEST_F(LineReturn, nobody_is_called_past_a_fan_who_waited_and_is_not_back) {
    for (int second = 0; second < return_grace.count(); ++second) {
        EXPECT_EQ(a->report().counters.inside, 1U);
        EXPECT_EQ(a->report().counters.called, 0U);
        EXPECT_EQ(b->report().calls_stopped, CallsStopped::returning);
        clock.advance(milliseconds{999});
        b->tick();
        a->tick();
    }
    clock.advance(seconds{1});  // the grace is over
    b->tick();
    a->tick();
    b->tick();
    EXPECT_EQ(b->report().calls_stopped, CallsStopped::full);
    EXPECT_EQ(b->ask(fan(2), places[2], clock.now()).kind, Kind::called);
    EXPECT_EQ(b->ask(fan(1), places[1], clock.now()).position, 1U) << "who comes late is the next one all the same";
}

TEST_F(LineReturn, the_calls_go_on_as_soon_as_the_front_is_back) {
    b->ask(fan(1), places[1], clock.now());
    b->tick();
    a->tick();
    b->tick();
    EXPECT_EQ(b->ask(fan(1), places[1], clock.now()).kind, Kind::called);
    EXPECT_EQ(b->report().counters.called, 1U);
}

TEST_F(LineReturn, positions_count_those_who_are_expected_back) {
    EXPECT_EQ(a->ask(fan(5), places[5], clock.now()).position, 5U);
    EXPECT_EQ(b->ask(fan(2), places[2], clock.now()).position, 2U);
    EXPECT_EQ(a->profile().knots.back().ahead, 5U);
    auto const fresh = node_by_hand(url, clock, 2);
    EXPECT_EQ(fresh->ask(fan(5), places[5], clock.now()).position, 5U);
    clock.advance(return_grace + seconds{1});
    for (auto* node : {a.get(), b.get(), a.get(), b.get()}) node->tick();
    EXPECT_EQ(b->ask(fan(5), places[5], clock.now()).position, 4U);
}

TEST_F(LineLoss, a_place_that_had_ended_is_not_given_back) {
    auto const a = node_by_hand(url, clock, 2);
    auto const b = node_by_hand(url, clock, 2);
    auto const left = settled<JoinLine>(*a, fan(1)).place;
    auto const paid = settled<JoinLine>(*a, fan(2)).place;
    settled<LeaveLine>(*a, fan(1));
    settled<EnterLine>(*a, fan(2));
    a->end_session(fan(2), std::nullopt);
    a->tick();
    flush();
    b->tick();  // has heard of nothing: a has
    a->tick();
    b->tick();
    for (auto* node : {a.get(), b.get()}) {
        EXPECT_EQ(node->ask(fan(1), left, clock.now()).kind, Kind::absent);
        EXPECT_EQ(node->ask(fan(2), paid, clock.now()).kind, Kind::absent);
    }
    EXPECT_GT(settled<JoinLine>(*b, fan(1), left).place.value, 100'000U);
    EXPECT_GT(settled<JoinLine>(*b, fan(2), paid).place.value, 100'000U);
    EXPECT_EQ(a->report().counters.inside, 0U);
}

// The fan polled at one node, which has not told Redis yet, and leaves at another.
TEST_F(LineLoss, who_leaves_before_the_place_is_back_does_not_get_it_back) {
    auto const a = node_by_hand(url, clock, 2);
    auto const b = node_by_hand(url, clock, 2);
    auto const place = settled<JoinLine>(*a, fan(1)).place;
    flush();
    a->tick();
    b->tick();
    a->ask(fan(1), place, clock.now());
    settled<LeaveLine>(*b, fan(1));
    a->tick();
    b->tick();
    EXPECT_EQ(b->ask(fan(1), place, clock.now()).kind, Kind::absent);
    EXPECT_EQ(b->report().counters.waiting, 0U);
    auto const rejoined = settled<JoinLine>(*b, fan(1)).place;
    EXPECT_GT(rejoined.value, 100'000U);
    a->ask(fan(1), place, clock.now());  // the old ticket is worth nothing, as long as there is a place
    a->tick();
    b->tick();
    EXPECT_EQ(b->ask(fan(1), rejoined, clock.now()).position, 1U);
    EXPECT_EQ(b->report().counters.waiting + b->report().counters.called, 1U);
}

// Redis was emptied, and a node that has just started comes first.
TEST_F(LineLoss, a_node_that_remembers_nothing_waits_for_one_that_does) {
    auto const a = node_by_hand(url, clock);
    auto const place = settled<JoinLine>(*a, fan(1)).place;
    flush();
    Operator redis(url);
    redis({"CONFIG", "RESETSTAT"});
    auto patient = for_ever;
    patient.before_opening = std::chrono::hours(1);
    Node fresh;
    {
        std::jthread const starting([&] {
            fresh = std::make_unique<RedisLine>(url, clock, small_line(1, LineTicks::by_hand), patient, by_hand(clock));
        });
        // It has looked more often than it takes to open a line.
        EXPECT_TRUE(eventually([&] { return calls_of("evalsha", redis) >= 6; }));
        EXPECT_EQ(redis({"EXISTS", line_keys(url, main_line)[0]}).view().number(), 0);
        a->tick();  // and this one opens it
    }
    EXPECT_EQ(fresh->ask(fan(1), place, clock.now()).position, 1U);
    EXPECT_GT(settled<JoinLine>(*fresh, fan(2)).place.value, 100'000U);
}

TEST_F(LineLoss, a_node_that_waits_for_a_line_can_be_closed) {
    server.kill();
    auto patient = for_ever;
    patient.before_opening = std::chrono::hours(1);
    RedisLine fresh(url, clock, small_line(1, LineTicks::by_itself), patient);
    server.start();
    Operator redis(url);
    EXPECT_TRUE(eventually([&] { return calls_of("evalsha", redis) >= 2; }));
    EXPECT_EQ(try_to_join(fresh, fan(1)), Fate::shed);
    fresh.close();
    EXPECT_EQ(redis({"EXISTS", line_keys(url, main_line)[0]}).view().number(), 0);
}

// What no waiting rules out: those who remember come when others are called already.
TEST_F(LineLoss, the_capacity_holds_when_those_who_remember_come_late) {
    constexpr std::uint32_t capacity = 3;
    auto const a = node_by_hand(url, clock, capacity);
    std::vector<PlaceNumber> places;
    for (std::uint32_t n = 0; n < 6; ++n) places.push_back(settled<JoinLine>(*a, fan(n)).place);
    settled<EnterLine>(*a, fan(0));
    settled<EnterLine>(*a, fan(1));
    flush();
    auto const fresh = node_by_hand(url, clock, capacity);
    std::vector<PlaceNumber> later;
    for (std::uint32_t n = 10; n < 13; ++n) later.push_back(settled<JoinLine>(*fresh, fan(n)).place);
    ASSERT_EQ(fresh->report().counters.called, capacity);
    a->tick();
    fresh->tick();
    for (auto* node : {a.get(), fresh.get()}) {
        EXPECT_EQ(node->report().counters.inside, 2U);
        EXPECT_EQ(node->report().counters.called, 0U);
    }
    // Two of them had numbers that those inside have: they get others.
    for (std::uint32_t n = 10; n < 12; ++n) EXPECT_GT(settled<JoinLine>(*fresh, fan(n)).place.value, 100'000U);
    EXPECT_EQ(settled<JoinLine>(*fresh, fan(12)).place, later[2]);
    clock.advance(return_grace + seconds{1});
    a->tick();  // has the lease, or has not
    fresh->tick();
    a->tick();
    EXPECT_EQ(a->report().counters.called + a->report().counters.inside, capacity);
}

TEST_F(LineLoss, no_number_is_given_twice) {
    auto const node = node_by_hand(url, clock);
    std::uint32_t last = 0;
    for (int loss = 0; loss < 3; ++loss) {
        for (std::uint32_t n = 0; n < 5; ++n) {
            auto const place = settled<JoinLine>(*node, fan(static_cast<std::uint32_t>(loss) * 10 + n)).place;
            EXPECT_GT(place.value, last);
            last = place.value;
        }
        flush();
    }
}

// Redis was restored to an older state: what a lagging replica, or a backup, has.
TEST_F(LineLoss, a_state_that_lags_is_noticed_and_mended) {
    auto const node = node_by_hand(url, clock, 1);
    settled<JoinLine>(*node, fan(1));
    auto const waits = settled<JoinLine>(*node, fan(2)).place;
    {
        Operator redis(url);
        redis({"SAVE"});
    }
    auto const session = settled<EnterLine>(*node, fan(1));
    auto const later = settled<JoinLine>(*node, fan(3)).place;
    settled<LeaveLine>(*node, fan(2));
    server.kill();
    server.start();  // with what was saved
    EXPECT_TRUE(eventually([&] {
        node->tick();
        return node->report().connected;
    }));
    EXPECT_TRUE(node->inside({fan(1), {{1}, session.entered_at}}, clock.now()));
    EXPECT_EQ(node->ask(fan(2), waits, clock.now()).kind, Kind::absent);
    EXPECT_EQ(node->ask(fan(3), later, clock.now()).kind, Kind::waiting);
    node->tick();
    EXPECT_EQ(settled<JoinLine>(*node, fan(3)).place, later);
    EXPECT_GT(settled<JoinLine>(*node, fan(2)).place.value, 100'000U);
    EXPECT_EQ(node->report().counters.inside, 1U);
    EXPECT_EQ(node->report().counters.called, 0U);
}

// The node that comes first has missed nothing of what Redis has left, and does not know what is missing.
TEST_F(LineLoss, no_number_is_given_twice_by_a_node_that_did_not_know_it_was_given) {
    auto const a = node_by_hand(url, clock);
    auto const b = node_by_hand(url, clock);
    settled<JoinLine>(*a, fan(1));
    b->tick();
    {
        Operator redis(url);
        redis({"SAVE"});
    }
    auto const given = settled<JoinLine>(*a, fan(2)).place;
    server.kill();
    server.start();
    EXPECT_TRUE(eventually([&] {
        b->tick();
        return b->report().connected;
    }));
    EXPECT_NE(settled<JoinLine>(*b, fan(3)).place, given);
    EXPECT_TRUE(eventually([&] {
        a->tick();
        return a->report().connected;
    }));
    EXPECT_EQ(settled<JoinLine>(*a, fan(2), given).place, given);
    b->tick();
    EXPECT_EQ(b->ask(fan(2), given, clock.now()).position, 2U);
}

TEST_F(LineLoss, while_redis_is_away_joins_are_shed_and_polls_and_passes_go_on) {
    SystemClock const real;
    auto const node = node_by_itself(url, real, 1);
    auto const place = settled<JoinLine>(*node, fan(1)).place;
    auto const session = settled<EnterLine>(*node, fan(1));
    auto const waiting = settled<JoinLine>(*node, fan(2)).place;
    server.kill();
    ASSERT_TRUE(eventually([&] { return !node->report().connected; }));
    EXPECT_TRUE(node->overloaded());
    EXPECT_EQ(try_to_join(*node, fan(3)), Fate::shed);
    EXPECT_EQ(node->ask(fan(2), waiting, real.now()).position, 1U);
    EXPECT_TRUE(node->inside({fan(1), {place, session.entered_at}}, real.now()));
    // A payment meanwhile counts here at once, and for Redis when it is back.
    EXPECT_TRUE(node->end_session(fan(1), std::nullopt));
    EXPECT_FALSE(node->inside({fan(1), {place, session.entered_at}}, real.now()));
    EXPECT_EQ(node->report().unwritten, 1U);
    server.start();  // empty
    ASSERT_TRUE(eventually([&] { return node->report().connected && node->report().unwritten == 0; }));
    EXPECT_EQ(node->report().counters.inside, 0U);
    EXPECT_EQ(try_to_join(*node, fan(3)), Fate::answered);
    EXPECT_EQ(node->ask(fan(2), waiting, real.now()).place, waiting);
    EXPECT_TRUE(eventually([&] { return node->report().counters.waiting == 2; }));
    EXPECT_EQ(node->ask(fan(2), waiting, real.now()).position, 1U);
}

TEST_F(LineLoss, a_redis_that_hangs_holds_nobody_up_for_long) {
    SystemClock const real;
    auto const node = node_by_itself(url, real, 1);
    server.freeze();
    auto const fate = try_to_join(*node, fan(1));
    EXPECT_TRUE(fate == Fate::failed || fate == Fate::shed);
    EXPECT_TRUE(eventually([&] { return !node->report().connected; }));
    server.thaw();
    ASSERT_TRUE(eventually([&] { return try_to_join(*node, fan(1)) == Fate::answered; }));
    EXPECT_EQ(node->report().counters.last_given, PlaceNumber{1});
}

TEST_F(LineLoss, a_node_may_start_before_redis_does) {
    server.kill();
    SystemClock const real;
    auto const node = node_by_itself(url, real, 1);
    EXPECT_FALSE(node->report().connected);
    EXPECT_EQ(try_to_join(*node, fan(1)), Fate::shed);
    server.start();
    EXPECT_TRUE(eventually([&] { return try_to_join(*node, fan(1)) == Fate::answered; }));
}

// ---- a node that has not seen the line ----

TEST_F(LineLoss, a_node_that_starts_without_redis_tells_no_position_and_believes_passes_for_a_session_at_most) {
    auto const before = node_by_hand(url, clock);
    auto const inside = settled<JoinLine>(*before, fan(1)).place;
    auto const session = settled<EnterLine>(*before, fan(1));
    for (std::uint32_t n = 2; n < 30; ++n) settled<JoinLine>(*before, fan(n));
    before->close();
    server.kill();

    auto const node = node_by_hand(url, clock);
    auto const standing = node->ask(fan(29), PlaceNumber{29}, clock.now());
    EXPECT_EQ(standing.kind, Kind::waiting);
    EXPECT_EQ(standing.place, PlaceNumber{29});
    EXPECT_FALSE(standing.position_known);
    EXPECT_GT(standing.position, 1U);
    EXPECT_FALSE(node->profile().known);
    EXPECT_EQ(node->report().calls_stopped, CallsStopped::store_away);
    ShownPass const pass{fan(1), {inside, session.entered_at}, session.until + seconds{300}};
    clock.advance(seconds{599});
    EXPECT_TRUE(node->inside(pass, clock.now()));
    clock.advance(seconds{1});
    EXPECT_FALSE(node->inside(pass, clock.now()));

    server.start();
    EXPECT_TRUE(eventually([&] {
        node->tick();
        return node->report().connected;
    }));
    EXPECT_TRUE(node->ask(fan(29), PlaceNumber{29}, clock.now()).position_known);
}

TEST_F(LineLoss, a_node_that_is_cut_off_believes_passes_that_it_cannot_know_for_a_short_time_only) {
    auto const node = node_by_hand(url, clock);
    auto const known = settled<JoinLine>(*node, fan(1)).place;
    auto const session = settled<EnterLine>(*node, fan(1));
    server.kill();
    node->tick();
    auto const let_in_elsewhere = [&] { return node->inside({fan(2), {{2}, clock.now()}}, clock.now()); };
    EXPECT_TRUE(let_in_elsewhere());
    clock.advance(seconds{29});
    EXPECT_TRUE(let_in_elsewhere());
    clock.advance(seconds{1});
    EXPECT_FALSE(let_in_elsewhere());
    EXPECT_TRUE(node->inside({fan(1), {known, session.entered_at}}, clock.now())) << "it saw that one begin";
}

TEST_F(LineLoss, a_server_that_starts_does_not_wait_for_a_redis_that_hangs) {
    server.freeze();
    SystemClock const real;
    auto const node = node_by_itself(url, real, 1);
    EXPECT_FALSE(node->report().connected);
    EXPECT_EQ(try_to_join(*node, fan(1)), Fate::shed);
    server.thaw();
    EXPECT_TRUE(eventually([&] { return try_to_join(*node, fan(1)) == Fate::answered; }));
}

// ---- another process has the data, and nothing is missing ----

class LineRestart : public testing::Test {
  protected:
    tests::RedisServer server{{"appendonly yes", "appendfsync always"}};
    Url const url = must_parse(server.url());
    SettableClock clock;

    void restart() {
        server.kill();
        server.start();
    }
    bool waits_for_others() {
        Operator redis(url);
        return redis({"HEXISTS", line_keys(url, main_line)[0], "call_server"}).view().number() == 1;
    }
    // The other nodes are waited for, however slow they are.
    static constexpr LeaseTerms patient{.term = std::chrono::hours(1),
                                        .gap = milliseconds{0},
                                        .before_opening = milliseconds{0},
                                        .roll_call = std::chrono::hours(1)};
    Node node(Clock const& of, LineTicks ticks, LeaseTerms terms, TimeByHand time) {
        return std::make_unique<RedisLine>(url, of, small_line(1, ticks), terms, time);
    }
    bool reaches(RedisLine& line) {
        line.tick();
        return line.report().connected;
    }
};

TEST_F(LineRestart, of_a_redis_that_loses_nothing_costs_no_number_and_no_pause) {
    SystemClock const real;
    auto const a = node(real, LineTicks::by_itself, patient, {});
    auto const b = node(real, LineTicks::by_itself, patient, {});
    settled<JoinLine>(*a, fan(1000));
    settled<EnterLine>(*a, fan(1000));
    for (std::uint32_t n = 1; n <= 5; ++n) {
        restart();
        // Away, too, and back: what is told of a time before the restart does not count.
        ASSERT_TRUE(eventually([&] { return try_to_join(*a, fan(n)) == Fate::answered; }));
        ASSERT_TRUE(eventually([&] { return try_to_join(*b, fan(n)) == Fate::answered; }));
        EXPECT_EQ(settled<JoinLine>(*b, fan(n)).place, PlaceNumber{n + 1});
    }
    settled<LeaveLine>(*b, fan(1000));
    EXPECT_EQ(a->report().last_number, PlaceNumber{100'000'000});
    EXPECT_TRUE(eventually([&] { return a->ask(fan(1), PlaceNumber{2}, real.now()).kind == Kind::called; }));
}

TEST_F(LineRestart, nodes_wait_until_all_have_come) {
    auto const a = node(clock, LineTicks::by_hand, patient, by_hand(clock));
    auto const b = node(clock, LineTicks::by_hand, patient, by_hand(clock));
    settled<JoinLine>(*a, fan(1));
    b->tick();
    restart();
    EXPECT_TRUE(eventually([&] {
        EXPECT_FALSE(reaches(*a));
        return waits_for_others();
    }));
    EXPECT_EQ(try_to_join(*a, fan(2)), Fate::shed);
    ASSERT_TRUE(eventually([&] { return reaches(*b); }));
    EXPECT_TRUE(reaches(*a));
    EXPECT_EQ(settled<JoinLine>(*a, fan(2)).place, PlaceNumber{2});
}

TEST_F(LineRestart, a_node_that_does_not_come_is_missed_and_numbers_are_left_out_for_what_it_may_know) {
    auto terms = patient;
    terms.roll_call = milliseconds{2'500};
    auto const a = node(clock, LineTicks::by_hand, terms, by_hand(clock));
    auto const b = node(clock, LineTicks::by_hand, terms, by_hand(clock));
    settled<JoinLine>(*a, fan(1));
    b->tick();
    b->close();
    restart();
    EXPECT_TRUE(eventually([&] {
        EXPECT_FALSE(reaches(*a));
        return waits_for_others();
    }));
    clock.advance(milliseconds{2'500});
    ASSERT_TRUE(reaches(*a));
    auto const place = settled<JoinLine>(*a, fan(2)).place;
    EXPECT_GT(place.value, 2'500U * 100U);
    EXPECT_LT(place.value, 1'000'000U);
}

// It knows of a later version than Redis has.
TEST_F(LineRestart, a_node_that_misses_something_ends_the_waiting) {
    tests::RedisServer forgetful;
    auto const at = must_parse(forgetful.url());
    auto const a = std::make_unique<RedisLine>(at, clock, small_line(1, LineTicks::by_hand), patient, by_hand(clock));
    auto const b = std::make_unique<RedisLine>(at, clock, small_line(1, LineTicks::by_hand), patient, by_hand(clock));
    a->tick();
    Operator redis(at);
    redis({"SAVE"});
    auto const lost = settled<JoinLine>(*b, fan(1)).place;
    forgetful.kill();
    forgetful.start();
    EXPECT_FALSE(reaches(*a));
    ASSERT_TRUE(eventually([&] { return reaches(*b); }));
    ASSERT_TRUE(eventually([&] { return reaches(*a); }));
    EXPECT_GT(settled<JoinLine>(*a, fan(2)).place.value, 100'000U);
    EXPECT_EQ(settled<JoinLine>(*a, fan(1), lost).place, lost);
}

}  // namespace
}  // namespace onsale::redis
