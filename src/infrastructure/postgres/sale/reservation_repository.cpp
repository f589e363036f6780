#include <functional>

#include "infrastructure/postgres/sale/columns.h"
#include "infrastructure/postgres/sale/repositories.h"
#include "infrastructure/sale_encoding/rows.h"
#include "infrastructure/sale_encoding/stored_states.h"

namespace onsale::postgres {
namespace {

constexpr Statement find_reservations{"reservation_find",
                                      "SELECT " ONSALE_RESERVATION_COLUMNS
                                      " FROM reservation WHERE id = ANY ($1) AND reserved_with IS NULL"
                                      " UNION ALL SELECT " ONSALE_RESERVATION_COLUMNS
                                      " FROM reservation WHERE reserved_with = ANY ($1)"};
constexpr Statement find_open_reservations{"reservation_find_open",
                                           "SELECT " ONSALE_RESERVATION_COLUMNS
                                           " FROM reservation WHERE seat_id = ANY ($1::uuid[] ||"
                                           " " ONSALE_SEATS_OF_RESERVATIONS("$2") ")"
                                           " AND " ONSALE_RESERVATION_IS_OPEN};
// OFFSET 0 keeps the planner from reading all reservations in the order of users, to merge them.
constexpr Statement find_counted_of_fans{
    "reservation_find_counted",
    "SELECT counted.* FROM unnest($1::uuid[], $2::bigint[], $3::bigint[]) AS fan (user_id, place, entered)"
    " CROSS JOIN LATERAL (SELECT " ONSALE_RESERVATION_OF_DATE_COLUMNS
    "  FROM reservation WHERE user_id = fan.user_id AND (" ONSALE_RESERVATION_OF_USER_IS_OPEN
    "   OR (taken_in_place = fan.place AND taken_in_entered_at = fan.entered)"
    "   OR (state = " ONSALE_EXPIRED " AND seat_id = ANY ($4))) OFFSET 0) AS counted"};
constexpr Statement add_reservations{"reservation_add",
                                     "INSERT INTO reservation (" ONSALE_RESERVATION_COLUMNS
                                     ") SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[],"
                                     " $5::smallint[], $6::bigint[], $7::bigint[], $8::uuid[], $9::bigint[],"
                                     " $10::bigint[], $11::bigint[], $12::bigint[], $13::bigint[], $14::uuid[])"};
constexpr Statement save_reservation_state{
    "reservation_save_state",
    "WITH saved AS (UPDATE reservation r SET state = fresh.state, payment_id = fresh.payment, paid_at = fresh.paid_at,"
    " session_place = fresh.place, session_entered_at = fresh.entered"
    " FROM unnest($1::uuid[], $2::smallint[], $3::smallint[], $4::uuid[], $5::bigint[], $6::bigint[], $7::bigint[])"
    " AS fresh (id, state, loaded, payment, paid_at, place, entered)"
    " WHERE r.id = fresh.id AND r.state = fresh.loaded RETURNING 1)"
    " SELECT expect_saved(count(*), cardinality($1), 'a reservation that was loaded is there to be saved, as it was')"
    " FROM saved"};

Connection::Receive append_to(std::vector<ReservedSeat>& onto) {
    return [&onto](Rows const& rows) {
        auto const found = rows.map(&read_reserved_seat<Row>);
        onto.insert(onto.end(), found.begin(), found.end());
    };
}

// `of(row)`: the reservation.
template <class Row, class Of>
void add_payments(Parameters& parameters, std::span<Row const> rows, Of const& of) {
    auto const paid = [&](Row const& row) { return of(row).state == ReservationState::paid; };
    parameters.add_each(
        rows, [&](Row const& row) { return paid(row) ? std::optional(of(row).payment.value) : std::nullopt; });
    parameters.add_each(
        rows, [&](Row const& row) { return paid(row) ? std::optional(stored(of(row).paid_at)) : std::nullopt; });
    add_sessions(parameters, rows, [&](Row const& row) { return of(row).session; });
}

}  // namespace

std::vector<ReservedSeat> PostgresReservations::find(std::span<ReservationId const> ids) {
    std::vector<ReservedSeat> found;
    queue_find(ids, found);
    connection_.flush();
    return found;
}

void PostgresReservations::queue_find(std::span<ReservationId const> ids, std::vector<ReservedSeat>& onto) {
    if (ids.empty()) return;
    Parameters parameters;
    add_ids(parameters, ids);
    connection_.queue(find_reservations, std::move(parameters), append_to(onto));
}

std::vector<ReservedSeat> PostgresReservations::find_open_of(std::span<SeatId const> seats) {
    std::vector<ReservedSeat> found;
    queue_find_open_of(seats, {}, found);
    connection_.flush();
    return found;
}

void PostgresReservations::queue_find_open_of(std::span<SeatId const> seats,
                                              std::span<ReservationId const> and_of_seats_of,
                                              std::vector<ReservedSeat>& onto) {
    if (seats.empty() && and_of_seats_of.empty()) return;
    Parameters parameters;
    add_ids(parameters, seats);
    add_ids(parameters, and_of_seats_of);
    connection_.queue(find_open_reservations, std::move(parameters), append_to(onto));
}

std::vector<ReservedSeatOfDate> PostgresReservations::find_counted(std::span<FanInSession const> fans,
                                                                   std::span<SeatId const> seats) {
    std::vector<ReservedSeatOfDate> found;
    queue_find_counted(fans, seats, found);
    connection_.flush();
    return found;
}

void PostgresReservations::queue_find_counted(std::span<FanInSession const> fans, std::span<SeatId const> seats,
                                              std::vector<ReservedSeatOfDate>& into) {
    if (fans.empty()) return;
    Parameters parameters;
    parameters.add_each(fans, [](auto const& each) { return each.user.value; });
    add_sessions(parameters, fans, [](auto const& each) { return each.session; });
    add_ids(parameters, seats);
    connection_.queue(find_counted_of_fans, std::move(parameters),
                      [&into](Rows const& rows) { into = rows.map(&read_reserved_seat_of_date<Row>); });
}

void PostgresReservations::add(std::span<ReservedSeat const> reservations) {
    if (reservations.empty()) return;
    Parameters parameters;
    parameters.add_each(reservations, [](auto const& each) { return each.id.value; });
    parameters.add_each(reservations, [](auto const& each) { return each.seat.value; });
    parameters.add_each(reservations, [](auto const& each) { return each.user.value; });
    parameters.add_each(reservations, [](auto const& each) { return each.price.value; });
    parameters.add_each(reservations, [](auto const& each) { return stored(each.state); });
    parameters.add_each(reservations, [](auto const& each) { return stored(each.created_at); });
    parameters.add_each(reservations, [](auto const& each) { return stored(each.hold_expires_at); });
    add_payments(parameters, reservations, std::identity{});
    add_sessions(parameters, reservations, [](auto const& each) { return each.taken_in; });
    parameters.add_each(reservations, [](auto const& each) {
        auto const with = reserved_with(each);
        return with ? std::optional(with->value) : std::nullopt;
    });
    connection_.queue(add_reservations, std::move(parameters));
}

void PostgresReservations::save_state(std::span<ReservedSeatChange const> changes) {
    if (changes.empty()) return;
    Parameters parameters;
    parameters.add_each(changes, [](auto const& each) { return each.reserved.id.value; });
    parameters.add_each(changes, [](auto const& each) { return stored(each.reserved.state); });
    parameters.add_each(changes, [](auto const& each) { return stored(each.loaded); });
    add_payments(
        parameters, changes, [](auto const& each) -> auto const& { return each.reserved; });
    connection_.queue(save_reservation_state, std::move(parameters));
}

}  // namespace onsale::postgres
