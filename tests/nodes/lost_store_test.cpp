// PostgreSQL dies under load.
#include <iostream>

#include <gtest/gtest.h>

#include "nodes/hall_watch.h"
#include "nodes/sale_under_load.h"
#include "servers/postgres_server.h"
#include "support/eventually.h"
#include "support/fan.h"

namespace onsale::tests {
namespace {

using std::chrono::steady_clock;

// "At once" to a fan, on a machine that may be busy with other tests.
constexpr std::chrono::seconds at_once{5};

// Every node, while there is no store.
void expect_reads_and_no_writes(SaleUnderLoad& sale, Fan const& fan) {
    auto const& observer = sale.on_show().observer.fan;
    for (auto const port : sale.nodes().ports()) {
        ApiClient api(port);
        // A session of the store may outlive it by a moment, and a clerk that has one serves on.
        EXPECT_TRUE(eventually([&] {
            for (int i = 0; i < 10; ++i) {
                if (charge(api, fan, 1'000).status != 503) return false;
            }
            return true;
        }));
        for (int i = 0; i < 10; ++i) {
            auto const asked = steady_clock::now();
            auto const refused = charge(api, fan, 1'000);
            EXPECT_LT(steady_clock::now() - asked, at_once);
            EXPECT_EQ(refused.status, 503U) << refused.body;
            EXPECT_TRUE(refused.fields.contains("retry-after"));
            for (auto const& date : sale.on_show().dates) {
                EXPECT_EQ(api.get("/concert/" + date + "/seats", observer.token).status, 200U);
            }
            EXPECT_EQ(api.get("/user/" + fan.id + "/point").status, 200U);
        }
        EXPECT_TRUE(eventually([&] { return api.get("/readyz").status == 503; }));
    }
}

Fan known_everywhere(SaleUnderLoad& sale) {
    ApiClient api(sale.nodes().port(0));
    auto fan = registered(api);
    sale.nodes().in_step();
    return fan;
}

TEST(LostStore, writes_are_refused_at_once_reads_go_on_and_all_that_was_answered_is_there_again) {
    constexpr int kills = 3;
    PostgresServer store;
    redis::LineName line;
    SaleUnderLoad sale(store.url(), redis::test_redis() + "?prefix=" + line.url.prefix);
    auto const fan = known_everywhere(sale);
    for (int kill = 0; kill < kills; ++kill) {
        sale.begin_load();
        sale.await_answers();
        store.kill();
        expect_reads_and_no_writes(sale, fan);
        sale.await_not_now();
        store.start();
        EXPECT_TRUE(eventually([&] { return sale.nodes().all_ready(); }));
        sale.await_answers();
        sale.check();
    }
    sale.report("killed PostgreSQL " + std::to_string(kills) + " times");
}

// PostgreSQL counts its transactions. One that was rolled back just before a crash has left nothing on the disk, and
// its number is given again: to one that the boards must show nevertheless.
TEST(LostStore, changes_with_the_number_of_a_transaction_that_was_lost_reach_all_boards) {
    PostgresServer store;
    store.run("ALTER SYSTEM SET wal_writer_delay = '10s'");
    store.run("SELECT pg_reload_conf()");
    ASSERT_EQ(run(ONSALE_BINARY, {"migrate", "--store", store.url()}).exit_code, 0);
    redis::LineName line;
    SeveralNodes nodes(store.url(), redis::test_redis() + "?prefix=" + line.url.prefix);
    ApiClient api(nodes.port(0));
    auto const fan = registered(api);
    nodes.in_step();
    std::string lost;
    for (int i = 0; i < 500; ++i) lost += "BEGIN; SELECT pg_current_xact_id(); ROLLBACK;";
    store.run(lost);
    for (auto const port : nodes.ports()) {
        // Nobody knows this user: each node looks at what is new, and has seen that those transactions are over.
        ApiClient node(port);
        EXPECT_EQ(node.get("/user/019b0000-0000-7000-8000-000000000000/point").status, 404U);
    }
    store.kill();
    store.start();
    ASSERT_TRUE(eventually([&] { return charge(api, fan, 1'000).status == 200; }));
    auto const charged = store.number("SELECT max(balance) FROM users");
    ASSERT_TRUE(eventually([&] { return nodes.all_ready(); })) << "the others reach the store again, too";
    nodes.in_step();
    for (auto const port : nodes.ports()) {
        ApiClient node(port);
        EXPECT_EQ(balance(node, fan), charged);
    }
    EXPECT_EQ(nodes.audit().exit_code, 0);
}

TEST(LostStore, a_synchronous_standby_that_is_promoted_has_every_write_that_was_answered) {
    PostgresServer primary;
    PostgresServer standby(&primary);
    primary.run("ALTER SYSTEM SET synchronous_standby_names = '*'");
    primary.run("SELECT pg_reload_conf()");
    ASSERT_TRUE(eventually(
        [&] { return primary.number("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") == 1; }));
    redis::LineName line;
    SaleUnderLoad sale(primary.url_or(standby), redis::test_redis() + "?prefix=" + line.url.prefix);
    auto const fan = known_everywhere(sale);
    sale.begin_load();
    sale.await_answers(1'000);
    primary.kill();
    expect_reads_and_no_writes(sale, fan);
    auto const promoted = steady_clock::now();
    standby.run("SELECT pg_promote()");
    EXPECT_TRUE(eventually([&] { return sale.nodes().all_ready(); }));
    auto const ready_after =
        std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - promoted).count();
    sale.await_answers(1'000);
    sale.check();
    sale.report("the standby was promoted, all nodes were ready after " + std::to_string(ready_after) + " ms");
}

}  // namespace
}  // namespace onsale::tests
