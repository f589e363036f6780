#include "infrastructure/sqlite/sale/schema.h"

#include <fstream>

#include <gtest/gtest.h>

#include "application/sale_on_sqlite.h"
#include "domain/numbered.h"
#include "infrastructure/sqlite/sale/sale_archive.h"

namespace onsale::sqlite {
namespace {

TEST(SaleSchema, the_data_directory_and_the_file_are_made) {
    TemporaryFolder folder;
    auto const data = folder / "a/b/c";
    auto database = open_sale_file(data, Mode::read_write);
    EXPECT_TRUE(std::filesystem::exists(data / "sale.db"));
    EXPECT_EQ(database.user_version(), 13);
}

TEST(SaleSchema, a_commit_is_flushed_before_it_returns) {
    TemporaryFolder folder;
    auto database = open_sale_file(folder / "data", Mode::read_write);
    auto const pragma = [&](std::string_view sql) {
        auto row = database.prepare(sql);
        row.step();
        return std::string(row.text(0));
    };
    EXPECT_EQ(pragma("PRAGMA journal_mode"), "wal");
    EXPECT_EQ(pragma("PRAGMA synchronous"), "2") << "FULL: the log is flushed at every commit";
    EXPECT_EQ(pragma("PRAGMA foreign_keys"), "1");
}

TEST(SaleSchema, a_file_of_a_newer_release_is_refused_and_left_alone) {
    TemporaryFolder folder;
    auto const data = folder / "data";
    open_sale_file(data, Mode::read_write).set_user_version(99);
    EXPECT_THROW(open_sale_file(data, Mode::read_write), StorageFault);
    EXPECT_THROW(open_sale_file(data, Mode::read_only), StorageFault);
    EXPECT_EQ(Database::open(sale_file(data), Mode::read_only).user_version(), 99);
}

// The file as the first release made it, with what version 2 leans on: users, and their payments.
void make_version_1(std::filesystem::path const& data) {
    std::filesystem::create_directories(data);
    auto database = Database::open(sale_file(data), Mode::read_write);
    database.exec(R"sql(
CREATE TABLE concert (
    id          BLOB PRIMARY KEY CHECK (length(id) = 16),
    singer_name TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE concert_date (
    id              BLOB PRIMARY KEY CHECK (length(id) = 16),
    concert_id      BLOB NOT NULL REFERENCES concert (id),
    date            INTEGER NOT NULL,
    available_seats INTEGER NOT NULL CHECK (available_seats >= 0),
    UNIQUE (concert_id, date)
) STRICT, WITHOUT ROWID;

CREATE TABLE seat (
    id              BLOB PRIMARY KEY CHECK (length(id) = 16),
    concert_date_id BLOB NOT NULL REFERENCES concert_date (id),
    seat_number     INTEGER NOT NULL CHECK (seat_number >= 1),
    section         TEXT NOT NULL,
    row             TEXT NOT NULL,
    seat            TEXT NOT NULL,
    price           INTEGER NOT NULL CHECK (price >= 0),
    status          INTEGER NOT NULL CHECK (status IN (0, 1, 2)), -- available, reserved, held
    UNIQUE (concert_date_id, seat_number)
) STRICT, WITHOUT ROWID;

CREATE TABLE user (
    id      BLOB PRIMARY KEY CHECK (length(id) = 16),
    name    TEXT NOT NULL,
    balance INTEGER NOT NULL CHECK (balance >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE reservation (
    id              BLOB PRIMARY KEY CHECK (length(id) = 16),
    seat_id         BLOB NOT NULL REFERENCES seat (id),
    user_id         BLOB NOT NULL REFERENCES user (id),
    price           INTEGER NOT NULL CHECK (price >= 0),
    state           INTEGER NOT NULL CHECK (state IN (0, 1, 2, 3)), -- reserved, paid, released, expired
    created_at      INTEGER NOT NULL,
    hold_expires_at INTEGER NOT NULL,
    payment_id      BLOB,
    paid_at         INTEGER,
    CHECK ((state = 1) = (payment_id IS NOT NULL AND paid_at IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- Promise 1: a seat has at most one owner and at most one open hold, ever.
CREATE UNIQUE INDEX one_open_reservation_of_a_seat ON reservation (seat_id) WHERE state IN (0, 1);

CREATE TABLE point_history (
    id             BLOB NOT NULL CHECK (length(id) = 16),
    user_id        BLOB NOT NULL REFERENCES user (id),
    reason         INTEGER NOT NULL CHECK (reason IN (0, 1)), -- charge, payment
    amount         INTEGER NOT NULL,                          -- signed
    balance        INTEGER NOT NULL CHECK (balance >= 0),     -- after this entry
    reservation_id BLOB REFERENCES reservation (id),
    at             INTEGER NOT NULL,
    PRIMARY KEY (user_id, id),
    CHECK ((reason = 0 AND amount > 0 AND reservation_id IS NULL) OR
           (reason = 1 AND amount <= 0 AND reservation_id IS NOT NULL))
) STRICT, WITHOUT ROWID;

-- A reservation is paid once.
CREATE UNIQUE INDEX one_payment_of_a_reservation ON point_history (reservation_id) WHERE reason = 1;

-- Promise 2: the history is only ever added to.
CREATE TRIGGER point_history_is_not_changed BEFORE UPDATE ON point_history
BEGIN SELECT RAISE(ABORT, 'point history is append-only'); END;
CREATE TRIGGER point_history_is_not_deleted BEFORE DELETE ON point_history
BEGIN SELECT RAISE(ABORT, 'point history is append-only'); END;

INSERT INTO concert VALUES (zeroblob(16), '아이유');
INSERT INTO concert_date VALUES (zeroblob(16), zeroblob(16), 9000, 0);
INSERT INTO seat VALUES (zeroblob(16), zeroblob(16), 1, 'A', '1', '1', 300, 2);
INSERT INTO user VALUES (x'00000000000000000000000000000001', 'paid', 200),
                        (x'00000000000000000000000000000002', 'charged', 500);
INSERT INTO reservation VALUES (zeroblob(16), zeroblob(16), x'00000000000000000000000000000001', 300, 1, 6900, 7100,
                                x'00000000000000000000000000000009', 7000);
INSERT INTO point_history VALUES
    (x'00000000000000000000000000000008', x'00000000000000000000000000000001', 0, 500, 500, NULL, 6000),
    (x'00000000000000000000000000000009', x'00000000000000000000000000000001', 1, -300, 200, zeroblob(16), 7000),
    (x'0000000000000000000000000000000a', x'00000000000000000000000000000002', 0, 500, 500, NULL, 8000);
)sql");
    database.set_user_version(1);
}

// As the releases before sessions had an identity made it, and wrote to it: the user of number 1 has paid at 7000.
void make_version_4(std::filesystem::path const& data) {
    make_version_1(data);
    auto database = Database::open(sale_file(data), Mode::read_write);
    database.exec(R"sql(
ALTER TABLE user ADD COLUMN last_paid_at INTEGER NOT NULL DEFAULT 0;
UPDATE user SET last_paid_at = ifnull(
    (SELECT max(at) FROM point_history WHERE user_id = user.id AND reason = 1), 0);

-- Answers that were given under an Idempotency-Key, to be given again.
CREATE TABLE idempotency (
    scope       TEXT NOT NULL, -- whose key it is
    key         TEXT NOT NULL,
    fingerprint BLOB NOT NULL, -- of the request: its method, path and body
    status      INTEGER NOT NULL,
    body        BLOB NOT NULL,
    at          INTEGER NOT NULL,
    PRIMARY KEY (scope, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_by_age ON idempotency (at);

ALTER TABLE concert_date ADD COLUMN on_sale INTEGER NOT NULL DEFAULT 1 CHECK (on_sale IN (0, 1));

-- What the operator steers, over the settings. NULL: as the settings say, or none.
CREATE TABLE steering (
    one              INTEGER PRIMARY KEY CHECK (one = 1),
    paused           INTEGER NOT NULL CHECK (paused IN (0, 1)),
    capacity         INTEGER CHECK (capacity > 0),
    admit_per_second INTEGER CHECK (admit_per_second > 0),
    opens_at         INTEGER,
    message          TEXT,
    message_at       INTEGER,
    changed_at       INTEGER,
    CHECK ((message IS NULL) = (message_at IS NULL))
) STRICT;
INSERT INTO steering (one, paused) VALUES (1, 0);

CREATE TABLE operator_action (
    id       BLOB PRIMARY KEY CHECK (length(id) = 16),
    at       INTEGER NOT NULL,
    operator TEXT NOT NULL,
    kind     INTEGER NOT NULL,
    subject  TEXT, -- the id of what it was done to
    detail   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What was done is only ever added to.
CREATE TRIGGER operator_action_is_not_changed BEFORE UPDATE ON operator_action
BEGIN SELECT RAISE(ABORT, 'operator actions are append-only'); END;
CREATE TRIGGER operator_action_is_not_deleted BEFORE DELETE ON operator_action
BEGIN SELECT RAISE(ABORT, 'operator actions are append-only'); END;

-- Where the seats of a date stand in its hall, as far as it does not change: infrastructure/sale_encoding/drawing_text.h.
CREATE TABLE drawing (
    concert_date_id BLOB PRIMARY KEY REFERENCES concert_date (id),
    drawing         TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)sql");
    database.set_user_version(4);
}

std::int64_t number(std::filesystem::path const& data, std::string_view sql) {
    auto database = Database::open(sale_file(data), Mode::read_only);
    auto row = database.prepare(sql);
    row.step();
    return row.integer(0);
}

TEST(SaleSchema, migrating_says_from_which_version_to_which_and_finds_nothing_to_do_again) {
    TemporaryFolder folder;
    auto const expect = [](Migrated const& migrated, int from) {
        EXPECT_EQ(migrated.from, from);
        EXPECT_EQ(migrated.to, 13);
    };
    expect(migrate(folder / "new"), 0);
    make_version_1(folder / "old");
    expect(migrate(folder / "old"), 1);
    expect(migrate(folder / "old"), 13);
}

TEST(SaleSchema, a_file_of_version_4_keeps_its_payments_and_knows_sessions_from_then_on) {
    TemporaryFolder folder;
    auto const data = folder / "data";
    make_version_4(data);
    EXPECT_EQ(number(data, "SELECT last_paid_at FROM user WHERE name = 'paid'"), 7'000);
    EXPECT_EQ(number(data, "SELECT sum(balance) - (SELECT sum(amount) FROM point_history) FROM user"), 0);
    { SqliteUnitOfWork const brought_forward(data); }
    AuditReport report;
    audit_sale(data, report);
    EXPECT_TRUE(report.clean());
    EXPECT_EQ(
        number(data, "SELECT count(*) FROM reservation WHERE state = 1 AND paid_at = 7000 AND session_place IS NULL"),
        1);
    EXPECT_EQ(number(data, "SELECT count(*) FROM user WHERE paid_session_place IS NULL"), 2);
    EXPECT_EQ(number(data, "SELECT count(*) FROM seat WHERE blocked_until IS NULL AND blocked_reason IS NULL"), 1);
    EXPECT_EQ(number(data, "SELECT count(*) FROM seat WHERE traits = 0"), 1);
    EXPECT_EQ(number(data, "SELECT count(*) FROM concert_date WHERE last_piece_at IS NULL"), 1) << "it is finished";

    SqliteUnitOfWork work(data);
    work.begin();
    User const paid{numbered<UserId>(1), Points{200}, SessionId{{3}, Instant{milliseconds{8'000}}}};
    work.users().save_balance({&paid, 1});
    work.commit();
    EXPECT_EQ(number(data, "SELECT paid_session_entered_at FROM user WHERE paid_session_place = 3"), 8'000);
}

TEST(SaleSchema, what_was_steered_before_lines_had_names_is_the_steering_of_the_one_line) {
    TemporaryFolder folder;
    auto const data = folder / "data";
    make_version_4(data);
    Database::open(sale_file(data), Mode::read_write)
        .exec("UPDATE steering SET paused = 1, capacity = 70, message = 'soon', message_at = 6000, changed_at = 6500");
    { SqliteUnitOfWork const brought_forward(data); }
    Steering const expected{.line = main_line,
                            .paused = true,
                            .capacity = 70,
                            .message = LineMessage{"soon", Instant{milliseconds{6'000}}},
                            .changed_at = Instant{milliseconds{6'500}}};
    EXPECT_EQ(SqliteSaleArchive(data).read_steering(main_line), expected);
    EXPECT_EQ(number(data, "SELECT count(*) FROM steering"), 1);
}

TEST(SaleSchema, a_file_of_version_1_is_brought_up_to_date_and_loses_nothing) {
    TemporaryFolder folder;
    auto const data = folder / "data";
    make_version_1(data);
    SqliteUnitOfWork work(data);
    EXPECT_EQ(Database::open(sale_file(data), Mode::read_only).user_version(), 13);
    work.begin();
    auto const users = work.users().lock(std::vector{numbered<UserId>(1), numbered<UserId>(2)});
    ASSERT_EQ(users.size(), 2U);
    EXPECT_EQ(users[0].balance, Points{200});
    EXPECT_EQ(users[0].paid_session, std::nullopt) << "version 1 did not know which one it was";
    EXPECT_EQ(users[1].balance, Points{500});
    EXPECT_EQ(users[1].paid_session, std::nullopt);
    RememberedAnswer const answer{
        .use = {.key = {"kim", "1"}, .fingerprint = {}}, .status = 200, .body = "{}", .at = opening};
    EXPECT_TRUE(work.answers().claim({&answer.use.key, 1}).empty());
    work.answers().remember({&answer, 1});
    work.commit();
    AuditReport report;
    audit_sale(data, report);
    EXPECT_TRUE(report.clean());
}

// SQLite looks a list of three or more up in a table that it makes and drops again, for each row.
TEST(SaleSchema, no_row_that_changes_its_state_costs_a_table_of_its_own) {
    TemporaryFolder folder;
    make_version_1(folder / "old");
    for (auto const* name : {"new", "old"}) {
        auto database = open_sale_file(folder / name, Mode::read_write);
        for (auto const* sql :
             {"UPDATE seat SET status = 1 WHERE id = x'00' AND status = 0",
              "UPDATE reservation SET state = 2 WHERE id = x'00' AND state = 0",
              "INSERT INTO reservation (id, seat_id, user_id, price, state, created_at, hold_expires_at)"
              " VALUES (x'00', x'00', x'00', 1, 0, 1, 1)"}) {
            auto steps = database.prepare("EXPLAIN " + std::string(sql));
            int writes = 0;
            while (steps.step()) {
                EXPECT_NE(steps.text(1), "OpenEphemeral") << name << ": " << sql;
                writes += steps.text(1) == "OpenWrite" ? 1 : 0;
            }
            EXPECT_GE(writes, 1) << "it is a plan";
        }
    }
}

TEST(SaleSchema, a_state_that_does_not_exist_is_refused_by_the_file) {
    TemporaryFolder folder;
    auto const data = folder / "data";
    make_version_1(data);
    auto database = open_sale_file(data, Mode::read_write);
    for (auto const* sql : {"UPDATE seat SET status = 3", "UPDATE seat SET status = -1",
                            "UPDATE reservation SET state = 4, payment_id = NULL, paid_at = NULL",
                            "UPDATE reservation SET state = -1, payment_id = NULL, paid_at = NULL"}) {
        EXPECT_THROW(database.exec(sql), StorageFault) << sql;
    }
    EXPECT_NO_THROW(database.exec("UPDATE reservation SET state = 3, payment_id = NULL, paid_at = NULL"));
}

TEST(SaleSchema, reading_does_not_make_what_is_not_there) {
    TemporaryFolder folder;
    EXPECT_THROW(open_sale_file(folder / "data", Mode::read_only), StorageFault);
    EXPECT_FALSE(std::filesystem::exists(folder / "data"));
}

TEST(SaleSchema, a_file_that_is_no_database_is_a_fault) {
    TemporaryFolder folder;
    std::ofstream(folder / "sale.db") << std::string(8'192, 'x');
    EXPECT_THROW(open_sale_file(folder / "", Mode::read_write), StorageFault);
}

TEST(SaleSchema, a_directory_that_cannot_be_made_is_a_fault) {
    TemporaryFolder folder;
    std::ofstream(folder / "file") << "in the way";
    EXPECT_THROW(open_sale_file(folder / "file/data", Mode::read_write), StorageFault);
}

TEST(SaleSchema, a_history_is_only_ever_added_to) {
    SaleOnSqlite sale;
    auto const kim = sale.user_with(Points{500});
    auto database = open_sale_file(sale.data, Mode::read_write);
    EXPECT_THROW(database.exec("UPDATE point_history SET amount = 1"), StorageFault);
    EXPECT_THROW(database.exec("DELETE FROM point_history"), StorageFault);
    EXPECT_EQ(sale.history(kim).at(0).amount, Points{500});
}

TEST(SaleSchema, an_id_that_is_no_id_is_a_fault_of_the_file) {
    SaleOnSqlite sale;
    sale.user();
    auto database = open_sale_file(sale.data, Mode::read_write);
    database.exec("PRAGMA ignore_check_constraints = ON; UPDATE user SET id = x'00'");
    EXPECT_THROW(sale.archive.read_users([](User const&) {}), StorageFault);
}

}  // namespace
}  // namespace onsale::sqlite
