#include "infrastructure/sqlite/sale/sale_records.h"

#include "infrastructure/sale_encoding/records.h"
#include "infrastructure/sqlite/sale/columns.h"

namespace onsale::sqlite {
namespace {

// CROSS JOIN: in this order, so that a piece costs what it has rows.
constexpr auto reservations_behind =
    "SELECT " ONSALE_RESERVATION_RECORD_COLUMNS
    " FROM reservation r CROSS JOIN seat s ON s.id = r.seat_id CROSS JOIN concert_date d ON d.id = s.concert_date_id"
    " CROSS JOIN concert c ON c.id = d.concert_id CROSS JOIN user u ON u.id = r.user_id"
    " WHERE r.id > ?1 ORDER BY r.id LIMIT ?2";
constexpr auto paid_seats =
    "SELECT " ONSALE_RESERVATION_RECORD_COLUMNS
    " FROM reservation r CROSS JOIN seat s ON s.id = r.seat_id CROSS JOIN concert_date d ON d.id = s.concert_date_id"
    " CROSS JOIN concert c ON c.id = d.concert_id CROSS JOIN user u ON u.id = r.user_id"
    " WHERE r.user_id = ?1 AND r.state = " ONSALE_PAID
    " AND ifnull(r.reserved_with, r.id) < ?2 ORDER BY ifnull(r.reserved_with, r.id) DESC, r.id LIMIT ?3";
constexpr auto entries_behind = "SELECT " ONSALE_LEDGER_RECORD_COLUMNS
                                " FROM point_history h CROSS JOIN user u ON u.id = h.user_id"
                                " WHERE (h.user_id, h.id) > (?1, ?2) ORDER BY h.user_id, h.id LIMIT ?3";

constexpr auto blocked_behind =
    "SELECT " ONSALE_BLOCKED_SEAT_COLUMNS
    " FROM seat WHERE concert_date_id = ?1 AND id > ?2 AND blocked_until IS NOT NULL AND blocked_until > ?3"
    " ORDER BY id LIMIT ?4";
constexpr auto worst_hoarders =
    "SELECT " ONSALE_HOARDER_COLUMNS(
        "?2") " FROM (SELECT * FROM reservation WHERE id >= ?3 ORDER BY id DESC LIMIT ?5) r"
              " CROSS JOIN seat s ON s.id = r.seat_id CROSS JOIN user u ON u.id = r.user_id"
              " WHERE s.concert_date_id = ?1 AND r.created_at >= ?4"
              " GROUP BY u.id HAVING lapsed + given_back > 0 ORDER BY lapsed + given_back DESC, u.id LIMIT ?6";

}  // namespace

SqliteSaleRecords::SqliteSaleRecords(Database& database)
    : reservations_(database.prepare(reservations_behind)),
      paid_seats_(database.prepare(paid_seats)),
      ledger_(database.prepare(entries_behind)),
      blocked_(database.prepare(blocked_behind)),
      hoarders_(database.prepare(worst_hoarders)) {}

std::vector<ReservationRecord> SqliteSaleRecords::reservations(std::optional<ReservedSeatId> after, std::size_t most) {
    bind(reservations_, 1, after.value_or(ReservedSeatId{})).bind(2, static_cast<std::int64_t>(most));
    std::vector<ReservationRecord> records;
    while (reservations_.step()) records.push_back(read_reservation_record(reservations_));
    return records;
}

std::vector<ReservationRecord> SqliteSaleRecords::paid_seats_of(UserId user, std::optional<ReservationId> before,
                                                                std::size_t most) {
    bind(paid_seats_, 1, user);
    bind(paid_seats_, 2, before.value_or(after_all<ReservationId>())).bind(3, static_cast<std::int64_t>(most));
    std::vector<ReservationRecord> records;
    while (paid_seats_.step()) records.push_back(read_reservation_record(paid_seats_));
    return records;
}

std::vector<LedgerRecord> SqliteSaleRecords::ledger(std::optional<LedgerCursor> after, std::size_t most) {
    auto const cursor = after.value_or(LedgerCursor{});
    bind(ledger_, 1, cursor.user);
    bind(ledger_, 2, cursor.entry).bind(3, static_cast<std::int64_t>(most));
    std::vector<LedgerRecord> records;
    while (ledger_.step()) records.push_back(read_ledger_record(ledger_));
    return records;
}

std::vector<BlockedSeatRecord> SqliteSaleRecords::blocked_seats(DateAt const& at, std::optional<SeatId> after,
                                                                std::size_t most) {
    bind(blocked_, 1, at.date);
    bind(blocked_, 2, after.value_or(SeatId{}));
    bind(blocked_, 3, at.now).bind(4, static_cast<std::int64_t>(most));
    std::vector<BlockedSeatRecord> records;
    while (blocked_.step()) records.push_back(read_blocked_seat(blocked_));
    return records;
}

std::vector<HoarderRecord> SqliteSaleRecords::hoarders(DateAt const& at, Instant since, std::size_t most) {
    bind(hoarders_, 1, at.date);
    bind(hoarders_, 2, at.now);
    bind(hoarders_, 3, first_id_since(since));
    bind(hoarders_, 4, since).bind(5, most_takes_looked_at).bind(6, static_cast<std::int64_t>(most));
    std::vector<HoarderRecord> records;
    while (hoarders_.step()) records.push_back(read_hoarder(hoarders_));
    return records;
}

}  // namespace onsale::sqlite
