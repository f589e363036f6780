#include "infrastructure/sqlite/sale/schema.h"

#include <array>
#include <string>

namespace onsale::sqlite {
namespace {

constexpr std::int64_t newest_version = 13;

constexpr char const* version_1 = R"sql(
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
)sql";

constexpr char const* version_2 = R"sql(
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
)sql";

constexpr char const* version_3 = R"sql(
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
)sql";

constexpr char const* version_4 = R"sql(
-- Where the seats of a date stand in its hall, as far as it does not change: infrastructure/sale_encoding/drawing_text.h.
CREATE TABLE drawing (
    concert_date_id BLOB PRIMARY KEY REFERENCES concert_date (id),
    drawing         TEXT NOT NULL
) STRICT, WITHOUT ROWID;
)sql";

constexpr char const* version_5 = R"sql(
-- A start asks for the newest instant.
CREATE INDEX point_history_by_time ON point_history (at);

-- The session of the line that a payment has ended, by its identity: instants of two machines are not compared. NULL:
-- paid without one, or before this version, which did not know which one it was.
ALTER TABLE reservation ADD COLUMN session_place INTEGER CHECK (state = 1 OR session_place IS NULL);
ALTER TABLE reservation ADD COLUMN session_entered_at INTEGER
    CHECK ((session_place IS NULL) = (session_entered_at IS NULL));

-- The last session that a payment of the user has ended.
ALTER TABLE user DROP COLUMN last_paid_at;
ALTER TABLE user ADD COLUMN paid_session_place INTEGER;
ALTER TABLE user ADD COLUMN paid_session_entered_at INTEGER
    CHECK ((paid_session_place IS NULL) = (paid_session_entered_at IS NULL));
)sql";

constexpr char const* version_6 = R"sql(
-- Of a date that is being put on sale, in pieces: when the last one came. NULL: it is finished, as all were before.
ALTER TABLE concert_date ADD COLUMN last_piece_at INTEGER;
ALTER TABLE concert_date ADD COLUMN concert_came_with_date INTEGER NOT NULL DEFAULT 0
    CHECK (concert_came_with_date IN (0, 1) AND (concert_came_with_date = 0 OR last_piece_at IS NOT NULL));
)sql";

constexpr char const* version_7 = R"sql(
-- It served one question of a start, and cost every payment some 4 %: a start reads the table through instead.
DROP INDEX point_history_by_time;
)sql";

constexpr char const* version_8 = R"sql(
-- One row for each line, by its name; there was one line before.
CREATE TABLE steering_of_lines (
    line             TEXT PRIMARY KEY,
    paused           INTEGER NOT NULL CHECK (paused IN (0, 1)),
    capacity         INTEGER CHECK (capacity > 0),
    admit_per_second INTEGER CHECK (admit_per_second > 0),
    opens_at         INTEGER,
    message          TEXT,
    message_at       INTEGER,
    changed_at       INTEGER,
    CHECK ((message IS NULL) = (message_at IS NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO steering_of_lines
    SELECT 'main', paused, capacity, admit_per_second, opens_at, message, message_at, changed_at FROM steering;
DROP TABLE steering;
ALTER TABLE steering_of_lines RENAME TO steering;
)sql";

constexpr char const* version_9 = R"sql(
-- On which terms seats are sold. NULL: open at once, until the concert begins, held as long as the settings say.
ALTER TABLE concert_date ADD COLUMN opens_at INTEGER;
ALTER TABLE concert_date ADD COLUMN closes_at INTEGER;
ALTER TABLE concert_date ADD COLUMN hold_seconds INTEGER CHECK (hold_seconds > 0);
ALTER TABLE concert_date ADD COLUMN most_per_person INTEGER NOT NULL DEFAULT 4 CHECK (most_per_person > 0);
ALTER TABLE concert_date ADD COLUMN most_takes INTEGER NOT NULL DEFAULT 20 CHECK (most_takes > 0);
ALTER TABLE concert_date ADD COLUMN no_single_seats INTEGER NOT NULL DEFAULT 0 CHECK (no_single_seats IN (0, 1));
ALTER TABLE concert_date ADD COLUMN cooling_seconds INTEGER NOT NULL DEFAULT 300 CHECK (cooling_seconds >= 0);

-- The session of the line that a reservation was made in. NULL: made without one, or before this version.
ALTER TABLE reservation ADD COLUMN taken_in_place INTEGER;
ALTER TABLE reservation ADD COLUMN taken_in_entered_at INTEGER
    CHECK ((taken_in_place IS NULL) = (taken_in_entered_at IS NULL));

-- The reservation that a seat belongs to, where it did not begin it itself. NULL: it did, as all did before.
ALTER TABLE reservation ADD COLUMN reserved_with BLOB REFERENCES reservation (id);
CREATE INDEX seats_reserved_together ON reservation (reserved_with) WHERE reserved_with IS NOT NULL;

-- Each reservation counts what its user has already.
CREATE INDEX reservation_of_a_user ON reservation (user_id);
)sql";

constexpr char const* version_10 = R"sql(
-- Seats that the operator keeps from sale: why, and until when; the largest number: until they are put back on sale.
-- NULL: none. Their status stays.
ALTER TABLE seat ADD COLUMN blocked_reason TEXT;
ALTER TABLE seat ADD COLUMN blocked_until INTEGER CHECK ((blocked_until IS NULL) = (blocked_reason IS NULL));
CREATE INDEX blocked_seat ON seat (concert_date_id, id) WHERE blocked_until IS NOT NULL;
)sql";

