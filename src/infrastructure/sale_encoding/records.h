// How rows become the records of an export, for both stores.
#pragma once

#include "application/sale_records.h"
#include "infrastructure/sale_encoding/rows.h"

namespace onsale {

#define ONSALE_RESERVATION_RECORD_COLUMNS                                                                       \
    "r.id, r.seat_id, r.user_id, r.price, r.state, r.created_at, r.hold_expires_at, r.payment_id, r.paid_at,"   \
    " r.session_place, r.session_entered_at, r.taken_in_place, r.taken_in_entered_at, r.reserved_with, u.name," \
    " s.seat_number, s.section, s.row, s.seat, d.id, d.date, c.singer_name"

// The columns of read_reserved_seat come first.
template <StoredRow Row>
ReservationRecord read_reservation_record(Row const& row) {
    return {.reserved = read_reserved_seat(row),
            .user_name = std::string(row.text(14)),
            .seat_number = static_cast<std::int32_t>(row.integer(15)),
            .labels = read_labels(row, 16),
            .concert_date = read_id<ConcertDateId>(row, 19),
            .date = read_instant(row, 20),
            .singer_name = std::string(row.text(21))};
}

#define ONSALE_LEDGER_RECORD_COLUMNS "h.id, h.reason, h.amount, h.balance, h.reservation_id, h.at, h.user_id, u.name"

// The columns of read_ledger_entry come first.
template <StoredRow Row>
LedgerRecord read_ledger_record(Row const& row) {
    return {.entry = read_ledger_entry(row, read_id<UserId>(row, 6)), .user_name = std::string(row.text(7))};
}

}  // namespace onsale
