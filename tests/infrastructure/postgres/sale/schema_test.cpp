#include "infrastructure/postgres/sale/schema.h"

#include <atomic>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "infrastructure/postgres/fresh_database.h"
#include "infrastructure/postgres/sale/audit.h"
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

void make_version(FreshDatabase const& database, std::size_t version) {
    database.run(
        "CREATE TABLE schema_version (version integer PRIMARY KEY, name text NOT NULL,"
        " applied_at timestamptz NOT NULL DEFAULT now())");
    for (auto const& step : migrations().first(version)) {
        database.run(step.sql);
        database.run(
            "INSERT INTO schema_version (version, name) SELECT coalesce(max(version), 0) + 1, 'a step'"
            " FROM schema_version");
    }
}

TEST(PostgresSchema, what_was_steered_before_lines_had_names_is_the_steering_of_the_one_line) {
    FreshDatabase const database(Schema::none);
    make_version(database, 6);
    database.run(
        "UPDATE steering SET paused = true, capacity = 70, message = 'soon', message_at = 6000, changed_at = 6500");
    EXPECT_EQ(migrate(database.url()).from, 6);
    Steering const expected{.line = main_line,
                            .paused = true,
                            .capacity = 70,
                            .message = LineMessage{"soon", Instant{milliseconds{6'000}}},
                            .changed_at = Instant{milliseconds{6'500}}};
    EXPECT_EQ(PostgresSaleArchive(database.url()).read_steering(main_line), expected);
    EXPECT_EQ(database.number("SELECT count(*) FROM pg_index WHERE indexrelid = 'steering_pkey'::regclass"), 1);
}

TEST(PostgresSchema, a_database_of_version_7_is_brought_forward_and_its_dates_have_the_usual_terms) {
    FreshDatabase const database(Schema::none);
    make_version(database, 7);
    database.run(
        "INSERT INTO concert VALUES ('00000000-0000-4000-8000-000000000001', 'IU');"
        "INSERT INTO concert_date (id, concert_id, date, available_seats, on_sale)"
        " VALUES ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000001', 9000, 0, false)");
    EXPECT_EQ(migrate(database.url()).from, 7);
    std::vector<ConcertDate> dates;
    PostgresSaleArchive(database.url()).read_dates([&](ConcertDate const& date) { dates.push_back(date); });
    ASSERT_EQ(dates.size(), 1U);
    EXPECT_EQ(dates[0].terms, SaleTerms{});
    EXPECT_FALSE(dates[0].on_sale) << "it stays closed";
}

TEST(PostgresSchema, a_database_of_version_5_is_brought_forward_and_its_dates_are_finished) {
    FreshDatabase const database(Schema::none);
    make_version(database, 5);
    database.run(
        "INSERT INTO concert VALUES ('00000000-0000-4000-8000-000000000001', 'IU');"
        "INSERT INTO concert_date (id, concert_id, date, available_seats)"
        " VALUES ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000001', 9000, 0)");
    EXPECT_EQ(migrate(database.url()).from, 5);
    std::size_t finished = 0;
    PostgresSaleArchive(database.url()).read_dates([&](ConcertDate const& date) { finished += !date.unfinished; });
    EXPECT_EQ(finished, 1U);
}

TEST(PostgresSchema, a_database_of_version_4_is_brought_forward_and_keeps_what_is_there) {
    FreshDatabase const database(Schema::none);
    make_version(database, 4);
    database.run("INSERT INTO change (payload) SELECT '' FROM generate_series(1, 7); DELETE FROM change WHERE seq < 5");
    EXPECT_EQ(migrate(database.url()).from, 4);
    EXPECT_EQ(database.number("SELECT count(*) FROM change"), 3);
    EXPECT_EQ(database.number("SELECT deleted_to FROM change_horizon"), 4);
    PostgresUnitOfWork work(database.url());
    work.begin();
    work.rollback();
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

TEST(PostgresSchema, a_session_that_is_older_than_a_newer_releases_schema_writes_no_more) {
    FreshDatabase const database;
    for (auto const waits : {Waits::for_all, Waits::for_none}) {
        PostgresUnitOfWork work(database.url());
        auto const batch = [&] {
            work.begin();
            work.load({}, waits);
        };
        batch();
        work.rollback();
        database.run("INSERT INTO schema_version (version, name) VALUES (9999, 'of tomorrow')");
        EXPECT_THROW(batch(), StoreAway);
        work.rollback();
        EXPECT_THROW(work.begin(), StorageFault);
        work.rollback();
        database.run("DELETE FROM schema_version WHERE version = 9999");
        batch();
        work.rollback();
    }
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

// Made by the statements of the releases before sessions had an identity, which never change, and written to as these
// wrote: one seat is paid.
void make_version_3(FreshDatabase const& database) {
    database.run(
        "CREATE TABLE schema_version ("
        " version integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())");
    for (auto const& step : migrations().first(3)) {
        database.run(step.sql);
        database.run(
            fmt::format("INSERT INTO schema_version (version, name) VALUES ({}, '{}')", step.version, step.name));
    }
    database.run(R"sql(
INSERT INTO concert VALUES ('00000000-0000-4000-8000-000000000001', '아이유');
INSERT INTO concert_date VALUES ('00000000-0000-4000-8000-000000000002', '00000000-0000-4000-8000-000000000001', 9000, 0);
INSERT INTO seat VALUES ('00000000-0000-4000-8000-000000000003', '00000000-0000-4000-8000-000000000002', 1, 'A', '1', '1',
                         300, 2);
INSERT INTO users VALUES ('00000000-0000-4000-8000-000000000004', 'paid', 200, 7000),
                         ('00000000-0000-4000-8000-000000000005', 'charged', 500, 0);
INSERT INTO reservation VALUES ('00000000-0000-4000-8000-000000000006', '00000000-0000-4000-8000-000000000003',
    '00000000-0000-4000-8000-000000000004', 300, 1, 6900, 7100, '00000000-0000-4000-8000-000000000009', 7000);
INSERT INTO point_history (id, user_id, reason, amount, balance, reservation_id, at) VALUES
    ('00000000-0000-4000-8000-000000000007', '00000000-0000-4000-8000-000000000004', 0, 500, 500, NULL, 6000),
    ('00000000-0000-4000-8000-000000000008', '00000000-0000-4000-8000-000000000005', 0, 500, 500, NULL, 6000),
    ('00000000-0000-4000-8000-000000000009', '00000000-0000-4000-8000-000000000004', 1, -300, 200,
     '00000000-0000-4000-8000-000000000006', 7000);
)sql");
}

TEST(PostgresSchema, a_database_of_version_3_keeps_its_payments_and_knows_sessions_from_then_on) {
    FreshDatabase const database(Schema::none);
    make_version_3(database);
    EXPECT_EQ(
        database.number("SELECT sum(balance)::bigint - (SELECT sum(amount)::bigint FROM point_history) FROM users"), 0);
    auto const done = migrate(database.url());
    EXPECT_EQ(done.from, 3);
    EXPECT_EQ(done.to, newest());
    AuditReport report;
    audit_sale(database.url(), report);
    EXPECT_TRUE(report.clean());
    EXPECT_EQ(database.number("SELECT count(*) FROM reservation WHERE state = 1 AND paid_at = 7000"
                              " AND session_place IS NULL"),
              1);
    EXPECT_EQ(database.number("SELECT count(*) FROM users WHERE paid_session_place IS NULL"), 2);
    EXPECT_EQ(database.number("SELECT count(*) FROM seat WHERE blocked_until IS NULL AND blocked_reason IS NULL"), 1);
    EXPECT_EQ(database.number("SELECT count(*) FROM seat WHERE traits = 0"), 1);

    PostgresUnitOfWork work(database.url());
    work.begin();
    auto users = work.users().lock(std::vector{*UserId::parse("00000000-0000-4000-8000-000000000004")});
    ASSERT_EQ(users.size(), 1U);
    EXPECT_EQ(users[0].balance, Points{200});
    EXPECT_EQ(users[0].paid_session, std::nullopt);
    users[0].paid_session = SessionId{{3}, Instant{milliseconds{8'000}}};
    work.users().save_balance(users);
    work.commit();
    EXPECT_EQ(database.number("SELECT paid_session_entered_at FROM users WHERE paid_session_place = 3"), 8'000);
}

}  // namespace
}  // namespace onsale::postgres
