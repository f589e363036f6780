#include "domain/invariant.h"
#include "infrastructure/sqlite/sale/repositories.h"
#include "infrastructure/sqlite/sale/rows.h"

namespace onsale::sqlite {
namespace {

constexpr auto find_concert = "SELECT id, singer_name FROM concert WHERE id = ?1";
constexpr auto add_concert = "INSERT INTO concert (id, singer_name) VALUES (?1, ?2)";

constexpr auto find_date = "SELECT id, concert_id, date, available_seats, on_sale FROM concert_date WHERE id = ?1";
constexpr auto date_taken = "SELECT 1 FROM concert_date WHERE concert_id = ?1 AND date = ?2";
constexpr auto add_date = "INSERT INTO concert_date (id, concert_id, date, available_seats) VALUES (?1, ?2, ?3, ?4)";
constexpr auto shift_available_seats = "UPDATE concert_date SET available_seats = available_seats + ?2 WHERE id = ?1";
constexpr auto save_date_on_sale = "UPDATE concert_date SET on_sale = ?2 WHERE id = ?1";

}  // namespace

SqliteConcerts::SqliteConcerts(Database& database)
    : find_(database.prepare(find_concert)), add_(database.prepare(add_concert)) {}

std::vector<Concert> SqliteConcerts::lock(std::span<ConcertId const> ids) {
    std::vector<Concert> found;
    for (auto const& id : ids) {
        bind(find_, 1, id);
        while (find_.step()) found.push_back(read_concert(find_));
    }
    return found;
}

void SqliteConcerts::add(std::span<Concert const> concerts) {
    for (auto const& concert : concerts) {
        bind(add_, 1, concert.id).bind(2, concert.singer_name);
        add_.run();
    }
}

SqliteConcertDates::SqliteConcertDates(Database& database)
    : find_(database.prepare(find_date)),
      taken_(database.prepare(date_taken)),
      add_(database.prepare(add_date)),
      shift_(database.prepare(shift_available_seats)),
      save_on_sale_(database.prepare(save_date_on_sale)) {}

std::vector<ConcertDate> SqliteConcertDates::lock(std::span<ConcertDateId const> ids) {
    std::vector<ConcertDate> found;
    for (auto const& id : ids) {
        bind(find_, 1, id);
        while (find_.step()) found.push_back(read_date(find_));
    }
    return found;
}

std::vector<DateSlot> SqliteConcertDates::taken(std::span<DateSlot const> slots) {
    std::vector<DateSlot> found;
    for (auto const& slot : slots) {
        bind(taken_, 1, slot.concert);
        bind(taken_, 2, slot.date);
        while (taken_.step()) found.push_back(slot);
    }
    return found;
}

void SqliteConcertDates::add(std::span<ConcertDate const> dates) {
    for (auto const& date : dates) {
        bind(add_, 1, date.id);
        bind(add_, 2, date.concert);
        bind(add_, 3, date.date).bind(4, date.available_seats);
        add_.run();
    }
}

void SqliteConcertDates::shift_available(std::span<AvailabilityShift const> shifts) {
    for (auto const& shift : shifts) {
        bind(shift_, 1, shift.concert_date).bind(2, shift.by);
        invariant(shift_.run() == 1, "the date whose seats were taken is there");
    }
}

void SqliteConcertDates::save_on_sale(std::span<ConcertDate const> dates) {
    for (auto const& date : dates) {
        bind(save_on_sale_, 1, date.id).bind(2, std::int64_t{date.on_sale});
        invariant(save_on_sale_.run() == 1, "a date that was loaded is there to be saved");
    }
}

}  // namespace onsale::sqlite
