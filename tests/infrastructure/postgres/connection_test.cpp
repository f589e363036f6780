// What a connection promises when things go wrong: which fault it is, and that it works again.
#include "infrastructure/postgres/connection.h"

#include <optional>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/invariant.h"
#include "infrastructure/postgres/fresh_database.h"

namespace onsale::postgres {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr Statement one{"one", "SELECT 1::bigint"};
constexpr Statement backend{"backend", "SELECT pg_backend_pid()"};
constexpr Statement nonsense{"nonsense", "SELECT 1 / 0"};
constexpr Statement add_row{"add_row", "INSERT INTO thing VALUES (1)"};

enum class Kind : std::uint8_t { none, statement, away, our_bug };

struct Fault {
    Kind kind = Kind::none;
    std::string what;
};

template <class Work>
Fault fault_of(Work&& task) {
    try {
        task();
    } catch (StoreAway const& away) {
        return {Kind::away, away.what()};
    } catch (StorageFault const& fault) {
        return {Kind::statement, fault.what()};
    } catch (BrokenInvariant const& bug) {
        return {Kind::our_bug, bug.what()};
    }
    return {};
}

class ConnectionTest : public testing::Test {
  protected:
    FreshDatabase database{Schema::none};
    Connection connection{database.url(), {.answer_timeout = std::chrono::seconds{60}, .settings = {}}};

