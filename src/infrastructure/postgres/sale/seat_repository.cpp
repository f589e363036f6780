#include "infrastructure/postgres/sale/columns.h"
#include "infrastructure/postgres/sale/repositories.h"
#include "infrastructure/sale_encoding/rows.h"

namespace onsale::postgres {
namespace {

// A reservation's seat never changes, so that it may be looked up before the lock is had.
#define ONSALE_LOCK_SEATS \
    "SELECT " ONSALE_SEAT_COLUMNS " FROM seat JOIN concert_date d ON d.id = concert_date_id"               \
    " WHERE seat.id = ANY ($1::uuid[] || " ONSALE_SEATS_OF_RESERVATIONS("$2") ")" \
    " AND d.last_piece_at IS NULL ORDER BY seat.id FOR NO KEY UPDATE OF seat"
constexpr Statement lock_seats{"seat_lock", ONSALE_LOCK_SEATS};
constexpr Statement lock_free_seats{"seat_lock_free", ONSALE_LOCK_SEATS " SKIP LOCKED"};
constexpr Statement seat_numbers_taken{
    "seat_numbers_taken",
    "SELECT slot.date, slot.number FROM unnest($1::uuid[], $2::integer[]) AS slot (date, number)"
    " JOIN seat ON seat.concert_date_id = slot.date AND seat.seat_number = slot.number"};
constexpr Statement count_seats{
    "seat_count",
    "SELECT concert_date_id, count(*) FROM seat WHERE concert_date_id = ANY ($1) GROUP BY concert_date_id"};
constexpr Statement add_seats{"seat_add",
                              "INSERT INTO seat (id, concert_date_id, seat_number, section, row, seat, price, status,"
                              " traits)"
                              " SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::integer[], $4::text[], $5::text[],"
                              " $6::text[], $7::bigint[], $8::smallint[], $9::smallint[])"};
constexpr Statement save_seat_status{
    "seat_save_status",
    "WITH saved AS (UPDATE seat SET status = fresh.status"
    " FROM unnest($1::uuid[], $2::smallint[], $3::smallint[]) AS fresh (id, status, loaded)"
    " WHERE seat.id = fresh.id AND seat.status = fresh.loaded RETURNING 1)"
    " SELECT expect_saved(count(*), cardinality($1), 'a seat that was loaded is there to be saved, as it was')"
    " FROM saved"};
constexpr Statement find_seat_blocks{
    "seat_find_blocks",
    "SELECT id, blocked_reason, blocked_until FROM seat WHERE id = ANY ($1) AND blocked_until IS NOT NULL"};
constexpr Statement save_seat_blocks{
    "seat_save_blocks",
    "WITH saved AS (UPDATE seat SET blocked_reason = fresh.reason, blocked_until = fresh.until"
    " FROM unnest($1::uuid[], $2::text[], $3::bigint[]) AS fresh (id, reason, until)"
    " WHERE seat.id = fresh.id RETURNING 1)"
    " SELECT expect_saved(count(*), cardinality($1), 'a seat that was loaded is there to be blocked') FROM saved"};
constexpr Statement save_seat_prices{
    "seat_save_prices",
    "WITH saved AS (UPDATE seat SET price = fresh.price FROM unnest($1::uuid[], $2::bigint[]) AS fresh (id, price)"
    " WHERE seat.id = fresh.id RETURNING 1)"
    " SELECT expect_saved(count(*), cardinality($1), 'a seat that was loaded is there to cost something else')"
    " FROM saved"};

}  // namespace

std::vector<Seat> PostgresSeats::lock(std::span<SeatId const> ids) {
    std::vector<Seat> found;
    queue_lock(ids, {}, Lock::wait, found);
    connection_.flush();
    return found;
}

void PostgresSeats::queue_lock(std::span<SeatId const> ids, std::span<ReservationId const> of_reservations, Lock lock,
                               std::vector<Seat>& into) {
    if (ids.empty() && of_reservations.empty()) return;
    Parameters parameters;
    add_ids(parameters, ids);
    add_ids(parameters, of_reservations);
    connection_.queue(lock == Lock::wait ? lock_seats : lock_free_seats, std::move(parameters),
                      [&into](Rows const& rows) { into = rows.map(&read_seat<Row>); });
}

std::vector<SeatNumberSlot> PostgresSeats::taken(std::span<SeatNumberSlot const> slots) {
    std::vector<SeatNumberSlot> found;
    queue_taken(slots, found);
    connection_.flush();
    return found;
}

void PostgresSeats::queue_taken(std::span<SeatNumberSlot const> slots, std::vector<SeatNumberSlot>& into) {
    if (slots.empty()) return;
    Parameters parameters;
    parameters.add_each(slots, [](auto const& each) { return each.concert_date.value; });
    parameters.add_each(slots, [](auto const& each) { return each.number; });
    connection_.queue(seat_numbers_taken, std::move(parameters), [&into](Rows const& rows) {
        into = rows.map([](Row row) {
            return SeatNumberSlot{read_id<ConcertDateId>(row, 0), static_cast<std::int32_t>(row.integer(1))};
        });
    });
}

std::int64_t PostgresSeats::count(ConcertDateId date) {
    std::vector<SeatCount> counts;
    queue_count({&date, 1}, counts);
    connection_.flush();
    return counts.empty() ? 0 : counts.front().seats;
}

void PostgresSeats::queue_count(std::span<ConcertDateId const> dates, std::vector<SeatCount>& into) {
    if (dates.empty()) return;
    Parameters parameters;
    add_ids(parameters, dates);
    connection_.queue(count_seats, std::move(parameters), [&into](Rows const& rows) {
        into = rows.map([](Row row) { return SeatCount{read_id<ConcertDateId>(row, 0), row.integer(1)}; });
    });
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
    parameters.add_each(seats, [](auto const& each) { return std::int16_t{each.seat.traits.bits()}; });
    connection_.queue(add_seats, std::move(parameters));
}

void PostgresSeats::save_status(std::span<SeatChange const> changes) {
    if (changes.empty()) return;
    Parameters parameters;
    parameters.add_each(changes, [](auto const& each) { return each.seat.id.value; });
    parameters.add_each(changes, [](auto const& each) { return stored(each.seat.status); });
    parameters.add_each(changes, [](auto const& each) { return stored(each.loaded); });
    connection_.queue(save_seat_status, std::move(parameters));
}

std::vector<SeatBlock> PostgresSeats::find_blocks(std::span<SeatId const> seats) {
    std::vector<SeatBlock> found;
    queue_find_blocks(seats, found);
    connection_.flush();
    return found;
}

void PostgresSeats::queue_find_blocks(std::span<SeatId const> seats, std::vector<SeatBlock>& into) {
    if (seats.empty()) return;
    Parameters parameters;
    add_ids(parameters, seats);
    connection_.queue(find_seat_blocks, std::move(parameters),
                      [&into](Rows const& rows) { into = rows.map(&read_block<Row>); });
}

void PostgresSeats::save_blocks(std::span<SeatBlock const> blocks) {
    if (blocks.empty()) return;
    Parameters parameters;
    parameters.add_each(blocks, [](auto const& each) { return each.seat.value; });
    parameters.add_each(blocks, [](auto const& each) {
        return each.block ? std::optional(std::string_view(each.block->reason)) : std::nullopt;
    });
    parameters.add_each(
        blocks, [](auto const& each) { return each.block ? std::optional(stored(each.block->until)) : std::nullopt; });
    connection_.queue(save_seat_blocks, std::move(parameters));
}

void PostgresSeats::save_prices(std::span<Seat const> seats) {
    if (seats.empty()) return;
    Parameters parameters;
    parameters.add_each(seats, [](auto const& each) { return each.id.value; });
    parameters.add_each(seats, [](auto const& each) { return each.price.value; });
    connection_.queue(save_seat_prices, std::move(parameters));
}

}  // namespace onsale::postgres
