#include "infrastructure/postgres/sale/columns.h"
#include "infrastructure/postgres/sale/repositories.h"
#include "infrastructure/sale_encoding/rows.h"

namespace onsale::postgres {
namespace {

#define ONSALE_LOCK_CONCERTS "SELECT id, singer_name FROM concert WHERE id = ANY ($1) ORDER BY id FOR NO KEY UPDATE"
constexpr Statement lock_concerts{"concert_lock", ONSALE_LOCK_CONCERTS};
constexpr Statement lock_free_concerts{"concert_lock_free", ONSALE_LOCK_CONCERTS " SKIP LOCKED"};
constexpr Statement add_concerts{"concert_add",
                                 "INSERT INTO concert (id, singer_name) SELECT * FROM unnest($1::uuid[], $2::text[])"};

// These dates, and those of these seats and of these reservations' seats: all that a batch may count or change, in one
// order.
#define ONSALE_LOCK_DATES \
    "SELECT " ONSALE_DATE_COLUMNS                                                          \
    " FROM concert_date WHERE id = ANY"                                                    \
    " ($1::uuid[] || ARRAY(SELECT concert_date_id FROM seat WHERE id = ANY ($2::uuid[] ||" \
    " " ONSALE_SEATS_OF_RESERVATIONS("$3") ")))"                                           \
    " ORDER BY id FOR NO KEY UPDATE"
constexpr Statement lock_dates{"date_lock", ONSALE_LOCK_DATES};
constexpr Statement lock_free_dates{"date_lock_free", ONSALE_LOCK_DATES " SKIP LOCKED"};
constexpr Statement find_dates{"date_find", "SELECT " ONSALE_DATE_COLUMNS " FROM concert_date WHERE id = ANY ($1)"};
constexpr Statement find_dates_of_seats{"date_find_of_seats",
                                        "SELECT " ONSALE_DATE_COLUMNS
                                        " FROM concert_date WHERE id = ANY"
                                        " (ARRAY(SELECT concert_date_id FROM seat WHERE id = ANY ($1)))"};
constexpr Statement dates_taken{"date_taken",
                                "SELECT d.concert_id, d.date"
                                " FROM unnest($1::uuid[], $2::bigint[]) AS slot (concert, date)"
                                " JOIN concert_date d ON d.concert_id = slot.concert AND d.date = slot.date"};
constexpr Statement dates_at{"date_at",
                             "SELECT " ONSALE_DATE_COLUMNS
                             ", singer_name FROM concert_date"
                             " JOIN concert ON concert.id = concert_id WHERE date = ANY ($1) ORDER BY concert_date.id"};
constexpr Statement add_dates{
    "date_add",
    "INSERT INTO concert_date (id, concert_id, date, available_seats, last_piece_at, "
    "concert_came_with_date, " ONSALE_TERMS_COLUMNS
    ") SELECT id, concert, date, seats, piece, came <> 0, opens_at, closes_at, hold_seconds, most_per_person,"
    " most_takes, no_single_seats <> 0, cooling_seconds, companions_for_all <> 0"
    " FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[], $5::bigint[], $6::smallint[], $7::bigint[],"
    " $8::bigint[], $9::bigint[], $10::integer[], $11::integer[], $12::smallint[], $13::bigint[], $14::smallint[])"
    " AS fresh (id, concert, date, seats, piece, came, " ONSALE_TERMS_COLUMNS ")"};
constexpr Statement shift_available_seats{
    "date_shift_available",
    "WITH saved AS (UPDATE concert_date d SET available_seats = d.available_seats + shift.by"
    " FROM unnest($1::uuid[], $2::bigint[]) AS shift (id, by) WHERE d.id = shift.id RETURNING 1)"
    " SELECT expect_saved(count(*), cardinality($1), 'the date whose seats were taken is there') FROM saved"};

constexpr Statement save_dates_state{
    "date_save_state",
    "WITH saved AS (UPDATE concert_date d SET on_sale = fresh.on_sale <> 0, last_piece_at = fresh.piece,"
    " concert_came_with_date = fresh.came <> 0, opens_at = fresh.opens_at, closes_at = fresh.closes_at,"
    " hold_seconds = fresh.hold_seconds, most_per_person = fresh.most_per_person, most_takes = fresh.most_takes,"
    " no_single_seats = fresh.no_single_seats <> 0, cooling_seconds = fresh.cooling_seconds,"
    " companions_for_all = fresh.companions_for_all <> 0"
    " FROM unnest($1::uuid[], $2::bigint[], $3::smallint[], $4::bigint[], $5::bigint[], $6::bigint[], $7::integer[],"
    " $8::integer[], $9::smallint[], $10::bigint[], $11::smallint[], $12::smallint[]) AS fresh (id, piece, "
    "came, " ONSALE_TERMS_COLUMNS
    ", on_sale)"
    " WHERE d.id = fresh.id RETURNING 1)"
    " SELECT expect_saved(count(*), cardinality($1), 'a date that was loaded is there to be saved') FROM saved"};

// Whether reservations point at a seat that goes is looked up for each: by reservation_by_seat.
constexpr Statement remove_seats_of_unfinished{
    "date_remove_seats",
    "WITH one AS MATERIALIZED (SELECT id FROM concert_date WHERE last_piece_at < $1 ORDER BY id LIMIT 1"
    "  FOR UPDATE SKIP LOCKED),"
    " gone AS (DELETE FROM seat WHERE id = ANY (ARRAY(SELECT seat.id FROM seat JOIN one ON one.id = concert_date_id"
    "  LIMIT $2)) RETURNING 1)"
    " UPDATE concert_date d SET available_seats = available_seats - (SELECT count(*) FROM gone)"
    " FROM one WHERE d.id = one.id RETURNING d.id"};
// A statement of its own, which sees that the seats are gone.
constexpr Statement remove_empty_unfinished{
    "date_remove",
    "WITH empty AS MATERIALIZED (SELECT id FROM concert_date WHERE last_piece_at < $1 AND available_seats = 0"
    "  ORDER BY id FOR UPDATE SKIP LOCKED),"
    " gone AS (DELETE FROM concert_date d USING empty WHERE d.id = empty.id"
    "  RETURNING d.id, d.concert_id, d.concert_came_with_date)"
    " DELETE FROM concert c USING gone WHERE c.id = gone.concert_id AND gone.concert_came_with_date"
    " AND NOT EXISTS (SELECT FROM concert_date o WHERE o.concert_id = c.id AND o.id <> gone.id)"};

// Two arrays: the last piece, NULL for a finished date, and whether the concert came with it.
void add_unfinished(Parameters& parameters, std::span<ConcertDate const> dates) {
    parameters.add_each(dates, [](auto const& each) {
        return each.unfinished ? std::optional(stored(each.unfinished->last_piece_at)) : std::nullopt;
    });
    parameters.add_each(dates, [](auto const& each) {
        return static_cast<std::int16_t>(each.unfinished && each.unfinished->concert_came_with_date);
    });
}

// Eight arrays.
void add_terms(Parameters& parameters, std::span<ConcertDate const> dates) {
    parameters.add_each(dates, [](auto const& each) { return stored(each.terms.opens_at); });
    parameters.add_each(dates, [](auto const& each) { return stored(each.terms.closes_at); });
    parameters.add_each(dates, [](auto const& each) {
        auto const& hold = each.terms.hold;
        return hold ? std::optional(std::int64_t{hold->count()}) : std::nullopt;
    });
    parameters.add_each(dates, [](auto const& each) { return each.terms.most_per_person; });
    parameters.add_each(dates, [](auto const& each) { return each.terms.most_takes; });
    parameters.add_each(dates, [](auto const& each) { return std::int16_t{each.terms.no_single_seats}; });
    parameters.add_each(dates, [](auto const& each) { return std::int64_t{each.terms.cooling.count()}; });
    parameters.add_each(dates, [](auto const& each) { return std::int16_t{each.terms.companions_for_all}; });
}

}  // namespace

std::vector<Concert> PostgresConcerts::lock(std::span<ConcertId const> ids) {
    std::vector<Concert> found;
    queue_lock(ids, Lock::wait, found);
    connection_.flush();
    return found;
}

void PostgresConcerts::queue_lock(std::span<ConcertId const> ids, Lock lock, std::vector<Concert>& into) {
    if (ids.empty()) return;
    Parameters parameters;
    add_ids(parameters, ids);
    connection_.queue(lock == Lock::wait ? lock_concerts : lock_free_concerts, std::move(parameters),
                      [&into](Rows const& rows) { into = rows.map(&read_concert<Row>); });
}

void PostgresConcerts::add(std::span<Concert const> concerts) {
    if (concerts.empty()) return;
    Parameters parameters;
    parameters.add_each(concerts, [](auto const& each) { return each.id.value; });
    parameters.add_each(concerts, [](auto const& each) { return std::string_view(each.singer_name); });
    connection_.queue(add_concerts, std::move(parameters));
}

std::vector<ConcertDate> PostgresConcertDates::lock(std::span<ConcertDateId const> ids) {
    std::vector<ConcertDate> found;
    queue_lock({.dates = ids}, Lock::wait, found);
    connection_.flush();
    return found;
}

void PostgresConcertDates::queue_lock(DatesToLock const& which, Lock lock, std::vector<ConcertDate>& into) {
    if (which.dates.empty() && which.of_seats.empty() && which.of_reservations.empty()) return;
    Parameters parameters;
    add_ids(parameters, which.dates);
    add_ids(parameters, which.of_seats);
    add_ids(parameters, which.of_reservations);
    connection_.queue(lock == Lock::wait ? lock_dates : lock_free_dates, std::move(parameters),
                      [&into](Rows const& rows) { into = rows.map(&read_date<Row>); });
}

std::vector<ConcertDate> PostgresConcertDates::find(std::span<ConcertDateId const> ids) {
    if (ids.empty()) return {};
    Parameters parameters;
    add_ids(parameters, ids);
    return connection_.ask(find_dates, std::move(parameters)).map(&read_date<Row>);
}

void PostgresConcertDates::queue_find_of(std::span<SeatId const> seats, std::vector<ConcertDate>& into) {
    if (seats.empty()) return;
    Parameters parameters;
    add_ids(parameters, seats);
    connection_.queue(find_dates_of_seats, std::move(parameters),
                      [&into](Rows const& rows) { into = rows.map(&read_date<Row>); });
}

std::vector<DateSlot> PostgresConcertDates::taken(std::span<DateSlot const> slots) {
    std::vector<DateSlot> found;
    queue_taken(slots, found);
    connection_.flush();
    return found;
}

void PostgresConcertDates::queue_taken(std::span<DateSlot const> slots, std::vector<DateSlot>& into) {
    if (slots.empty()) return;
    Parameters parameters;
    parameters.add_each(slots, [](auto const& each) { return each.concert.value; });
    parameters.add_each(slots, [](auto const& each) { return stored(each.date); });
    connection_.queue(dates_taken, std::move(parameters), [&into](Rows const& rows) {
        into = rows.map([](Row row) { return DateSlot{read_id<ConcertId>(row, 0), read_instant(row, 1)}; });
    });
}

std::vector<NamedDate> PostgresConcertDates::at(std::span<Instant const> moments) {
    std::vector<NamedDate> found;
    queue_at(moments, found);
    connection_.flush();
    return found;
}

void PostgresConcertDates::queue_at(std::span<Instant const> moments, std::vector<NamedDate>& into) {
    if (moments.empty()) return;
    Parameters parameters;
    parameters.add_each(moments, [](Instant each) { return stored(each); });
    connection_.queue(dates_at, std::move(parameters), [&into](Rows const& rows) {
        into = rows.map([](Row row) { return NamedDate{read_date(row), std::string(row.text(date_columns))}; });
    });
}

void PostgresConcertDates::add(std::span<ConcertDate const> dates) {
    if (dates.empty()) return;
    Parameters parameters;
    parameters.add_each(dates, [](auto const& each) { return each.id.value; });
    parameters.add_each(dates, [](auto const& each) { return each.concert.value; });
    parameters.add_each(dates, [](auto const& each) { return stored(each.date); });
    parameters.add_each(dates, [](auto const& each) { return each.available_seats; });
    add_unfinished(parameters, dates);
    add_terms(parameters, dates);
    connection_.queue(add_dates, std::move(parameters));
}

void PostgresConcertDates::shift_available(std::span<AvailabilityShift const> shifts) {
    if (shifts.empty()) return;
    if (shifts.size() > 1) {
        // The update would lock them in whatever order its plan has. They are locked last of all; or they were, all of
        // them, while loading, where the batch changes dates themselves: never at two moments.
        Parameters ids;
        ids.add_each(shifts, [](auto const& each) { return each.concert_date.value; });
        add_ids(ids, std::span<SeatId const>());
        add_ids(ids, std::span<ReservationId const>());
        connection_.queue(lock_dates, std::move(ids));
    }
    Parameters parameters;
    parameters.add_each(shifts, [](auto const& each) { return each.concert_date.value; });
    parameters.add_each(shifts, [](auto const& each) { return each.by; });
    connection_.queue(shift_available_seats, std::move(parameters));
}

void PostgresConcertDates::save_state(std::span<ConcertDate const> dates) {
    if (dates.empty()) return;
    Parameters parameters;
    parameters.add_each(dates, [](auto const& each) { return each.id.value; });
    add_unfinished(parameters, dates);
    add_terms(parameters, dates);
    parameters.add_each(dates, [](auto const& each) { return static_cast<std::int16_t>(each.on_sale); });
    connection_.queue(save_dates_state, std::move(parameters));
}

std::optional<ConcertDateId> PostgresConcertDates::remove_unfinished(Instant before, std::size_t most) {
    std::optional<ConcertDateId> removed;
    queue_remove_unfinished(before, most, removed);
    connection_.flush();
    return removed;
}

void PostgresConcertDates::queue_remove_unfinished(Instant before, std::size_t most,
                                                   std::optional<ConcertDateId>& removed) {
    Parameters seats;
    seats.add(stored(before)).add(static_cast<std::int64_t>(most));
    connection_.queue(remove_seats_of_unfinished, std::move(seats), [&removed](Rows const& rows) {
        if (rows.size() > 0) removed = read_id<ConcertDateId>(rows[0], 0);
    });
    Parameters dates;
    dates.add(stored(before));
    connection_.queue(remove_empty_unfinished, std::move(dates));
}

}  // namespace onsale::postgres
