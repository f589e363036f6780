// How rows become the records of an export, for both stores.
#pragma once

#include "application/sale_records.h"
#include "domain/id_at.h"
#include "infrastructure/sale_encoding/rows.h"
#include "infrastructure/sale_encoding/stored_states.h"

namespace onsale {

#define ONSALE_RESERVATION_RECORD_COLUMNS                                                                       \
    "r.id, r.seat_id, r.user_id, r.price, r.state, r.created_at, r.hold_expires_at, r.payment_id, r.paid_at,"   \
    " r.session_place, r.session_entered_at, r.taken_in_place, r.taken_in_entered_at, r.reserved_with, u.name," \
    " s.seat_number, s.section, s.row, s.seat, d.id, d.date, c.singer_name, s.traits, c.id"

// The columns of read_reserved_seat come first.
template <StoredRow Row>
ReservationRecord read_reservation_record(Row const& row) {
    return {.reserved = read_reserved_seat(row),
            .user_name = std::string(row.text(14)),
            .seat_number = static_cast<std::int32_t>(row.integer(15)),
            .labels = read_labels(row, 16),
            .concert_date = read_id<ConcertDateId>(row, 19),
            .date = read_instant(row, 20),
            .singer_name = std::string(row.text(21)),
            .traits = SeatTraits::from_bits(row.integer(22)),
            .concert = read_id<ConcertId>(row, 23)};
}

#define ONSALE_LEDGER_RECORD_COLUMNS "h.id, h.reason, h.amount, h.balance, h.reservation_id, h.at, h.user_id, u.name"

// The columns of read_ledger_entry come first.
template <StoredRow Row>
LedgerRecord read_ledger_record(Row const& row) {
    return {.entry = read_ledger_entry(row, read_id<UserId>(row, 6)), .user_name = std::string(row.text(7))};
}

#define ONSALE_BLOCKED_SEAT_COLUMNS "seat.id, seat_number, section, row, seat, blocked_reason, blocked_until"

template <StoredRow Row>
BlockedSeatRecord read_blocked_seat(Row const& row) {
    return {.id = read_id<SeatId>(row, 0),
            .number = static_cast<std::int32_t>(row.integer(1)),
            .labels = read_labels(row, 2),
            .block = {std::string(row.text(5)), read_instant(row, 6)}};
}

#define ONSALE_COUNT_OF(condition) "CAST(sum(CASE WHEN " condition " THEN 1 ELSE 0 END) AS bigint)"
// Of the takes `r` of users `u`, grouped by them. `now`: the parameter.
#define ONSALE_HOARDER_COLUMNS(now) \
    "u.id, u.name, count(*) AS takes, " ONSALE_COUNT_OF(                                                              \
        "r.state = " ONSALE_EXPIRED " OR (r.state = " ONSALE_RESERVED " AND r.hold_expires_at <= " now ")") " AS lapsed, " \
    ONSALE_COUNT_OF("r.state = " ONSALE_RELEASED) " AS given_back, " ONSALE_COUNT_OF(                                 \
        "r.state = " ONSALE_RESERVED " AND r.hold_expires_at > " now) " AS held, " ONSALE_COUNT_OF(                   \
        "r.state = " ONSALE_PAID) " AS paid"

template <StoredRow Row>
HoarderRecord read_hoarder(Row const& row) {
    return {.user = read_id<UserId>(row, 0),
            .user_name = std::string(row.text(1)),
            .takes = row.integer(2),
            .lapsed = row.integer(3),
            .given_back = row.integer(4),
            .held = row.integer(5),
            .paid = row.integer(6)};
}

// Reservations made since then have ids that are not less, also those of nodes whose clocks are behind a little;
// created_at says exactly.
inline ReservedSeatId first_id_since(Instant since) {
    constexpr std::chrono::minutes behind{1};
    return first_id_at<ReservedSeatId>(since - behind);
}

}  // namespace onsale
