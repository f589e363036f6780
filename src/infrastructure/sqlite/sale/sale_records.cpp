#include "infrastructure/sqlite/sale/sale_records.h"

#include "infrastructure/sqlite/sale/columns.h"
#include "infrastructure/sqlite/sale/rows.h"

namespace onsale::sqlite {
namespace {

// CROSS JOIN: in this order, so that a piece costs what it has rows.
constexpr auto reservations_behind =
    "SELECT r.id, r.seat_id, r.user_id, r.price, r.state, r.created_at, r.hold_expires_at, r.payment_id, r.paid_at,"
    " r.session_place, r.session_entered_at, u.name, s.seat_number, s.section, s.row, s.seat, d.id, d.date, "
    "c.singer_name"
    " FROM reservation r CROSS JOIN seat s ON s.id = r.seat_id CROSS JOIN concert_date d ON d.id = s.concert_date_id"
    " CROSS JOIN concert c ON c.id = d.concert_id CROSS JOIN user u ON u.id = r.user_id"
    " WHERE r.id > ?1 ORDER BY r.id LIMIT ?2";
constexpr auto entries_behind =
    "SELECT h.id, h.user_id, h.reason, h.amount, h.balance, h.reservation_id, h.at, u.name"
    " FROM point_history h CROSS JOIN user u ON u.id = h.user_id"
    " WHERE (h.user_id, h.id) > (?1, ?2) ORDER BY h.user_id, h.id LIMIT ?3";

// The columns of read_reservation come first.
ReservationRecord read_record(Statement const& row) {
    return {.reservation = read_reservation(row),
            .user_name = std::string(row.column_text(11)),
            .seat_number = static_cast<std::int32_t>(row.column_int64(12)),
            .labels = {std::string(row.column_text(13)), std::string(row.column_text(14)),
                       std::string(row.column_text(15))},
            .concert_date = read_id<ConcertDateId>(row, 16),
            .date = read_instant(row, 17),
            .singer_name = std::string(row.column_text(18))};
}

LedgerRecord read_entry(Statement const& row) {
    LedgerRecord record{.entry = {.id = read_id<LedgerEntryId>(row, 0),
                                  .user = read_id<UserId>(row, 1),
                                  .reason = read_enum<LedgerReason>(row, 2),
                                  .amount = {row.column_int64(3)},
                                  .balance = {row.column_int64(4)},
                                  .reservation = {},
                                  .at = read_instant(row, 6)},
                        .user_name = std::string(row.column_text(7))};
    if (!row.is_null(5)) record.entry.reservation = read_id<ReservationId>(row, 5);
    return record;
}

}  // namespace

SqliteSaleRecords::SqliteSaleRecords(Database& database)
    : reservations_(database.prepare(reservations_behind)), ledger_(database.prepare(entries_behind)) {}

std::vector<ReservationRecord> SqliteSaleRecords::reservations(std::optional<ReservationId> after, std::size_t most) {
    bind(reservations_, 1, after.value_or(ReservationId{})).bind(2, static_cast<std::int64_t>(most));
    std::vector<ReservationRecord> records;
    while (reservations_.step()) records.push_back(read_record(reservations_));
    return records;
}

std::vector<LedgerRecord> SqliteSaleRecords::ledger(std::optional<LedgerCursor> after, std::size_t most) {
    auto const cursor = after.value_or(LedgerCursor{});
    bind(ledger_, 1, cursor.user);
    bind(ledger_, 2, cursor.entry).bind(3, static_cast<std::int64_t>(most));
    std::vector<LedgerRecord> records;
    while (ledger_.step()) records.push_back(read_entry(ledger_));
    return records;
}

}  // namespace onsale::sqlite
