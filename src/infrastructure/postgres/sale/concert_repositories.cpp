#include "infrastructure/postgres/sale/repositories.h"
#include "infrastructure/postgres/sale/rows.h"

namespace onsale::postgres {
namespace {

constexpr Statement find_concerts{"concert_find", "SELECT id, singer_name FROM concert WHERE id = ANY ($1)"};
constexpr Statement add_concerts{"concert_add",
                                 "INSERT INTO concert (id, singer_name) SELECT * FROM unnest($1::uuid[], $2::text[])"};

constexpr Statement lock_dates{
    "date_lock",
    "SELECT id, concert_id, date, available_seats, on_sale FROM concert_date WHERE id = ANY ($1)"
    " ORDER BY id FOR NO KEY UPDATE"};
constexpr Statement find_dates_at{"date_find_at",
                                  "SELECT d.id, d.concert_id, d.date, d.available_seats, d.on_sale"
                                  " FROM unnest($1::uuid[], $2::bigint[]) AS slot (concert, date)"
                                  " JOIN concert_date d ON d.concert_id = slot.concert AND d.date = slot.date"};
constexpr Statement add_dates{"date_add",
                              "INSERT INTO concert_date (id, concert_id, date, available_seats)"
                              " SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[])"};
constexpr Statement shift_available_seats{
    "date_shift_available",
    "WITH saved AS (UPDATE concert_date d SET available_seats = d.available_seats + shift.by"
    " FROM unnest($1::uuid[], $2::bigint[]) AS shift (id, by) WHERE d.id = shift.id RETURNING 1)"
    " SELECT expect_saved(count(*), cardinality($1), 'the date whose seats were taken is there') FROM saved"};

constexpr Statement save_dates_on_sale{
    "date_save_on_sale",
    "WITH saved AS (UPDATE concert_date d SET on_sale = fresh.on_sale <> 0"
    " FROM unnest($1::uuid[], $2::smallint[]) AS fresh (id, on_sale) WHERE d.id = fresh.id RETURNING 1)"
    " SELECT expect_saved(count(*), cardinality($1), 'a date that was loaded is there to be saved') FROM saved"};

}  // namespace

std::vector<Concert> PostgresConcerts::find(std::span<ConcertId const> ids) {
    if (ids.empty()) return {};
    Parameters parameters;
    add_ids(parameters, ids);
    return connection_.ask(find_concerts, std::move(parameters)).map(&read_concert);
}

void PostgresConcerts::add(std::span<Concert const> concerts) {
    if (concerts.empty()) return;
    Parameters parameters;
    parameters.add_each(concerts, [](auto const& each) { return each.id.value; });
    parameters.add_each(concerts, [](auto const& each) { return std::string_view(each.singer_name); });
    connection_.queue(add_concerts, std::move(parameters));
}

std::vector<ConcertDate> PostgresConcertDates::lock(std::span<ConcertDateId const> ids) {
    if (ids.empty()) return {};
    Parameters parameters;
    add_ids(parameters, ids);
    return connection_.ask(lock_dates, std::move(parameters)).map(&read_date);
}

std::vector<ConcertDate> PostgresConcertDates::find_at(std::span<DateSlot const> slots) {
    if (slots.empty()) return {};
    Parameters parameters;
    parameters.add_each(slots, [](auto const& each) { return each.concert.value; });
    parameters.add_each(slots, [](auto const& each) { return stored(each.date); });
    return connection_.ask(find_dates_at, std::move(parameters)).map(&read_date);
}

void PostgresConcertDates::add(std::span<ConcertDate const> dates) {
    if (dates.empty()) return;
    Parameters parameters;
    parameters.add_each(dates, [](auto const& each) { return each.id.value; });
    parameters.add_each(dates, [](auto const& each) { return each.concert.value; });
    parameters.add_each(dates, [](auto const& each) { return stored(each.date); });
    parameters.add_each(dates, [](auto const& each) { return each.available_seats; });
    connection_.queue(add_dates, std::move(parameters));
}

void PostgresConcertDates::shift_available(std::span<AvailabilityShift const> shifts) {
    if (shifts.empty()) return;
    if (shifts.size() > 1) {
        // The update would lock them in whatever order its plan has; and nobody locked them before.
        Parameters ids;
        ids.add_each(shifts, [](auto const& each) { return each.concert_date.value; });
        connection_.queue(lock_dates, std::move(ids));
    }
    Parameters parameters;
    parameters.add_each(shifts, [](auto const& each) { return each.concert_date.value; });
    parameters.add_each(shifts, [](auto const& each) { return each.by; });
    connection_.queue(shift_available_seats, std::move(parameters));
}

void PostgresConcertDates::save_on_sale(std::span<ConcertDate const> dates) {
    if (dates.empty()) return;
    Parameters parameters;
    parameters.add_each(dates, [](auto const& each) { return each.id.value; });
    parameters.add_each(dates, [](auto const& each) { return static_cast<std::int16_t>(each.on_sale); });
    connection_.queue(save_dates_on_sale, std::move(parameters));
}

}  // namespace onsale::postgres
