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
constexpr auto entries_behind = "SELECT " ONSALE_LEDGER_RECORD_COLUMNS
                                " FROM point_history h CROSS JOIN user u ON u.id = h.user_id"
                                " WHERE (h.user_id, h.id) > (?1, ?2) ORDER BY h.user_id, h.id LIMIT ?3";

}  // namespace

SqliteSaleRecords::SqliteSaleRecords(Database& database)
    : reservations_(database.prepare(reservations_behind)), ledger_(database.prepare(entries_behind)) {}

std::vector<ReservationRecord> SqliteSaleRecords::reservations(std::optional<ReservedSeatId> after, std::size_t most) {
    bind(reservations_, 1, after.value_or(ReservedSeatId{})).bind(2, static_cast<std::int64_t>(most));
    std::vector<ReservationRecord> records;
    while (reservations_.step()) records.push_back(read_reservation_record(reservations_));
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

}  // namespace onsale::sqlite
