// A fail-over to a standby that lacks the last commits; and nodes that do not agree.
#include <gtest/gtest.h>

#include "infrastructure/redis/test_redis.h"
#include "nodes/several_nodes.h"
#include "servers/postgres_server.h"
#include "servers/redis_server.h"
#include "support/eventually.h"
#include "support/fan.h"

namespace onsale::tests {
namespace {

void cut_off(PostgresServer const& standby, PostgresServer const& primary) {
    auto const end = primary.number("SELECT (pg_current_wal_lsn() - '0/0')::bigint");
    ASSERT_TRUE(eventually([&] { return standby.number("SELECT (pg_last_wal_replay_lsn() - '0/0')::bigint") >= end; }));
    standby.run("ALTER SYSTEM SET primary_conninfo = 'host=127.0.0.1 port=1'");
    standby.run("SELECT pg_reload_conf()");
    ASSERT_TRUE(eventually([&] { return standby.number("SELECT count(*) FROM pg_stat_wal_receiver") == 0; }));
}

TEST(LostHistory, a_node_that_is_ready_after_a_lossy_fail_over_shows_what_the_store_has) {
    PostgresServer primary;
    ASSERT_EQ(run(ONSALE_BINARY, {"migrate", "--store", primary.url()}).exit_code, 0);
    PostgresServer standby(&primary);
    redis::LineName line;
    SeveralNodes nodes(primary.url_or(standby), redis::test_redis() + "?prefix=" + line.url.prefix, {.nodes = 2});
    ApiClient api(nodes.port(0));
    auto const fan = registered(api);
    expect_status(charge(api, fan, 1'000), 200);
    nodes.in_step();
    cut_off(standby, primary);
    for (int i = 0; i < 60; ++i) expect_status(charge(api, fan, 1), 200);
    auto const lost = registered(api);
    nodes.in_step();
    primary.kill();
    standby.run("SELECT pg_promote()");
    ASSERT_TRUE(eventually([&] { return charge(api, fan, 500).status == 200; }));
    auto const charged = standby.number("SELECT max(balance) FROM users");
    for (auto const port : nodes.ports()) {
        ApiClient node(port);
        ASSERT_TRUE(eventually([&] { return node.get("/readyz").status == 200; }));
        // What the lost primary had is gone; what was charged since may still be on its way to this node.
        auto const shown = balance(node, fan);
        EXPECT_TRUE(shown == 1'000 || shown == charged) << shown;
        EXPECT_TRUE(eventually([&] { return balance(node, fan) == charged; }));
        EXPECT_EQ(node.get("/user/" + lost.id + "/point").status, 404U);
    }
    auto const newcomer = registered(api);
    nodes.in_step();
    for (auto const port : nodes.ports()) {
        ApiClient node(port);
        EXPECT_EQ(balance(node, newcomer), 0) << "registered after it: known everywhere";
    }
    EXPECT_EQ(nodes.audit().exit_code, 0);
}

// The node that took it could tell nobody, and the boards of the other one go from before it to after it in one step.
TEST(LostHistory, a_payment_that_no_feed_has_told_has_ended_its_session) {
    PostgresServer primary;
    ASSERT_EQ(run(ONSALE_BINARY, {"migrate", "--store", primary.url()}).exit_code, 0);
    PostgresServer standby(&primary);
    RedisServer redis;
    SeveralNodes nodes(primary.url_or(standby), redis.url(), {.nodes = 2});
    ApiClient takes(nodes.port(0));
    ApiClient reads_later(nodes.port(1));
    auto const hall = open_hall(takes, 1, 1'000);
    auto const fan = fan_inside(takes);
    expect_status(charge(takes, fan, 1'000), 200);
    auto const reservation = held(takes, fan, hall.seats[0]);
    nodes.in_step();
    auto const works_there = [&] { return reads_later.get("/concert/dates", fan.token).status; };
    ASSERT_EQ(works_there(), 200U);

    nodes.signal(1, SIGSTOP);
    redis.kill();
    expect_status(pay(takes, fan, reservation), 200);
    nodes.kill(0);
    cut_off(standby, primary);  // with the payment
    primary.kill();
    standby.run("SELECT pg_promote()");
    redis.start();
    nodes.signal(1, SIGCONT);
    ASSERT_TRUE(eventually([&] { return charge(reads_later, fan, 10).status == 200; }));
    ASSERT_TRUE(eventually([&] { return reads_later.get("/readyz").status == 200; }));
    EXPECT_EQ(works_there(), 401U) << "the payment has ended the session";
    EXPECT_EQ(pay(reads_later, fan, reservation).status, 200U) << "paid, and charged once";
    EXPECT_EQ(balance(reads_later, fan), 10);
}

TEST(LostHistory, a_node_says_at_once_why_it_is_not_ready) {
    PostgresServer store;
    ASSERT_EQ(run(ONSALE_BINARY, {"migrate", "--store", store.url()}).exit_code, 0);
    redis::LineName line;
    SeveralNodes nodes(store.url(), redis::test_redis() + "?prefix=" + line.url.prefix, {.nodes = 1});
    ApiClient api(nodes.port(0));
    auto const says = [&](std::string const& what) {
        return eventually([&] {
            auto const answer = api.get("/readyz");
            return answer.status == 503 && answer.body.find(what) != std::string::npos;
        });
    };
    store.run("INSERT INTO schema_version (version, name) VALUES (1000, 'of a newer release')");
    EXPECT_TRUE(says("newer release"));
    store.run("DELETE FROM schema_version WHERE version = 1000");
    EXPECT_TRUE(eventually([&] { return nodes.all_ready(); }));
    store.run("ALTER SYSTEM SET default_transaction_read_only = on");
    store.run("SELECT pg_reload_conf()");
    EXPECT_TRUE(says("takes no writes"));
}

TEST(NewerRelease, nodes_of_the_release_before_write_no_more_once_it_has_migrated_and_lose_nothing) {
    PostgresServer store;
    ASSERT_EQ(run(ONSALE_BINARY, {"migrate", "--store", store.url()}).exit_code, 0);
    redis::LineName line;
    SeveralNodes nodes(store.url(), redis::test_redis() + "?prefix=" + line.url.prefix, {.nodes = 2});
    ApiClient one(nodes.port(0));
    ApiClient other(nodes.port(1));
    auto const fan = registered(one);
    expect_status(charge(one, fan, 1'000), 200);
    expect_status(charge(other, fan, 100), 200);
    store.run("INSERT INTO schema_version (version, name) VALUES (1000, 'of a newer release')");
    for (auto* const node : {&one, &other}) {
        for (int i = 0; i < 20; ++i) EXPECT_EQ(charge(*node, fan, 10'000).status, 503U);
    }
    EXPECT_EQ(store.number("SELECT balance FROM users WHERE id = '" + fan.id + "'"), 1'100);
    store.run("DELETE FROM schema_version WHERE version = 1000");
    ASSERT_TRUE(eventually([&] { return nodes.all_ready() && charge(one, fan, 1).status == 200; }));
    expect_status(charge(other, fan, 10), 200);
    nodes.in_step();
    for (auto* const node : {&one, &other}) EXPECT_EQ(balance(*node, fan), 1'111);
    EXPECT_EQ(nodes.audit().exit_code, 0);
}

TEST(LostHistory, a_node_with_other_settings_than_the_others_does_not_start) {
    PostgresServer store;
    ASSERT_EQ(run(ONSALE_BINARY, {"migrate", "--store", store.url()}).exit_code, 0);
    redis::LineName line;
    auto const url = redis::test_redis() + "?prefix=" + line.url.prefix;
    SeveralNodes nodes(store.url(), url, {.nodes = 1});
    auto const refused = run(ONSALE_BINARY, {"serve", "--listen", "127.0.0.1:0", "--store", store.url(), "--line", url,
                                             "--max-connections", "17"});
    EXPECT_EQ(refused.exit_code, 1);
    EXPECT_NE(refused.output.find("max_connections is 17 here and 1000 there"), std::string::npos) << refused.output;
}

// What a node shows is compared with its store while the sale goes on.
TEST(AuditOfANode, finds_boards_that_show_what_the_store_does_not_have) {
    PostgresServer store;
    ASSERT_EQ(run(ONSALE_BINARY, {"migrate", "--store", store.url()}).exit_code, 0);
    redis::LineName line;
    SeveralNodes nodes(store.url(), redis::test_redis() + "?prefix=" + line.url.prefix, {.nodes = 1});
    ApiClient api(nodes.port(0));
    auto const fan = registered(api);
    expect_status(charge(api, fan, 1'000), 200);
    auto const node = "http://127.0.0.1:" + std::to_string(nodes.port(0));
    auto const audit = [&] { return run(ONSALE_BINARY, {"audit", "--store", store.url(), "--node", node}); };
    auto const agrees = audit();
    EXPECT_EQ(agrees.exit_code, 0) << agrees.output;
    store.run("UPDATE users SET balance = balance + 1");  // behind the back of all nodes
    auto const differs = audit();
    EXPECT_EQ(differs.exit_code, 1);
    EXPECT_NE(differs.output.find("differs: wallets"), std::string::npos) << differs.output;
}

TEST(StoreOfACommand, data_on_the_command_line_goes_before_the_store_of_the_environment) {
    TemporaryFolder folder;
    auto const elsewhere = Environment{"ONSALE_STORE=postgresql://nobody@127.0.0.1:1/nowhere"};
    auto const audited = run(ONSALE_BINARY, {"audit", "--data", folder.path().string()}, elsewhere);
    EXPECT_EQ(audited.output.find("127.0.0.1"), std::string::npos) << audited.output;
    EXPECT_NE(audited.exit_code, 2) << audited.output;
    EXPECT_EQ(run(ONSALE_BINARY, {"audit"}, elsewhere).exit_code, 1) << "away";
    EXPECT_EQ(run(ONSALE_BINARY, {"audit"}).exit_code, 2) << "which sale?";
    EXPECT_EQ(run(ONSALE_BINARY, {"audit", "--data", folder.path().string(), "--store", "postgresql://a/b"}).exit_code,
              2);
}

}  // namespace
}  // namespace onsale::tests
