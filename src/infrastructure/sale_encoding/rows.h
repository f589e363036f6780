// How rows become objects of the domain, for the repositories and the archives of both stores. Each reader takes its
// columns from the first one on, in the order in which it names the fields; what a statement selects besides comes
// after them. Column lists for SELECTs stand next to their readers.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "application/storage_fault.h"
#include "domain/concert/concert.h"
#include "domain/concert/reservation.h"
#include "domain/concert/seat.h"
#include "domain/identifiers.h"
#include "domain/line_id.h"
#include "domain/session_id.h"
#include "domain/steering/operator_action.h"
#include "domain/steering/steering.h"
#include "domain/user/point_history.h"
#include "domain/user/user.h"
#include "infrastructure/sale_encoding/detail_text.h"

namespace onsale {

// A row that a statement has come to, in either store. Columns count from 0.
template <class Row>
concept StoredRow = requires(Row const& row, int column) {
    { row.is_null(column) } -> std::same_as<bool>;
    { row.integer(column) } -> std::same_as<std::int64_t>;
    { row.flag(column) } -> std::same_as<bool>;
    { row.uuid(column) } -> std::same_as<Uuid>;
    { row.text(column) } -> std::same_as<std::string_view>;
};

template <class SomeId, StoredRow Row>
SomeId read_id(Row const& row, int column) {
    return SomeId{row.uuid(column)};
}

template <StoredRow Row>
Instant read_instant(Row const& row, int column) {
    return Instant{milliseconds{row.integer(column)}};
}

// Numbers of an enum, stored as they are; the column's CHECK keeps them in range.
template <class Enum, StoredRow Row>
Enum read_enum(Row const& row, int column) {
    return static_cast<Enum>(row.integer(column));
}

// Throws StorageFault for what is no name.
template <StoredRow Row>
LineId read_line(Row const& row, int column) {
    auto const line = LineId::parse(row.text(column));
    if (!line) throw StorageFault(std::string("not the name of a line: ").append(row.text(column)));
    return *line;
}

// Two columns, both NULL for none: the place, and when it entered.
template <StoredRow Row>
std::optional<SessionId> read_session(Row const& row, int column) {
    if (row.is_null(column)) return std::nullopt;
    return SessionId{.place = {static_cast<std::uint32_t>(row.integer(column))},
                     .entered_at = read_instant(row, column + 1)};
}

template <StoredRow Row>
Concert read_concert(Row const& row) {
    return {.id = read_id<ConcertId>(row, 0), .singer_name = std::string(row.text(1))};
}

#define ONSALE_TERMS_COLUMNS                                                                             \
    "opens_at, closes_at, hold_seconds, most_per_person, most_takes, no_single_seats, cooling_seconds, " \
    "companions_for_all"

template <StoredRow Row>
SaleTerms read_terms(Row const& row, int first) {
    SaleTerms terms{.most_per_person = static_cast<std::int32_t>(row.integer(first + 3)),
                    .most_takes = static_cast<std::int32_t>(row.integer(first + 4)),
                    .no_single_seats = row.flag(first + 5),
                    .companions_for_all = row.flag(first + 7),
                    .cooling = seconds{row.integer(first + 6)}};
    if (!row.is_null(first)) terms.opens_at = read_instant(row, first);
    if (!row.is_null(first + 1)) terms.closes_at = read_instant(row, first + 1);
    if (!row.is_null(first + 2)) terms.hold = seconds{row.integer(first + 2)};
    return terms;
}

#define ONSALE_DATE_COLUMNS                                                        \
    "concert_date.id, concert_id, date, available_seats, on_sale, last_piece_at, " \
    "concert_came_with_date, " ONSALE_TERMS_COLUMNS

inline constexpr int terms_columns = 8;
inline constexpr int date_columns = 7 + terms_columns;

template <StoredRow Row>
ConcertDate read_date(Row const& row) {
    ConcertDate date{.id = read_id<ConcertDateId>(row, 0),
                     .concert = read_id<ConcertId>(row, 1),
                     .date = read_instant(row, 2),
                     .available_seats = row.integer(3),
                     .on_sale = row.flag(4),
                     .terms = read_terms(row, date_columns - terms_columns)};
    if (!row.is_null(5)) date.unfinished = Unfinished{read_instant(row, 5), row.flag(6)};
    return date;
}

#define ONSALE_SEAT_COLUMNS "seat.id, concert_date_id, seat_number, seat.price, status, blocked_until, traits"
inline constexpr int seat_columns = 7;

template <StoredRow Row>
Seat read_seat(Row const& row) {
    Seat seat{.id = read_id<SeatId>(row, 0),
              .concert_date = read_id<ConcertDateId>(row, 1),
              .number = static_cast<std::int32_t>(row.integer(2)),
              .price = {row.integer(3)},
              .status = read_enum<SeatStatus>(row, 4)};
    if (!row.is_null(5)) seat.blocked_until = read_instant(row, 5);
    seat.traits = SeatTraits::from_bits(row.integer(6));
    return seat;
}

// Of a seat that has one: seat, reason, end.
template <StoredRow Row>
SeatBlock read_block(Row const& row) {
    return {read_id<SeatId>(row, 0), Block{std::string(row.text(1)), read_instant(row, 2)}};
}

template <StoredRow Row>
SeatLabels read_labels(Row const& row, int first) {
    return {std::string(row.text(first)), std::string(row.text(first + 1)), std::string(row.text(first + 2))};
}

// Behind the seat its labels.
template <StoredRow Row>
LabelledSeat read_labelled_seat(Row const& row) {
    return {.seat = read_seat(row), .labels = read_labels(row, seat_columns)};
}

#define ONSALE_USER_COLUMNS "id, balance, paid_session_place, paid_session_entered_at"

template <StoredRow Row>
User read_user(Row const& row) {
    return {.id = read_id<UserId>(row, 0), .balance = {row.integer(1)}, .paid_session = read_session(row, 2)};
}

// Stored with each claim but the one that began its reservation.
inline std::optional<ReservationId> reserved_with(ReservedSeat const& reserved) {
    return reserved.reservation == begun_by(reserved.id) ? std::nullopt : std::optional(reserved.reservation);
}

#define ONSALE_RESERVATION_COLUMNS                                                                         \
    "id, seat_id, user_id, price, state, created_at, hold_expires_at, payment_id, paid_at, session_place," \
    " session_entered_at, taken_in_place, taken_in_entered_at, reserved_with"
inline constexpr int reservation_columns = 14;

template <StoredRow Row>
ReservedSeat read_reserved_seat(Row const& row) {
    ReservedSeat reserved{.id = read_id<ReservedSeatId>(row, 0),
                          .reservation = {},
                          .seat = read_id<SeatId>(row, 1),
                          .user = read_id<UserId>(row, 2),
                          .price = {row.integer(3)},
                          .state = read_enum<ReservationState>(row, 4),
                          .created_at = read_instant(row, 5),
                          .hold_expires_at = read_instant(row, 6),
                          .payment = {},
                          .paid_at = {},
                          .taken_in = read_session(row, 11)};
    if (!row.is_null(7)) {
        reserved.payment = read_id<LedgerEntryId>(row, 7);
        reserved.paid_at = read_instant(row, 8);
        reserved.session = read_session(row, 9);
    }
    reserved.reservation = row.is_null(13) ? begun_by(reserved.id) : read_id<ReservationId>(row, 13);
    return reserved;
}

// Behind the claim: the date of its seat.
#define ONSALE_RESERVATION_OF_DATE_COLUMNS \
    ONSALE_RESERVATION_COLUMNS ", (SELECT concert_date_id FROM seat WHERE seat.id = seat_id)"

template <StoredRow Row>
ReservedSeatOfDate read_reserved_seat_of_date(Row const& row) {
    return {.reserved = read_reserved_seat(row), .concert_date = read_id<ConcertDateId>(row, reservation_columns)};
}

// Of the history of one user: id, reason, amount, balance, reservation, instant.
template <StoredRow Row>
LedgerEntry read_ledger_entry(Row const& row, UserId user) {
    LedgerEntry entry{.id = read_id<LedgerEntryId>(row, 0),
                      .user = user,
                      .reason = read_enum<LedgerReason>(row, 1),
                      .amount = {row.integer(2)},
                      .balance = {row.integer(3)},
                      .reservation = {},
                      .at = read_instant(row, 5)};
    if (!row.is_null(4)) entry.reservation = read_id<ReservationId>(row, 4);
    return entry;
}

template <StoredRow Row>
OperatorAction read_action(Row const& row) {
    OperatorAction action{.id = read_id<OperatorActionId>(row, 0),
                          .at = read_instant(row, 1),
                          .by = std::string(row.text(2)),
                          .what = {.kind = read_enum<ActionKind>(row, 3)}};
    if (!row.is_null(4)) action.what.subject = row.text(4);
    action.what.details = read_details(row.text(5));
    return action;
}

#define ONSALE_STEERING_COLUMNS "line, paused, capacity, admit_per_second, opens_at, message, message_at, changed_at"

template <StoredRow Row>
Steering read_steering(Row const& row) {
    Steering steering{.line = read_line(row, 0), .paused = row.flag(1)};
    if (!row.is_null(2)) steering.capacity = static_cast<std::uint32_t>(row.integer(2));
    if (!row.is_null(3)) steering.admit_per_second = static_cast<std::uint32_t>(row.integer(3));
    if (!row.is_null(4)) steering.opens_at = read_instant(row, 4);
    if (!row.is_null(5)) steering.message = LineMessage{std::string(row.text(5)), read_instant(row, 6)};
    if (!row.is_null(7)) steering.changed_at = read_instant(row, 7);
    return steering;
}

}  // namespace onsale
