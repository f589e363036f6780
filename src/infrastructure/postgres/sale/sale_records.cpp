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
constexpr Statement paid_seats{
    "records_paid_seats",
    "SELECT " ONSALE_RESERVATION_RECORD_COLUMNS
    " FROM reservation r JOIN seat s ON s.id = r.seat_id JOIN concert_date d ON d.id = s.concert_date_id"
    " JOIN concert c ON c.id = d.concert_id JOIN users u ON u.id = r.user_id"
    " WHERE r.user_id = $1 AND r.state = " ONSALE_PAID
    " AND coalesce(r.reserved_with, r.id) < $2 ORDER BY coalesce(r.reserved_with, r.id) DESC, r.id LIMIT $3"};
// A user's entries stand in the order of seq, which their index has.
constexpr Statement entries_behind{
    "records_entries",
    "SELECT " ONSALE_LEDGER_RECORD_COLUMNS
    " FROM (SELECT * FROM point_history WHERE (user_id, seq) >"
    " ($1, coalesce((SELECT seq FROM point_history WHERE id = $2), 0)) ORDER BY user_id, seq LIMIT $3) h"
    " JOIN users u ON u.id = h.user_id ORDER BY h.user_id, h.seq"};

constexpr Statement blocked_behind{
    "records_blocked",
    "SELECT " ONSALE_BLOCKED_SEAT_COLUMNS
    " FROM seat WHERE concert_date_id = $1 AND id > $2 AND blocked_until IS NOT NULL AND blocked_until > $3"
    " ORDER BY id LIMIT $4"};
constexpr Statement worst_hoarders{
    "records_hoarders",
    "SELECT * FROM (SELECT " ONSALE_HOARDER_COLUMNS(
        "$2") " FROM (SELECT * FROM reservation WHERE id >= $3 ORDER BY id DESC LIMIT $5) r"
              " JOIN seat s ON s.id = r.seat_id JOIN users u ON u.id = r.user_id"
              " WHERE s.concert_date_id = $1 AND r.created_at >= $4 GROUP BY u.id) AS fan"
              " WHERE lapsed + given_back > 0 ORDER BY lapsed + given_back DESC, id LIMIT $6"};

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

std::vector<ReservationRecord> PostgresSaleRecords::paid_seats_of(UserId user, std::optional<ReservationId> before,
                                                                  std::size_t most) {
    return asked([&] {
        ReservationId after_all;
        after_all.value.bytes.fill(0xff);
        Parameters parameters;
        parameters.add(user.value).add(before.value_or(after_all).value);
        parameters.add(static_cast<std::int64_t>(most));
        return connection_.ask(paid_seats, std::move(parameters)).map(&read_reservation_record<Row>);
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

std::vector<BlockedSeatRecord> PostgresSaleRecords::blocked_seats(DateAt const& at, std::optional<SeatId> after,
                                                                  std::size_t most) {
    return asked([&] {
        Parameters parameters;
        parameters.add(at.date.value).add(after.value_or(SeatId{}).value);
        parameters.add(stored(at.now)).add(static_cast<std::int64_t>(most));
        return connection_.ask(blocked_behind, std::move(parameters)).map(&read_blocked_seat<Row>);
    });
}

std::vector<HoarderRecord> PostgresSaleRecords::hoarders(DateAt const& at, Instant since, std::size_t most) {
    return asked([&] {
        Parameters parameters;
        parameters.add(at.date.value).add(stored(at.now)).add(first_id_since(since).value).add(stored(since));
        parameters.add(most_takes_looked_at).add(static_cast<std::int64_t>(most));
        return connection_.ask(worst_hoarders, std::move(parameters)).map(&read_hoarder<Row>);
    });
}

}  // namespace onsale::postgres
