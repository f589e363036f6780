#include "infrastructure/postgres/sale/schema.h"

#include <atomic>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "infrastructure/postgres/fresh_database.h"
#include "infrastructure/postgres/sale/migrations.h"
#include "infrastructure/postgres/sale/sale_archive.h"
#include "infrastructure/postgres/sale/unit_of_work.h"

namespace onsale::postgres {
namespace {

int newest() { return migrations().back().version; }

TEST(PostgresSchema, an_empty_database_is_migrated_once) {
    FreshDatabase const database(Schema::none);
    auto const first = migrate(database.url());
    EXPECT_EQ(first.from, 0);
    EXPECT_EQ(first.to, newest());
    auto const again = migrate(database.url());
    EXPECT_EQ(again.from, newest());
    EXPECT_EQ(again.to, newest());
    EXPECT_EQ(database.number("SELECT count(*) FROM schema_version WHERE name <> '' AND applied_at <= now()"),
              newest());
}

TEST(PostgresSchema, several_nodes_may_migrate_at_once) {
    constexpr int nodes = 4;
    FreshDatabase const database(Schema::none);
    std::atomic<int> did_it{0};
    {
        std::vector<std::jthread> starting;
        for (int i = 0; i < nodes; ++i) {
            starting.emplace_back([&] { did_it += migrate(database.url()).from == 0 ? 1 : 0; });
        }
    }
    EXPECT_EQ(did_it, 1);
    EXPECT_EQ(database.number("SELECT count(*) FROM schema_version"), newest());
}

TEST(PostgresSchema, versions_of_the_steps_go_up_one_by_one) {
    int expected = 1;
    for (auto const& step : migrations()) EXPECT_EQ(step.version, expected++);
}

TEST(PostgresSchema, a_step_that_fails_leaves_nothing) {
    FreshDatabase const database(Schema::none);
    database.run("CREATE TABLE point_history ()");  // in the way of the first step's second half
    EXPECT_THROW(migrate(database.url()), StorageFault);
    EXPECT_EQ(database.number("SELECT count(*) FROM pg_class WHERE relname IN ('concert', 'seat')"), 0);
    EXPECT_EQ(database.number("SELECT count(*) FROM schema_version"), 0);
    database.run("DROP TABLE point_history");
    EXPECT_EQ(migrate(database.url()).from, 0);
}

TEST(PostgresSchema, a_database_of_a_newer_release_is_refused_and_left_alone) {
    FreshDatabase const database;
    database.run("INSERT INTO schema_version (version, name) VALUES (9999, 'of tomorrow')");
    EXPECT_THROW(migrate(database.url()), StorageFault);
    EXPECT_EQ(database.number("SELECT max(version) FROM schema_version"), 9999);
    PostgresUnitOfWork work(database.url());
    EXPECT_THROW(work.begin(), StorageFault);
    PostgresSaleArchive archive(database.url());
    EXPECT_THROW(archive.newest(), StorageFault);
}

TEST(PostgresSchema, a_database_without_the_schema_is_refused_until_it_is_migrated) {
    FreshDatabase const database(Schema::none);
    PostgresUnitOfWork work(database.url());
    EXPECT_THROW(work.begin(), StorageFault);
    EXPECT_THROW(work.begin(), StorageFault);
    migrate(database.url());
    work.begin();
    work.rollback();
}

TEST(PostgresSchema, a_history_is_only_ever_added_to) {
    FreshDatabase const database;
    for (auto const* const sql : {"UPDATE point_history SET amount = 1", "DELETE FROM point_history",
                                  "TRUNCATE point_history", "TRUNCATE users CASCADE"}) {
        EXPECT_THROW(database.run(sql), StorageFault) << sql;
    }
}

}  // namespace
}  // namespace onsale::postgres
