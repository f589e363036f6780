#include "infrastructure/sqlite/sale/sale_archive.h"

#include <string>

#include "domain/invariant.h"
#include "infrastructure/sale_encoding/rows.h"
#include "infrastructure/sale_encoding/stored_states.h"
#include "infrastructure/sqlite/sale/columns.h"
#include "infrastructure/sqlite/sale/schema.h"

namespace onsale::sqlite {
namespace {

constexpr auto all_concerts = "SELECT id, singer_name FROM concert ORDER BY id";
constexpr auto all_dates = "SELECT " ONSALE_DATE_COLUMNS " FROM concert_date ORDER BY date, id";
constexpr auto seats_of_date =
    "SELECT " ONSALE_SEAT_COLUMNS ", section, row, seat FROM seat WHERE concert_date_id = ?1 ORDER BY id";
// An available seat has none.
constexpr auto open_reservations_of_date =
    "SELECT " ONSALE_RESERVATION_COLUMNS " FROM reservation WHERE " ONSALE_RESERVATION_IS_OPEN
    " AND seat_id IN (SELECT id FROM seat WHERE concert_date_id = ?1 AND status <> " ONSALE_AVAILABLE ")";
constexpr auto all_users = "SELECT " ONSALE_USER_COLUMNS " FROM user";
constexpr auto the_steering = "SELECT " ONSALE_STEERING_COLUMNS " FROM steering WHERE line = ?1";
// By ids, which ascend in time, or by an index; the history has neither, and is read through, once at a start.
constexpr auto newest_instant =
    "SELECT max(ifnull((SELECT created_at FROM reservation ORDER BY id DESC LIMIT 1), 0),"
    " ifnull((SELECT max(at) FROM point_history), 0), ifnull((SELECT max(at) FROM idempotency), 0),"
    " ifnull((SELECT at FROM operator_action ORDER BY id DESC LIMIT 1), 0),"
    " ifnull((SELECT max(changed_at) FROM steering), 0))";
// A session that is alive is the user's last one, and so, if it was paid, the last one that was.
constexpr auto paid_session =
    "SELECT 1 FROM user WHERE id = ?1 AND paid_session_place = ?2 AND paid_session_entered_at = ?3";

}  // namespace

SqliteSaleArchive::SqliteSaleArchive(std::filesystem::path const& data)
    : database_(open_sale_file(data, Mode::read_only)) {}

void SqliteSaleArchive::read_concerts(std::function<void(Concert const&)> const& show) {
    auto row = database_.prepare(all_concerts);
    while (row.step()) show(read_concert(row));
}

void SqliteSaleArchive::read_dates(std::function<void(ConcertDate const&)> const& show) {
    auto row = database_.prepare(all_dates);
    while (row.step()) show(read_date(row));
}

void SqliteSaleArchive::read_seats(std::span<ConcertDateId const> dates,
                                   std::function<void(LabelledSeat const&)> const& show) {
    auto row = database_.prepare(seats_of_date);
    for (auto const& date : dates) {
        bind(row, 1, date);
        while (row.step()) show(read_labelled_seat(row));
    }
}

void SqliteSaleArchive::read_open_reservations(std::span<ConcertDateId const> dates,
                                               std::function<void(ReservedSeat const&)> const& show) {
    auto row = database_.prepare(open_reservations_of_date);
    for (auto const& date : dates) {
        bind(row, 1, date);
        while (row.step()) show(read_reserved_seat(row));
    }
}

void SqliteSaleArchive::read_users(std::function<void(User const&)> const& show) {
    auto row = database_.prepare(all_users);
    while (row.step()) show(read_user(row));
}

Steering SqliteSaleArchive::read_steering(LineId const& line) {
    auto row = database_.prepare(the_steering);
    row.bind(1, line.view());
    invariant(row.step(), "every line has its steering");
    return onsale::read_steering(row);
}

Instant SqliteSaleArchive::newest() {
    auto row = database_.prepare(newest_instant);
    row.step();
    return read_instant(row, 0);
}

std::vector<LiveSession> SqliteSaleArchive::paid_of(std::span<LiveSession const> sessions) {
    auto row = database_.prepare(paid_session);
    std::vector<LiveSession> paid;
    for (auto const& live : sessions) {
        bind(row, 1, live.user);
        bind_session(row, 2, live.id());
        if (row.step()) paid.push_back(live);
        row.reset();
    }
    return paid;
}

}  // namespace onsale::sqlite
