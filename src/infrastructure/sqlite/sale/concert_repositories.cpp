#include <optional>
#include <string>

#include "domain/invariant.h"
#include "infrastructure/sale_encoding/rows.h"
#include "infrastructure/sqlite/sale/columns.h"
#include "infrastructure/sqlite/sale/repositories.h"

namespace onsale::sqlite {
namespace {

constexpr auto find_concert = "SELECT id, singer_name FROM concert WHERE id = ?1";
constexpr auto add_concert = "INSERT INTO concert (id, singer_name) VALUES (?1, ?2)";

constexpr auto find_date = "SELECT " ONSALE_DATE_COLUMNS " FROM concert_date WHERE id = ?1";
constexpr auto date_taken = "SELECT 1 FROM concert_date WHERE concert_id = ?1 AND date = ?2";
constexpr auto dates_at = "SELECT " ONSALE_DATE_COLUMNS
                          ", singer_name FROM concert_date"
                          " JOIN concert ON concert.id = concert_id WHERE date = ?1 ORDER BY concert_date.id";
constexpr auto add_date =
    "INSERT INTO concert_date (id, concert_id, date, available_seats, last_piece_at, "
    "concert_came_with_date, " ONSALE_TERMS_COLUMNS
    ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
constexpr auto shift_available_seats = "UPDATE concert_date SET available_seats = available_seats + ?2 WHERE id = ?1";
constexpr auto save_date_state =
    "UPDATE concert_date SET on_sale = ?2, last_piece_at = ?3, concert_came_with_date = ?4,"
    " (" ONSALE_TERMS_COLUMNS ") = (?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) WHERE id = ?1";
constexpr auto find_unfinished_date =
    "SELECT " ONSALE_DATE_COLUMNS " FROM concert_date WHERE last_piece_at < ?1 ORDER BY id LIMIT 1";
constexpr auto remove_seats_of_date =
    "DELETE FROM seat WHERE id IN (SELECT id FROM seat WHERE concert_date_id = ?1 LIMIT ?2)";
constexpr auto remove_date = "DELETE FROM concert_date WHERE id = ?1";
constexpr auto remove_concert =
    "DELETE FROM concert WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM concert_date WHERE concert_id = ?1)";

// Two parameters: the last piece, NULL for a finished date, and whether the concert came with it.
void bind_unfinished(Statement& statement, int index, std::optional<Unfinished> const& unfinished) {
    if (!unfinished) {
        statement.bind(index, nullptr).bind(index + 1, std::int64_t{0});
    } else {
        bind(statement, index, unfinished->last_piece_at)
            .bind(index + 1, std::int64_t{unfinished->concert_came_with_date});
    }
}

void bind_terms(Statement& statement, int index, SaleTerms const& terms) {
    bind_optional(statement, index, terms.opens_at);
    bind_optional(statement, index + 1, terms.closes_at);
    bind_optional(statement, index + 2, terms.hold);
    statement.bind(index + 3, std::int64_t{terms.most_per_person}).bind(index + 4, std::int64_t{terms.most_takes});
    statement.bind(index + 5, std::int64_t{terms.no_single_seats}).bind(index + 6, std::int64_t{terms.cooling.count()});
    statement.bind(index + 7, std::int64_t{terms.companions_for_all});
}

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
    : database_(database),
      find_(database.prepare(find_date)),
      taken_(database.prepare(date_taken)),
      at_(database.prepare(dates_at)),
      add_(database.prepare(add_date)),
      shift_(database.prepare(shift_available_seats)),
      save_state_(database.prepare(save_date_state)),
      find_unfinished_(database.prepare(find_unfinished_date)),
      remove_seats_(database.prepare(remove_seats_of_date)) {}

std::vector<ConcertDate> SqliteConcertDates::find(std::span<ConcertDateId const> ids) {
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

std::vector<NamedDate> SqliteConcertDates::at(std::span<Instant const> moments) {
    std::vector<NamedDate> found;
    for (auto const moment : moments) {
        bind(at_, 1, moment);
        while (at_.step()) found.push_back({read_date(at_), std::string(at_.text(date_columns))});
    }
    return found;
}

void SqliteConcertDates::add(std::span<ConcertDate const> dates) {
    for (auto const& date : dates) {
        bind(add_, 1, date.id);
        bind(add_, 2, date.concert);
        bind(add_, 3, date.date).bind(4, date.available_seats);
        bind_unfinished(add_, 5, date.unfinished);
        bind_terms(add_, 7, date.terms);
        add_.run();
    }
}

void SqliteConcertDates::shift_available(std::span<AvailabilityShift const> shifts) {
    for (auto const& shift : shifts) {
        bind(shift_, 1, shift.concert_date).bind(2, shift.by);
        invariant(shift_.run() == 1, "the date whose seats were taken is there");
    }
}

void SqliteConcertDates::save_state(std::span<ConcertDate const> dates) {
    for (auto const& date : dates) {
        bind(save_state_, 1, date.id).bind(2, std::int64_t{date.on_sale});
        bind_unfinished(save_state_, 3, date.unfinished);
        bind_terms(save_state_, 5, date.terms);
        invariant(save_state_.run() == 1, "a date that was loaded is there to be saved");
    }
}

std::optional<ConcertDateId> SqliteConcertDates::remove_unfinished(Instant before, std::size_t most) {
    std::optional<ConcertDate> found;
    bind(find_unfinished_, 1, before);
    while (find_unfinished_.step()) found = read_date(find_unfinished_);
    if (!found) return std::nullopt;
    std::int64_t removed = 0;
    {
        // Each seat would be looked for in all reservations, which no index orders by seat. There can be none: the
        // seats of an unfinished date are locked for nobody.
        WithoutForeignKeys const unchecked(database_);
        bind(remove_seats_, 1, found->id).bind(2, static_cast<std::int64_t>(most));
        removed = remove_seats_.run();
    }
    AvailabilityShift const shift{found->id, -removed};
    shift_available({&shift, 1});
    if (removed == found->available_seats) {
        auto date = database_.prepare(remove_date);
        bind(date, 1, found->id).run();
        auto concert = database_.prepare(remove_concert);
        if (found->unfinished->concert_came_with_date) bind(concert, 1, found->concert).run();
    }
    return found->id;
}

}  // namespace onsale::sqlite