    void SetUp() override {
        database.run("CREATE TABLE thing (n bigint PRIMARY KEY)");
        ASSERT_TRUE(connection.ensure_open());
    }
    std::int64_t things() const { return database.number("SELECT count(*) FROM thing"); }
};

TEST_F(ConnectionTest, a_session_begins_once) {
    EXPECT_FALSE(connection.ensure_open());
    EXPECT_EQ(connection.ask(one)[0].integer(0), 1);
    EXPECT_EQ(connection.ask(one)[0].integer(0), 1) << "prepared already";
    EXPECT_EQ(database.number("SELECT count(*) FROM pg_stat_activity WHERE application_name = 'onsale'"
                              " AND datname = current_database() AND pid <> pg_backend_pid()"),
              1);
}

TEST_F(ConnectionTest, what_is_queued_is_done_with_the_next_asking_or_flush_and_not_before) {
    connection.queue(add_row);
    EXPECT_EQ(things(), 0);
    connection.ask(one);
    EXPECT_EQ(things(), 1);
    connection.queue({"remove", "DELETE FROM thing"});
    connection.flush();
    EXPECT_EQ(things(), 0);
    connection.queue(add_row);
    connection.forget();
    connection.flush();
    EXPECT_EQ(things(), 0);
}

TEST_F(ConnectionTest, a_failed_statement_tells_its_name_and_state_and_the_session_goes_on) {
    auto const fault = fault_of([&] { connection.ask(nonsense); });
    EXPECT_EQ(fault.kind, Kind::statement);
    EXPECT_THAT(fault.what, AllOf(HasSubstr("nonsense"), HasSubstr("division by zero"), HasSubstr("22012")));
    EXPECT_EQ(fault_of([&] { connection.ask(nonsense); }).kind, Kind::statement);
    EXPECT_EQ(fault_of([&] { connection.ask({"wrong", "SELECT FROM nowhere"}); }).kind, Kind::statement);
    EXPECT_FALSE(connection.ensure_open());
    EXPECT_EQ(connection.ask(one)[0].integer(0), 1);
}

TEST_F(ConnectionTest, what_stands_behind_a_failed_statement_is_not_done_and_can_be_asked_again) {
    connection.queue(nonsense);
    connection.queue(add_row);
    EXPECT_EQ(fault_of([&] { connection.ask(one); }).kind, Kind::statement);
    EXPECT_EQ(things(), 0);
    connection.queue(add_row);
    EXPECT_EQ(connection.ask(one)[0].integer(0), 1) << "neither had been prepared";
    EXPECT_EQ(things(), 1);
}

TEST_F(ConnectionTest, a_commit_behind_a_failed_statement_commits_nothing) {
    {
        Transaction transaction(connection);
        connection.queue(add_row);
        connection.queue(nonsense);
        EXPECT_EQ(fault_of([&] { transaction.commit(); }).kind, Kind::statement);
        EXPECT_TRUE(connection.in_transaction());
    }
    EXPECT_FALSE(connection.in_transaction());
    EXPECT_EQ(things(), 0);
}

TEST_F(ConnectionTest, a_commit_after_a_failure_that_was_overlooked_is_a_fault) {
    Transaction transaction(connection);
    EXPECT_EQ(fault_of([&] { connection.ask(nonsense); }).kind, Kind::statement);
    EXPECT_EQ(fault_of([&] { transaction.commit(); }).kind, Kind::statement);
}

TEST_F(ConnectionTest, our_own_sqlstate_is_our_own_bug) {
    constexpr auto raise = "DO $$BEGIN RAISE 'no such seat' USING ERRCODE = 'OS001'; END$$";
    auto const fault = fault_of([&] { connection.ask({"raise", raise}); });
    EXPECT_EQ(fault.kind, Kind::our_bug);
    EXPECT_THAT(fault.what, HasSubstr("no such seat"));
    EXPECT_EQ(connection.ask(one)[0].integer(0), 1);
}

TEST_F(ConnectionTest, a_session_that_was_ended_from_outside_is_away_and_the_next_one_works) {
    auto const first = connection.ask(backend)[0].integer(0);
    std::optional<Transaction> transaction(connection);
    connection.queue(add_row);
    connection.flush();
    database.terminate(first);
    EXPECT_EQ(fault_of([&] { connection.ask(one); }).kind, Kind::away);
    EXPECT_EQ(fault_of([&] { connection.ask(one); }).kind, Kind::away) << "not before it is opened again";
    transaction.reset();
    EXPECT_TRUE(connection.ensure_open());
    EXPECT_NE(connection.ask(backend)[0].integer(0), first);
    EXPECT_EQ(things(), 0);
}

TEST_F(ConnectionTest, a_session_that_was_ended_while_idle_is_replaced_unnoticed) {
    database.terminate(connection.ask(backend)[0].integer(0));
    EXPECT_TRUE(connection.ensure_open());
    EXPECT_EQ(connection.ask(one)[0].integer(0), 1);
}

TEST_F(ConnectionTest, a_connection_lost_at_the_commit_leaves_its_outcome_unknown) {
    auto const pid = connection.ask(backend)[0].integer(0);
    Transaction transaction(connection);
    connection.ask(one);
    database.terminate(pid);
    connection.queue(add_row);
    auto const fault = fault_of([&] { transaction.commit(); });
    EXPECT_EQ(fault.kind, Kind::away);
    EXPECT_THAT(fault.what, HasSubstr("not known"));
}

TEST_F(ConnectionTest, a_server_that_does_not_answer_in_time_is_away) {
    Connection hasty(database.url(), {.answer_timeout = std::chrono::milliseconds{50}, .settings = {}});
    hasty.ensure_open();
    auto const fault = fault_of([&] { hasty.ask({"sleep", "SELECT pg_sleep(600)"}); });
    EXPECT_EQ(fault.kind, Kind::away);
    EXPECT_THAT(fault.what, HasSubstr("no answer within 50 ms"));
    EXPECT_TRUE(hasty.ensure_open());
}

TEST_F(ConnectionTest, waiting_too_long_for_a_lock_finds_the_row_busy) {
    database.run("INSERT INTO thing VALUES (5)");
    constexpr Statement lock{"lock", "SELECT n FROM thing FOR UPDATE"};
    Connection other(database.url(), {.lock_timeout = std::chrono::milliseconds{20}, .settings = {}});
    other.ensure_open();
    Transaction const mine(connection);
    connection.ask(lock);
    Transaction const theirs(other);
    EXPECT_THROW(other.ask(lock), RowsBusy);
}

TEST_F(ConnectionTest, a_server_that_takes_no_writes_is_away) {
    database.take_no_writes(true);
    Connection standby(database.url());
    standby.ensure_open();
    EXPECT_EQ(standby.ask(one)[0].integer(0), 1);
    EXPECT_EQ(fault_of([&] { standby.ask(add_row); }).kind, Kind::away);
    database.take_no_writes(false);
    EXPECT_TRUE(standby.ensure_open()) << "looks for a server again";
    standby.ask(add_row);
    EXPECT_EQ(things(), 1);
}

TEST_F(ConnectionTest, of_several_hosts_the_one_that_takes_writes_is_found) {
    Connection several(database.url_with_a_dead_host());
    EXPECT_TRUE(several.ensure_open());
    EXPECT_EQ(several.ask(one)[0].integer(0), 1);
    database.take_no_writes(true);
    several.close();
    EXPECT_EQ(fault_of([&] { several.ensure_open(); }).kind, Kind::away);
    Connection any(database.url_with_a_dead_host() + "?target_session_attrs=any");
    EXPECT_TRUE(any.ensure_open()) << "what the URL says goes before";
}

TEST_F(ConnectionTest, settings_of_the_url_stand_beside_ours_and_go_before_them) {
    Connection set(database.url() + "?options=-c%20lock_timeout%3D77ms&application_name=mine");
    set.ensure_open();
    auto const show = [&](char const* sql) { return std::string(set.ask({"", sql})[0].text(0)); };
    EXPECT_EQ(show("SHOW lock_timeout"), "77ms");
    EXPECT_EQ(show("SHOW application_name"), "mine");
    EXPECT_EQ(show("SHOW idle_in_transaction_session_timeout"), "15s");
    EXPECT_EQ(show("SHOW synchronous_commit"), "on");
}

TEST(Session, no_message_shows_the_password) {
    for (auto const* const url :
         {"postgresql://onsale:s3cr3t@127.0.0.1:1/onsale", "postgresql://onsale:s3cr3t/x@127.0.0.1/onsale",
          "postgresql://onsale:x@s3cr3t@127.0.0.1/onsale", "postgresql://onsale:s3cr3t@127.0.0.1:s3cr3t/onsale",
          "host=127.0.0.1 password=s3cr3t nothing=1", "postgresql://onsale@127.0.0.1/onsale?s3cr3t=1"}) {
        Connection connection(url);
        auto const fault = fault_of([&] { connection.ensure_open(); });
        EXPECT_NE(fault.kind, Kind::none) << url;
        EXPECT_THAT(fault.what, Not(HasSubstr("s3cr3t")));
    }
}

TEST(Session, nobody_listening_is_away) {
    Connection connection("postgresql://onsale@127.0.0.1:1/onsale");
    EXPECT_EQ(fault_of([&] { connection.ensure_open(); }).kind, Kind::away);
}

}  // namespace
}  // namespace onsale::postgres
