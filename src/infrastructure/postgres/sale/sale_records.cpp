#include "infrastructure/postgres/sale/sale_records.h"

#include "infrastructure/postgres/sale/columns.h"
#include "infrastructure/postgres/sale/rows.h"

namespace onsale::postgres {
namespace {

constexpr Statement reservations_behind{
    "records_reservations",
    "SELECT r.id, r.seat_id, r.user_id, r.price, r.state, r.created_at, r.hold_expires_at, r.payment_id, r.paid_at,"
    " r.session_place, r.session_entered_at, u.name, s.seat_number, s.section, s.row, s.seat, d.id, d.date, "
    "c.singer_name"
    " FROM (SELECT * FROM reservation WHERE id > $1 ORDER BY id LIMIT $2) r JOIN seat s ON s.id = r.seat_id"
    " JOIN concert_date d ON d.id = s.concert_date_id JOIN concert c ON c.id = d.concert_id"
    " JOIN users u ON u.id = r.user_id ORDER BY r.id"};
// A user's entries stand in the order of seq, which their index has.
constexpr Statement entries_behind{
    "records_entries",
    "SELECT h.id, h.user_id, h.reason, h.amount, h.balance, h.reservation_id, h.at, u.name"
    " FROM (SELECT * FROM point_history WHERE (user_id, seq) >"
    " ($1, coalesce((SELECT seq FROM point_history WHERE id = $2), 0)) ORDER BY user_id, seq LIMIT $3) h"
    " JOIN users u ON u.id = h.user_id ORDER BY h.user_id, h.seq"};

// The columns of read_reservation come first.
ReservationRecord read_record(Row row) {
    return {.reservation = read_reservation(row),
            .user_name = std::string(row.text(11)),
            .seat_number = static_cast<std::int32_t>(row.integer(12)),
            .labels = {std::string(row.text(13)), std::string(row.text(14)), std::string(row.text(15))},
            .concert_date = read_id<ConcertDateId>(row, 16),
            .date = read_instant(row, 17),
            .singer_name = std::string(row.text(18))};
}

LedgerRecord read_entry(Row row) {
    LedgerRecord record{.entry = {.id = read_id<LedgerEntryId>(row, 0),
                                  .user = read_id<UserId>(row, 1),
                                  .reason = read_enum<LedgerReason>(row, 2),
                                  .amount = {row.integer(3)},
                                  .balance = {row.integer(4)},
                                  .reservation = {},
                                  .at = read_instant(row, 6)},
                        .user_name = std::string(row.text(7))};
    if (!row.is_null(5)) record.entry.reservation = read_id<ReservationId>(row, 5);
    return record;
}

}  // namespace

// A session that was lost costs one more question.
template <class Ask>
auto PostgresSaleRecords::asked(Ask const& ask) {
    connection_.ensure_open();
    try {
        return ask();
    } catch (StoreAway const&) {
        connection_.ensure_open();
        return ask();
    }
}

std::vector<ReservationRecord> PostgresSaleRecords::reservations(std::optional<ReservationId> after, std::size_t most) {
    return asked([&] {
        Parameters parameters;
        parameters.add(after.value_or(ReservationId{}).value).add(static_cast<std::int64_t>(most));
        return connection_.ask(reservations_behind, std::move(parameters)).map(read_record);
    });
}

std::vector<LedgerRecord> PostgresSaleRecords::ledger(std::optional<LedgerCursor> after, std::size_t most) {
    return asked([&] {
        auto const cursor = after.value_or(LedgerCursor{});
        Parameters parameters;
        parameters.add(cursor.user.value).add(cursor.entry.value).add(static_cast<std::int64_t>(most));
        return connection_.ask(entries_behind, std::move(parameters)).map(read_entry);
    });
}

}  // namespace onsale::postgres
