#include "infrastructure/sqlite/line/sqlite_line_journal.h"

#include <algorithm>
#include <array>
#include <string>

#include <fmt/format.h>

#include "application/line/line_limits.h"

namespace onsale::sqlite {
namespace {

constexpr std::int64_t newest_version = 3;

// All instants are milliseconds since 1970. There is no index on user_id: at hundreds of fans a batch each insert
// would dirty a page of its own, and the line itself knows whose place is whose.
constexpr char create_version_1[] = R"(
    CREATE TABLE place (
        number     INTEGER PRIMARY KEY CHECK (number > 0),
        user_id    BLOB    NOT NULL CHECK (length(user_id) = 16),
        joined_at  INTEGER NOT NULL,
        entered_at INTEGER,
        expires_at INTEGER,
        ended_at   INTEGER,
        end_reason INTEGER,  -- 1 paid, 2 left, 3 expired
        CHECK ((entered_at IS NULL) = (expires_at IS NULL)),
        CHECK ((ended_at IS NULL) = (end_reason IS NULL))
    ) STRICT;
)";

// A start reads what has not ended and the newest instant, and not the whole history.
constexpr char create_version_2[] = R"(
    ALTER TABLE place ADD COLUMN away_at INTEGER;  -- the fan has not polled since about then
    CREATE INDEX place_not_ended ON place (number) WHERE ended_at IS NULL;
    CREATE TABLE journal (
        one    INTEGER PRIMARY KEY CHECK (one = 1),
        newest INTEGER NOT NULL  -- instant of any event
    ) STRICT;
    INSERT INTO journal SELECT 1, ifnull(max(max(joined_at, ifnull(entered_at, 0), ifnull(ended_at, 0))), 0) FROM place;
)";

// Until then there was one line.
constexpr char create_version_3[] = R"(
    ALTER TABLE journal ADD COLUMN line TEXT NOT NULL DEFAULT 'main';
)";

// The step to each version from the one before it.
constexpr std::array<char const*, newest_version> steps{create_version_1, create_version_2, create_version_3};

constexpr std::string_view insert_joined = "INSERT INTO place (number, user_id, joined_at) VALUES (?1, ?2, ?3)";

constexpr std::string_view update_entered =
    "UPDATE place SET entered_at = ?2, expires_at = ?3, away_at = NULL WHERE number = ?1 AND ended_at IS NULL";

constexpr std::string_view update_ended =
    "UPDATE place SET ended_at = ?2, end_reason = ?3 WHERE number = ?1 AND ended_at IS NULL";

constexpr std::string_view update_away = "UPDATE place SET away_at = ?2 WHERE number = ?1 AND ended_at IS NULL";

constexpr std::string_view update_newest = "UPDATE journal SET newest = ?1 WHERE newest < ?1";

constexpr std::string_view update_line = "UPDATE journal SET line = ?1";

constexpr std::string_view select_line = "SELECT line FROM journal";

constexpr std::string_view select_newest = "SELECT newest FROM journal";

constexpr std::string_view select_last_given = "SELECT ifnull(max(number), 0) FROM place";

constexpr std::string_view select_unended =
    "SELECT number, user_id, joined_at, entered_at, expires_at, away_at FROM place WHERE ended_at IS NULL ORDER BY "
    "number";

std::int64_t stored(Instant at) { return at.time_since_epoch().count(); }

Instant instant(std::int64_t stored) { return Instant{milliseconds{stored}}; }

PlaceNumber place_number(std::int64_t stored) {
    if (stored < 0 || stored > last_place_number + std::int64_t{line_batch_submissions}) {
        throw StorageFault("line.db: not a place number: " + std::to_string(stored));
    }
    return {static_cast<std::uint32_t>(stored)};
}

struct When {
    Instant operator()(PlaceEntered const& entered) const { return entered.session.entered_at; }
    Instant operator()(PlaceAway const& away) const { return away.since; }
    Instant operator()(auto const& event) const { return event.at; }
};

Instant newest_of(std::span<LineEvent const> events) {
    Instant newest{};
    for (auto const& event : events) newest = std::max(newest, std::visit(When{}, event));
    return newest;
}

