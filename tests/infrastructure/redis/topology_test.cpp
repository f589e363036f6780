// The line on Redis that moves: a fail-over by Sentinel, a slot of a cluster on its way.
#include <atomic>

#include <fmt/format.h>

#include "domain/waiting/fans.h"
#include "infrastructure/redis/nodes.h"
#include "servers/redis_server.h"

namespace onsale::redis {
namespace {

using Kind = Standing::Kind;
using tests::RedisServer;

std::string plain(std::uint16_t port) { return fmt::format("redis://127.0.0.1:{}", port); }

// Joins until it is answered; what is told no meanwhile asks again, as fans do.
PlaceNumber join_at_last(RedisLine& node, UserId user, std::optional<PlaceNumber> shown = {}) {
    PlaceNumber place;
    EXPECT_TRUE(eventually([&] {
        JoinLine wish(user, shown);
        if (submit_and_wait(node, wish) != Fate::answered) return false;
        place = wish.outcome.value().place;
        return true;
    }));
    return place;
}

TEST(LineOnSentinel, a_fail_over_keeps_the_line) {
    RedisServer master;
    RedisServer replica({fmt::format("replicaof 127.0.0.1 {}", master.port())});
    RedisServer sentinel(
        {fmt::format("sentinel monitor line-master 127.0.0.1 {} 1", master.port()),
         "sentinel down-after-milliseconds line-master 500", "sentinel failover-timeout line-master 5000"},
        RedisServer::Kind::sentinel);
    Operator of_replica(must_parse(replica.url()));
    auto const in_step = [&] {
        auto const role = of_replica({"ROLE"});
        return role[0].text() == "slave" && role[3].text() == "connected";
    };
    ASSERT_TRUE(eventually(in_step));
    Operator of_sentinel(must_parse(plain(sentinel.port())));
    ASSERT_TRUE(eventually([&] { return of_sentinel({"SENTINEL", "replicas", "line-master"}).view().size() == 1; }));

    SystemClock const clock;
    auto const url = must_parse(fmt::format("redis+sentinel://127.0.0.1:{}/line-master", sentinel.port()));
    auto const a = node_by_itself(url, clock, 1);
    auto const b = node_by_itself(url, clock, 1);
    std::vector<PlaceNumber> places;
    for (std::uint32_t n = 0; n < 20; ++n) places.push_back(join_at_last(n % 2 == 0 ? *a : *b, fan(n)));
    auto const session = settled<EnterLine>(*a, fan(0));
    ASSERT_EQ(session.kind, Kind::inside);

    master.kill();
    ASSERT_TRUE(eventually([&] { return !a->report().connected && !b->report().connected; }));
    EXPECT_EQ(a->ask(fan(7), places[7], clock.now()).place, places[7]);
    ASSERT_TRUE(eventually([&] { return a->report().connected && b->report().connected; }));
    for (std::uint32_t n = 1; n < 20; ++n) {
        EXPECT_EQ(join_at_last(n % 2 == 0 ? *b : *a, fan(n), places[n]), places[n]);
    }
    EXPECT_TRUE(b->inside({fan(0), {places[0], session.entered_at}}, clock.now()));
    auto const newcomer = join_at_last(*a, fan(100));
    EXPECT_GT(newcomer, places.back());
    EXPECT_TRUE(eventually([&] { return b->ask(fan(100), newcomer, clock.now()).position == 20; }));
}

class LineOnCluster : public testing::Test {
  protected:
    LineOnCluster() {
        for (int i = 0; i < 3; ++i) {
            nodes.push_back(std::make_unique<RedisServer>(
                RedisServer::Lines{"cluster-enabled yes", "cluster-config-file nodes.conf"}));
            operators.push_back(std::make_unique<Operator>(must_parse(plain(nodes.back()->port()))));
        }
        for (std::size_t i = 0; i < 3; ++i) {
            ids.emplace_back((*operators[i])({"CLUSTER", "MYID"}).view().text());
            auto const first = std::to_string(i * 5'462);
            auto const last = std::to_string(i == 2 ? 16'383 : (i + 1) * 5'462 - 1);
            (*operators[i])({"CLUSTER", "ADDSLOTSRANGE", first, last});
            (*operators[i])({"CLUSTER", "SET-CONFIG-EPOCH", std::to_string(i + 1)});
            if (i > 0) (*operators[i])({"CLUSTER", "MEET", "127.0.0.1", std::to_string(nodes[0]->port())});
        }
        for (auto const& redis : operators) {
            EXPECT_TRUE(eventually([&] {
                auto const info = (*redis)({"CLUSTER", "INFO"});
                auto const slots = (*redis)({"CLUSTER", "SLOTS"});
                return info.view().text().contains("cluster_state:ok") && slots.view().size() == 3;
            }));
        }
    }

    // As redis-cli --cluster reshard does it, with time in between for others to notice.
    void move_slot(std::string const& slot, std::size_t from, std::size_t to) {
        (*operators[to])({"CLUSTER", "SETSLOT", slot, "IMPORTING", ids[from]});
        (*operators[from])({"CLUSTER", "SETSLOT", slot, "MIGRATING", ids[to]});
        while (true) {
            auto const keys = (*operators[from])({"CLUSTER", "GETKEYSINSLOT", slot, "3"});
            if (keys.view().size() == 0) break;
            auto const port = std::to_string(nodes[to]->port());
            for (std::size_t i = 0; i < keys.view().size(); ++i) {
                (*operators[from])({"MIGRATE", "127.0.0.1", port, keys[i].text(), "0", "5000"});
                std::this_thread::sleep_for(milliseconds{5});
            }
        }
        (*operators[to])({"CLUSTER", "SETSLOT", slot, "NODE", ids[to]});
        (*operators[from])({"CLUSTER", "SETSLOT", slot, "NODE", ids[to]});
    }

    std::vector<std::unique_ptr<RedisServer>> nodes;
    std::vector<std::unique_ptr<Operator>> operators;
    std::vector<std::string> ids;
};

TEST_F(LineOnCluster, a_slot_that_moves_while_fans_join_loses_and_doubles_no_place) {
    auto const url =
        must_parse(fmt::format("redis+cluster://127.0.0.1:{},127.0.0.1:{}", nodes[0]->port(), nodes[1]->port()));
    auto const slot = cluster_slot(hash_tag(url, main_line));
    auto const owner = static_cast<std::size_t>(slot / 5'462);
    SystemClock const clock;
    LeaseTerms terms = opening_at_once;
    terms.roll_call = std::chrono::hours(1);  // however slow they are
    auto const a = std::make_unique<RedisLine>(url, clock, small_line(1, LineTicks::by_itself), terms);
    auto const b = std::make_unique<RedisLine>(url, clock, small_line(1, LineTicks::by_itself), terms);
    ASSERT_TRUE(a->report().connected);

    std::atomic<bool> moved = false;
    std::vector<std::vector<PlaceNumber>> places(2);
    {
        std::vector<std::jthread> fans;
        for (std::uint32_t t = 0; t < 2; ++t) {
            fans.emplace_back([&, t] {
                auto& node = t == 0 ? *a : *b;
                for (std::uint32_t n = 0; n < 50 || !moved; ++n)
                    places[t].push_back(join_at_last(node, fan(t * 100'000 + n)));
                for (std::uint32_t n = 0; n < 50; ++n)
                    places[t].push_back(join_at_last(node, fan(t * 100'000 + 50'000 + n)));
            });
        }
        move_slot(std::to_string(slot), owner, (owner + 1) % 3);
        moved = true;
    }
    std::vector<PlaceNumber> all = places[0];
    all.insert(all.end(), places[1].begin(), places[1].end());
    std::ranges::sort(all);
    EXPECT_EQ(std::ranges::adjacent_find(all), all.end());
    // No gap: another process has the data now, and all nodes agree that nothing was lost on the way.
    EXPECT_EQ(all.back().value, all.size());
    for (auto const& one : places) EXPECT_TRUE(std::ranges::is_sorted(one));
}

// Those who were connected to the old owner and those who were not must take the data to be the same process'.
TEST_F(LineOnCluster, after_a_slot_has_moved_old_and_new_nodes_agree_on_one_history) {
    auto const url =
        must_parse(fmt::format("redis+cluster://127.0.0.1:{},127.0.0.1:{}", nodes[0]->port(), nodes[1]->port()));
    auto const slot = cluster_slot(hash_tag(url, main_line));
    auto const owner = static_cast<std::size_t>(slot / 5'462);
    SettableClock clock;
    auto const a = node_by_hand(url, clock, 1);
    auto const b = node_by_hand(url, clock, 1);
    auto const first = settled<JoinLine>(*a, fan(1)).place;
    b->tick();
    move_slot(std::to_string(slot), owner, (owner + 1) % 3);
    auto const beats = [&](RedisLine& node) {
        return eventually([&] {
            node.tick();
            return node.report().connected;
        });
    };
    ASSERT_TRUE(beats(*a));
    auto const c = node_by_hand(url, clock, 1);  // was not there before
    ASSERT_TRUE(beats(*c));
    auto const given = settled<JoinLine>(*a, fan(2)).place;
    for (int round = 0; round < 20; ++round) {
        for (auto* node : {a.get(), b.get(), c.get()}) {
            ASSERT_TRUE(beats(*node));
            EXPECT_LE(node->report().counters.last_given, given);
            node->ask(fan(1), first, clock.now());
        }
        clock.advance(seconds{1});
    }
    EXPECT_EQ(c->ask(fan(1), first, clock.now()).kind, Kind::called);
}

}  // namespace
}  // namespace onsale::redis
