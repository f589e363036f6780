#include "infrastructure/postgres/sale/sale_records.h"

#include "infrastructure/postgres/sale/columns.h"
#include "infrastructure/sale_encoding/records.h"

namespace onsale::postgres {
namespace {

constexpr Statement reservations_behind{
    "records_reservations",
    "SELECT " ONSALE_RESERVATION_RECORD_COLUMNS
    " FROM (SELECT * FROM reservation WHERE id > $1 ORDER BY id LIMIT $2) r JOIN seat s ON s.id = r.seat_id"
    " JOIN concert_date d ON d.id = s.concert_date_id JOIN concert c ON c.id = d.concert_id"
    " JOIN users u ON u.id = r.user_id ORDER BY r.id"};
// A user's entries stand in the order of seq, which their index has.
constexpr Statement entries_behind{
    "records_entries",
    "SELECT " ONSALE_LEDGER_RECORD_COLUMNS
    " FROM (SELECT * FROM point_history WHERE (user_id, seq) >"
    " ($1, coalesce((SELECT seq FROM point_history WHERE id = $2), 0)) ORDER BY user_id, seq LIMIT $3) h"
    " JOIN users u ON u.id = h.user_id ORDER BY h.user_id, h.seq"};

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

std::vector<ReservationRecord> PostgresSaleRecords::reservations(std::optional<ReservedSeatId> after,
                                                                 std::size_t most) {
    return asked([&] {
        Parameters parameters;
        parameters.add(after.value_or(ReservedSeatId{}).value).add(static_cast<std::int64_t>(most));
        return connection_.ask(reservations_behind, std::move(parameters)).map(&read_reservation_record<Row>);
    });
}

std::vector<LedgerRecord> PostgresSaleRecords::ledger(std::optional<LedgerCursor> after, std::size_t most) {
    return asked([&] {
        auto const cursor = after.value_or(LedgerCursor{});
        Parameters parameters;
        parameters.add(cursor.user.value).add(cursor.entry.value).add(static_cast<std::int64_t>(most));
        return connection_.ask(entries_behind, std::move(parameters)).map(&read_ledger_record<Row>);
    });
}

}  // namespace onsale::postgres
