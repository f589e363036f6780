// How rows become objects of the domain, for the repositories and the archive alike. Each reader takes its columns from
// the first one on, in the order in which it names the fields; what a statement selects besides comes after them.
#pragma once

#include <string>

#include "domain/concert/concert.h"
#include "domain/concert/reservation.h"
#include "domain/concert/seat.h"
#include "domain/user/user.h"
#include "infrastructure/postgres/sale/columns.h"

namespace onsale::postgres {

inline Concert read_concert(Row row) {
    return {.id = read_id<ConcertId>(row, 0), .singer_name = std::string(row.text(1))};
}

// For SELECTs of dates: the columns in the order of read_date.
#define ONSALE_DATE_COLUMNS \
    "concert_date.id, concert_id, date, available_seats, on_sale, last_piece_at, concert_came_with_date"

inline ConcertDate read_date(Row row) {
    ConcertDate date{.id = read_id<ConcertDateId>(row, 0),
                     .concert = read_id<ConcertId>(row, 1),
                     .date = read_instant(row, 2),
                     .available_seats = row.integer(3),
                     .on_sale = row.flag(4)};
    if (!row.is_null(5)) date.unfinished = Unfinished{read_instant(row, 5), row.flag(6)};
    return date;
}

// Whether its date is on sale is told to those who decide: by read_locked_seat, in a column more.
inline Seat read_seat(Row row) {
    return {.id = read_id<SeatId>(row, 0),
            .concert_date = read_id<ConcertDateId>(row, 1),
            .number = static_cast<std::int32_t>(row.integer(2)),
            .price = {row.integer(3)},
            .status = read_enum<SeatStatus>(row, 4)};
}

// For SELECTs of users: the columns in the order of read_user.
#define ONSALE_USER_COLUMNS "id, balance, paid_session_place, paid_session_entered_at"

inline User read_user(Row row) {
    return {.id = read_id<UserId>(row, 0), .balance = {row.integer(1)}, .paid_session = read_session(row, 2)};
}

// For SELECTs of reservations: the columns in the order of read_reservation.
#define ONSALE_RESERVATION_COLUMNS                                                                         \
    "id, seat_id, user_id, price, state, created_at, hold_expires_at, payment_id, paid_at, session_place," \
    " session_entered_at"

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
        reservation.session = read_session(row, 9);
    }
    return reservation;
}

}  // namespace onsale::postgres