void require_line(Database& database, std::filesystem::path const& file, LineId const& line) {
    auto statement = database.prepare(select_line);
    statement.step();
    auto const found = statement.text(0);
    if (found != line.view()) {
        throw StorageFault(fmt::format("{}: the journal of the line {}, not of {}", file.string(), found, line.view()));
    }
}

Database open_line(std::filesystem::path const& file, LineId const& line) {
    auto database = open_store(file, Mode::read_write);
    Transaction transaction{database};
    auto const version = database.user_version();
    if (version > newest_version) {
        throw StorageFault(file.string() + ": made by a newer release (version " + std::to_string(version) + ")");
    }
    for (auto step = version; step < newest_version; ++step) {
        database.exec(steps[static_cast<std::size_t>(step)]);
        database.set_user_version(step + 1);
    }
    if (version == 0) database.prepare(update_line).bind(1, line.view()).run();
    require_line(database, file, line);
    transaction.commit();
    return database;
}

}  // namespace

SqliteLineJournal::SqliteLineJournal(std::filesystem::path const& file, LineId const& line)
    : database_(open_line(file, line)),
      insert_joined_(database_.prepare(insert_joined)),
      update_entered_(database_.prepare(update_entered)),
      update_ended_(database_.prepare(update_ended)),
      update_away_(database_.prepare(update_away)),
      update_newest_(database_.prepare(update_newest)) {}

PlaceNumber SqliteLineJournal::last_given() {
    auto statement = database_.prepare(select_last_given);
    statement.step();
    return place_number(statement.integer(0));
}

Instant SqliteLineJournal::newest() {
    auto statement = database_.prepare(select_newest);
    statement.step();
    return instant(statement.integer(0));
}

void SqliteLineJournal::visit_places(std::function<void(StoredPlace const&)> const& visit) {
    auto statement = database_.prepare(select_unended);
    while (statement.step()) {
        StoredPlace place{.number = place_number(statement.integer(0)),
                          .user = {},
                          .joined_at = instant(statement.integer(2)),
                          .session = {},
                          .away_since = {}};
        auto const user = statement.bytes(1);
        if (user.size() != place.user.value.bytes.size()) {
            throw StorageFault("line.db: the user of place " + std::to_string(place.number.value) + " is not an id");
        }
        std::copy(user.begin(), user.end(), place.user.value.bytes.begin());
        if (!statement.is_null(3)) {
            place.session = LineSession{instant(statement.integer(3)), instant(statement.integer(4))};
        }
        if (!statement.is_null(5)) place.away_since = instant(statement.integer(5));
        visit(place);
    }
}

void SqliteLineJournal::append(std::span<LineEvent const> events) {
    Transaction transaction{database_};
    for (auto const& event : events) {
        std::visit([this](auto const& one) { write(one); }, event);
    }
    update_newest_.bind(1, stored(newest_of(events))).run();
    transaction.commit();
}

void SqliteLineJournal::write(PlaceJoined const& joined) {
    insert_joined_.bind(1, joined.place.value)
        .bind(2, std::span<std::uint8_t const>{joined.user.value.bytes})
        .bind(3, stored(joined.at))
        .run();
}

void SqliteLineJournal::write(PlaceEntered const& entered) {
    update_entered_.bind(1, entered.place.value)
        .bind(2, stored(entered.session.entered_at))
        .bind(3, stored(entered.session.expires_at));
    if (update_entered_.run() != 1) {
        throw StorageFault("line.db: place " + std::to_string(entered.place.value) + " cannot be entered");
    }
}

void SqliteLineJournal::write(PlaceEnded const& ended) {
    update_ended_.bind(1, ended.place.value).bind(2, stored(ended.at)).bind(3, static_cast<std::int64_t>(ended.how));
    update_ended_.run();  // zero rows: it has ended before
}

void SqliteLineJournal::write(PlaceAway const& away) {
    update_away_.bind(1, away.place.value).bind(2, stored(away.since)).run();
}

void SqliteLineJournal::write(PlaceBack const& back) { update_away_.bind(1, back.place.value).bind(2, nullptr).run(); }

}  // namespace onsale::sqlite
