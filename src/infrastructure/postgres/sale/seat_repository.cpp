#include "infrastructure/postgres/sale/repositories.h"
#include "infrastructure/postgres/sale/rows.h"

namespace onsale::postgres {
namespace {

// A reservation's seat never changes, so that it may be looked up before the lock is had.
constexpr Statement lock_seats{
    "seat_lock",
    "SELECT s.id, s.concert_date_id, s.seat_number, s.price, s.status, d.on_sale FROM seat s"
    " JOIN concert_date d ON d.id = s.concert_date_id"
    " WHERE s.id = ANY ($1::uuid[] || ARRAY(SELECT seat_id FROM reservation WHERE id = ANY ($2::uuid[])))"
    " ORDER BY s.id FOR NO KEY UPDATE OF s"};
constexpr Statement seat_numbers_taken{
    "seat_numbers_taken",
    "SELECT slot.date, slot.number FROM unnest($1::uuid[], $2::integer[]) AS slot (date, number)"
    " JOIN seat ON seat.concert_date_id = slot.date AND seat.seat_number = slot.number"};
constexpr Statement count_seats{"seat_count", "SELECT count(*) FROM seat WHERE concert_date_id = $1"};
constexpr Statement add_seats{"seat_add",
                              "INSERT INTO seat (id, concert_date_id, seat_number, section, row, seat, price, status)"
                              " SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::integer[], $4::text[], $5::text[],"
                              " $6::text[], $7::bigint[], $8::smallint[])"};
constexpr Statement save_seat_status{
    "seat_save_status",
    "WITH saved AS (UPDATE seat SET status = fresh.status"
    " FROM unnest($1::uuid[], $2::smallint[]) AS fresh (id, status) WHERE seat.id = fresh.id RETURNING 1)"
    " SELECT expect_saved(count(*), cardinality($1), 'a seat that was loaded is there to be saved') FROM saved"};

Seat read_locked_seat(Row row) {
    auto seat = read_seat(row);
    seat.on_sale = row.flag(5);
    return seat;
}

}  // namespace

std::vector<Seat> PostgresSeats::lock(std::span<SeatId const> ids, std::span<ReservationId const> of_reservations) {
    if (ids.empty() && of_reservations.empty()) return {};
    Parameters parameters;
    add_ids(parameters, ids);
    add_ids(parameters, of_reservations);
    return connection_.ask(lock_seats, std::move(parameters)).map(&read_locked_seat);
}

std::vector<SeatNumberSlot> PostgresSeats::taken(std::span<SeatNumberSlot const> slots) {
    if (slots.empty()) return {};
    Parameters parameters;
    parameters.add_each(slots, [](auto const& each) { return each.concert_date.value; });
    parameters.add_each(slots, [](auto const& each) { return each.number; });
    return connection_.ask(seat_numbers_taken, std::move(parameters)).map([](Row row) {
        return SeatNumberSlot{read_id<ConcertDateId>(row, 0), static_cast<std::int32_t>(row.integer(1))};
    });
}

std::int64_t PostgresSeats::count(ConcertDateId date) {
    Parameters parameters;
    parameters.add(date.value);
    return connection_.ask(count_seats, std::move(parameters))[0].integer(0);
}

void PostgresSeats::add(std::span<LabelledSeat const> seats) {
    if (seats.empty()) return;
    Parameters parameters;
    parameters.add_each(seats, [](auto const& each) { return each.seat.id.value; });
    parameters.add_each(seats, [](auto const& each) { return each.seat.concert_date.value; });
    parameters.add_each(seats, [](auto const& each) { return each.seat.number; });
    parameters.add_each(seats, [](auto const& each) { return std::string_view(each.labels.section); });
    parameters.add_each(seats, [](auto const& each) { return std::string_view(each.labels.row); });
    parameters.add_each(seats, [](auto const& each) { return std::string_view(each.labels.seat); });
    parameters.add_each(seats, [](auto const& each) { return each.seat.price.value; });
    parameters.add_each(seats, [](auto const& each) { return stored(each.seat.status); });
    connection_.queue(add_seats, std::move(parameters));
}

void PostgresSeats::save_status(std::span<Seat const> seats) {
    if (seats.empty()) return;
    Parameters parameters;
    parameters.add_each(seats, [](auto const& each) { return each.id.value; });
    parameters.add_each(seats, [](auto const& each) { return stored(each.status); });
    connection_.queue(save_seat_status, std::move(parameters));
}

}  // namespace onsale::postgres
