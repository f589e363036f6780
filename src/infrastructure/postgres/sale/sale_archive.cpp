#include "infrastructure/postgres/sale/sale_archive.h"

#include <string>
#include <utility>

#include <fmt/format.h>

#include "domain/invariant.h"
#include "infrastructure/postgres/sale/columns.h"
#include "infrastructure/postgres/sale/schema.h"
#include "infrastructure/sale_encoding/rows.h"
#include "infrastructure/sale_encoding/stored_states.h"

namespace onsale::postgres {
namespace {

constexpr int rows_at_a_time = 10'000;
constexpr Statement fetch{"archive_fetch", "FETCH FORWARD 10000 FROM archive"};  // rows_at_a_time

constexpr auto all_concerts = "SELECT id, singer_name FROM concert ORDER BY id";
constexpr auto all_dates = "SELECT " ONSALE_DATE_COLUMNS " FROM concert_date ORDER BY date, id";
// Cursors of scripts have no parameters: {} are ids.
constexpr auto seats_of_dates =
    "SELECT " ONSALE_SEAT_COLUMNS
    ", section, row, seat FROM seat WHERE concert_date_id = ANY ('{{{}}}'::uuid[]) ORDER BY concert_date_id, id";
// An available seat has none.
constexpr auto open_reservations_of_dates =
    "SELECT " ONSALE_RESERVATION_COLUMNS " FROM reservation WHERE " ONSALE_RESERVATION_IS_OPEN
    " AND seat_id IN (SELECT id FROM seat WHERE concert_date_id = ANY ('{{{}}}'::uuid[])"
    " AND status <> " ONSALE_AVAILABLE ")";
constexpr auto all_users = "SELECT " ONSALE_USER_COLUMNS " FROM users";
constexpr Statement the_steering{"archive_steering",
                                 "SELECT " ONSALE_STEERING_COLUMNS " FROM steering WHERE line = $1"};
constexpr Statement newest_instant{"archive_newest",
                                   "SELECT greatest((SELECT max(created_at) FROM reservation),"
                                   " (SELECT max(at) FROM point_history), 0)"};
// A session that is alive is the user's last one, and so, if it was paid, the last one that was.
constexpr Statement paid_sessions{
    "archive_paid_of",
    "SELECT live.nth FROM unnest($1::uuid[], $2::bigint[], $3::bigint[]) WITH ORDINALITY AS live"
    " (id, place, entered, nth)"
    " JOIN users ON users.id = live.id"
    " AND users.paid_session_place = live.place AND users.paid_session_entered_at = live.entered"};
constexpr Statement the_clock{"archive_clock", "SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint"};
constexpr Statement this_bookmark{"archive_bookmark",
                                  "SELECT pg_current_snapshot()::text,"
                                  " greatest((SELECT max(seq) FROM change), (SELECT deleted_to FROM change_horizon))"};

std::string list_of(std::span<ConcertDateId const> dates) {
    std::string list;
    for (auto const& date : dates) list.append(list.empty() ? "" : ",").append(date.to_string());
    return list;
}

constexpr auto begin_reading = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

}  // namespace

// What `show` does between two portions is its own affair, and may take longer than a clerk may.
PostgresSaleArchive::PostgresSaleArchive(std::string url, std::shared_ptr<TimelineGuard> guard)
    : connection_(std::move(url), {.answer_timeout = std::chrono::minutes{5},
                                   .idle_in_transaction_timeout = std::chrono::minutes{5},
                                   .writes = guard != nullptr,
                                   .settings = "-c cursor_tuple_fraction=1",
                                   .guard = guard}) {}

void PostgresSaleArchive::open() {
    if (!connection_.ensure_open()) return;
    try {
        require_schema(connection_);
    } catch (...) {
        connection_.close();
        throw;
    }
}

Bookmark PostgresSaleArchive::bookmark() {
    auto const rows = connection_.ask(this_bookmark);
    return {.history = connection_.history(), .snapshot = std::string(rows[0].text(0)), .seq = rows[0].integer(1)};
}

void PostgresSaleArchive::in_one_snapshot(std::function<void(Bookmark const& here)> const& reading) {
    begin([&] { reading(bookmark()); }, begin_reading);
}

void PostgresSaleArchive::in_snapshot(std::string const& name, std::function<void()> const& reading) {
    if (name.find_first_not_of("0123456789ABCDEF-") != name.npos) throw StorageFault("no name of a snapshot");
    begin(reading, fmt::format("{}; SET TRANSACTION SNAPSHOT '{}'", begin_reading, name));
}

void PostgresSaleArchive::begin(std::function<void()> const& reading, std::string const& script) {
    open();
    in_snapshot_ = true;
    try {
        connection_.run_script(script.c_str());
        reading();
        connection_.run_script("COMMIT");
    } catch (...) {
        in_snapshot_ = false;
        connection_.close();  // ends the transaction, whatever its state
        throw;
    }
    in_snapshot_ = false;
}

void PostgresSaleArchive::read(std::string const& sql, std::function<void(Row)> const& show) {
    if (!in_snapshot_) {
        in_one_snapshot([&](Bookmark const&) { read(sql, show); });
        return;
    }
    connection_.run_script(fmt::format("DECLARE archive NO SCROLL CURSOR FOR {}", sql).c_str());
    for (int found = rows_at_a_time; found == rows_at_a_time;) {
        auto const rows = connection_.ask(fetch);
        found = rows.size();
        for (int i = 0; i < found; ++i) show(rows[i]);
    }
    connection_.run_script("CLOSE archive");
}

void PostgresSaleArchive::read_concerts(std::function<void(Concert const&)> const& show) {
    read(all_concerts, [&](Row row) { show(read_concert(row)); });
}

void PostgresSaleArchive::read_dates(std::function<void(ConcertDate const&)> const& show) {
    read(all_dates, [&](Row row) { show(read_date(row)); });
}

void PostgresSaleArchive::read_seats(std::span<ConcertDateId const> dates,
                                     std::function<void(LabelledSeat const&)> const& show) {
    read(fmt::format(seats_of_dates, list_of(dates)), [&](Row row) { show(read_labelled_seat(row)); });
}

void PostgresSaleArchive::read_open_reservations(std::span<ConcertDateId const> dates,
                                                 std::function<void(ReservedSeat const&)> const& show) {
    read(fmt::format(open_reservations_of_dates, list_of(dates)), [&](Row row) { show(read_reserved_seat(row)); });
}

void PostgresSaleArchive::read_users(std::function<void(User const&)> const& show) {
    read(all_users, [&](Row row) { show(read_user(row)); });
}

Steering PostgresSaleArchive::read_steering(LineId const& line) {
    open();
    Parameters parameters;
    parameters.add(line.view());
    auto const rows = connection_.ask(the_steering, std::move(parameters));
    invariant(rows.size() == 1, "every line has its steering");
    return onsale::read_steering(rows[0]);
}

Instant PostgresSaleArchive::newest() {
    open();
    auto const rows = connection_.ask(newest_instant);
    return read_instant(rows[0], 0);
}

Instant PostgresSaleArchive::clock() {
    open();
    auto const rows = connection_.ask(the_clock);
    return read_instant(rows[0], 0);
}

std::vector<LiveSession> PostgresSaleArchive::paid_of(std::span<LiveSession const> sessions) {
    open();
    Parameters parameters;
    parameters.add_each(sessions, [](auto const& each) { return each.user.value; });
    add_sessions(parameters, sessions, [](auto const& each) { return std::optional(each.id()); });
    return connection_.ask(paid_sessions, std::move(parameters)).map([&](Row row) {
        return sessions[static_cast<std::size_t>(row.integer(0)) - 1];
    });
}

}  // namespace onsale::postgres
