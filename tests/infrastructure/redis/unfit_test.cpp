// A Redis that throws pieces of the line away, or would.
#include "domain/waiting/fans.h"
#include "infrastructure/redis/nodes.h"
#include "infrastructure/redis/server_facts.h"
#include "servers/redis_server.h"

namespace onsale::redis {
namespace {

using Kind = Standing::Kind;
using tests::RedisServer;

TEST(ServerFacts, tell_the_run_the_role_and_the_replicas) {
    auto const facts = facts_in(
        "# Server\r\nrun_id:2f54\r\n# Memory\r\nmaxmemory:0\r\nmaxmemory_policy:allkeys-lru\r\n# Replication\r\n"
        "role:master\r\nconnected_slaves:2\r\nmin_slaves_good_slaves:1\r\n");
    EXPECT_EQ(facts.run, "2f54");
    EXPECT_TRUE(facts.master);
    EXPECT_FALSE(facts.evicts) << "without a maxmemory nothing is thrown away";
    EXPECT_EQ(facts.replicas, 2U);
    EXPECT_TRUE(facts.waits_for_replicas);
}

TEST(ServerFacts, a_line_is_thrown_away_by_a_policy_for_all_keys_alone) {
    EXPECT_TRUE(facts_in("maxmemory:100\r\nmaxmemory_policy:allkeys-random\r\n").evicts);
    EXPECT_FALSE(facts_in("maxmemory:100\r\nmaxmemory_policy:noeviction\r\n").evicts);
    EXPECT_FALSE(facts_in("maxmemory:100\r\nmaxmemory_policy:volatile-lru\r\n").evicts);
    EXPECT_FALSE(facts_in("role:slave\r\n").master);
}

TEST(UnfitRedis, a_policy_that_evicts_is_refused_and_told_until_it_is_changed) {
    RedisServer server({"maxmemory 100mb", "maxmemory-policy allkeys-lru"});
    auto const url = must_parse(server.url());
    SystemClock const clock;
    std::vector<std::string> told;
    auto options = small_line(1, LineTicks::by_hand);
    options.on_fault = [&](std::string_view what) { told.emplace_back(what); };
    RedisLine line(url, clock, options, opening_at_once);
    EXPECT_FALSE(line.report().connected);
    EXPECT_EQ(line.report().calls_stopped, CallsStopped::store_unfit);
    EXPECT_TRUE(line.report().trouble.contains("allkeys-lru")) << line.report().trouble;
    EXPECT_EQ(try_to_join(line, fan(1)), Fate::shed);
    line.tick();
    ASSERT_EQ(told.size(), 1U);
    EXPECT_TRUE(told[0].contains("maxmemory-policy"));

    Operator redis(url);
    redis({"CONFIG", "SET", "maxmemory-policy", "noeviction"});
    EXPECT_TRUE(eventually([&] {
        line.tick();
        return line.report().connected;
    }));
    EXPECT_EQ(line.report().trouble, "");
    EXPECT_EQ(try_to_join(line, fan(1)), Fate::answered);
}

TEST(UnfitRedis, a_policy_that_is_changed_under_a_line_stops_it) {
    RedisServer server({"maxmemory 100mb"});
    auto const url = must_parse(server.url());
    SystemClock const clock;
    auto const line = node_by_itself(url, clock);
    auto const place = settled<JoinLine>(*line, fan(1)).place;
    auto const session = settled<EnterLine>(*line, fan(1));
    Operator redis(url);
    redis({"CONFIG", "SET", "maxmemory-policy", "allkeys-lru"});
    EXPECT_TRUE(eventually([&] { return line->report().calls_stopped == CallsStopped::store_unfit; }));
    EXPECT_TRUE(line->inside({fan(1), {place, session.entered_at}}, clock.now()));
    EXPECT_EQ(try_to_join(*line, fan(2)), Fate::shed);
}

TEST(UnfitRedis, a_replica_is_refused) {
    RedisServer const master;
    RedisServer const replica({fmt::format("replicaof 127.0.0.1 {}", master.port())});
    SettableClock clock;
    EXPECT_FALSE(node_by_hand(must_parse(replica.url()), clock)->report().connected);
}

TEST(UnfitRedis, an_operator_hears_of_replicas_that_a_master_does_not_wait_for) {
    RedisServer const master;
    RedisServer const replica({fmt::format("replicaof 127.0.0.1 {}", master.port())});
    auto const url = must_parse(master.url());
    Operator redis(url);
    ASSERT_TRUE(eventually([&] { return redis({"INFO", "replication"}).view().text().contains("state=online"); }));
    SystemClock const clock;
    std::vector<std::string> told;
    auto options = small_line(1, LineTicks::by_hand);
    options.on_warning = [&](std::string_view what) { told.emplace_back(what); };
    RedisLine line(url, clock, options, opening_at_once);
    line.tick();
    EXPECT_TRUE(line.report().connected);
    EXPECT_TRUE(line.report().trouble.contains("min-replicas-to-write")) << line.report().trouble;
    ASSERT_EQ(told.size(), 1U);
    redis({"CONFIG", "SET", "min-replicas-to-write", "1"});
    EXPECT_TRUE(eventually([&] {
        line.tick();
        return line.report().trouble.empty();
    }));
}

// One key of the line is gone, as an eviction or a wrong DEL leaves it.
class KeyGone : public testing::TestWithParam<char const*> {
  protected:
    LineName name;
    SettableClock clock;
};

TEST_P(KeyGone, the_line_is_rebuilt_within_its_capacity_from_what_nodes_and_tickets_remember) {
    constexpr std::uint32_t capacity = 3;
    auto const a = node_by_hand(name.url, clock, capacity);
    auto const b = node_by_hand(name.url, clock, capacity);
    std::vector<PlaceNumber> places;
    for (std::uint32_t n = 0; n < 7; ++n) places.push_back(settled<JoinLine>(n % 2 == 0 ? *a : *b, fan(n)).place);
    auto const session = settled<EnterLine>(*a, fan(0));
    settled<EnterLine>(*b, fan(1));  // the third one is called
    b->tick();
    a->tick();
    auto const key = fmt::format("{{{}}}{}", hash_tag(name.url, main_line), GetParam());
    Operator redis(name.url);
    ASSERT_EQ(redis({"DEL", key}).view().number(), 1);

    auto const poll = [&] {
        for (std::uint32_t n = 2; n < 7; ++n) (n % 2 == 0 ? *b : *a).ask(fan(n), places[n], clock.now());
        for (auto* node : {a.get(), b.get(), a.get()}) node->tick();
    };
    for (int i = 0; i < 15; ++i) {
        poll();
        auto const counters = a->report().counters;
        ASSERT_EQ(counters.inside, 2U) << i;
        ASSERT_LE(counters.called, 1U) << i;
        clock.advance(seconds{1});
    }
    EXPECT_EQ(b->ask(fan(2), places[2], clock.now()).kind, Kind::called);
    EXPECT_EQ(a->report().counters.waiting, 4U);
    EXPECT_TRUE(b->inside({fan(0), {places[0], session.entered_at}}, clock.now()));
    EXPECT_EQ(settled<EnterLine>(*b, fan(2)).place, places[2]);
    for (std::uint32_t n = 3; n < 7; ++n) EXPECT_EQ(settled<JoinLine>(*a, fan(n), places[n]).place, places[n]);
    settled<LeaveLine>(*a, fan(0));
    EXPECT_EQ(a->ask(fan(3), places[3], clock.now()).kind, Kind::called);
    EXPECT_GT(settled<JoinLine>(*a, fan(99)).place, places.back());
}

INSTANTIATE_TEST_SUITE_P(Is, KeyGone,
                         testing::Values("meta", "users", "alive", "waiting", "ended", "called", "inside", "session",
                                         "seen", "changes"),
                         [](auto const& key) { return std::string(key.param); });

}  // namespace
}  // namespace onsale::redis