constexpr char const* version_11 = R"sql(
-- What is special about a seat: the bits of SeatTraits (src/domain/seat_traits.h).
ALTER TABLE seat ADD COLUMN traits INTEGER NOT NULL DEFAULT 0;
)sql";

// A list of three or more is looked up in a table that SQLite makes for each row that is checked: a tenth of what a
// reservation took. The text of a CHECK is changed in place (https://sqlite.org/lang_altertable.html, "Making Other
// Kinds Of Table Schema Changes"); what the rows must keep stays the same. A change of the schema tells other
// connections.
constexpr char const* version_12 = R"sql(
PRAGMA writable_schema = ON;
UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (status IN (0, 1, 2))', 'CHECK (status BETWEEN 0 AND 2)')
WHERE type = 'table' AND name = 'seat';
UPDATE sqlite_schema SET sql = replace(sql, 'CHECK (state IN (0, 1, 2, 3))', 'CHECK (state BETWEEN 0 AND 3)')
WHERE type = 'table' AND name = 'reservation';
PRAGMA writable_schema = RESET;
CREATE TABLE schema_was_changed (one INTEGER);
DROP TABLE schema_was_changed;
)sql";

constexpr char const* version_13 = R"sql(
ALTER TABLE concert_date ADD COLUMN companions_for_all INTEGER NOT NULL DEFAULT 0 CHECK (companions_for_all IN (0, 1));
)sql";

// The step to each version from the one before it.
constexpr std::array<char const*, newest_version> steps{version_1,  version_2,  version_3, version_4, version_5,
                                                        version_6,  version_7,  version_8, version_9, version_10,
                                                        version_11, version_12, version_13};

}  // namespace

void make_schema(Database& database) {
    Transaction transaction(database);
    for (auto version = database.user_version(); version < newest_version; ++version) {
        database.exec(steps[static_cast<std::size_t>(version)]);
        database.set_user_version(version + 1);
    }
    transaction.commit();
}

std::filesystem::path sale_file(std::filesystem::path const& data) { return data / "sale.db"; }

Migrated migrate(std::filesystem::path const& data) {
    auto const from =
        std::filesystem::exists(sale_file(data)) ? open_store(sale_file(data), Mode::read_only).user_version() : 0;
    return {from, open_sale_file(data, Mode::read_write).user_version()};
}

Database open_sale_file(std::filesystem::path const& data, Mode mode) {
    if (mode == Mode::read_write) {
        std::error_code failed;
        std::filesystem::create_directories(data, failed);
        if (failed) throw StorageFault("cannot make the data directory " + data.string() + ": " + failed.message());
    }
    auto database = open_store(sale_file(data), mode);
    if (mode == Mode::read_write && database.user_version() < newest_version) make_schema(database);
    if (auto const version = database.user_version(); version != newest_version) {
        throw StorageFault(sale_file(data).string() + " has schema version " + std::to_string(version) +
                           ", this onsale knows " + std::to_string(newest_version));
    }
    return database;
}

}  // namespace onsale::sqlite
