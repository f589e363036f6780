// A reservation's row, as both the repository and the archive read it.
#pragma once

#include "domain/concert/reservation.h"
#include "infrastructure/postgres/sale/columns.h"

namespace onsale::postgres {

// For SELECTs of reservations: the columns in the order of read_reservation.
#define ONSALE_RESERVATION_COLUMNS \
    "id, seat_id, user_id, price, state, created_at, hold_expires_at, payment_id, paid_at"

inline Reservation read_reservation(Row row) {
    Reservation reservation{.id = read_id<ReservationId>(row, 0),
                            .seat = read_id<SeatId>(row, 1),
                            .user = read_id<UserId>(row, 2),
                            .price = {row.integer(3)},
                            .state = read_enum<ReservationState>(row, 4),
                            .created_at = read_instant(row, 5),
                            .hold_expires_at = read_instant(row, 6),
                            .payment = {},
                            .paid_at = {}};
    if (!row.is_null(7)) {
        reservation.payment = read_id<LedgerEntryId>(row, 7);
        reservation.paid_at = read_instant(row, 8);
    }
    return reservation;
}

}  // namespace onsale::postgres
