#include <algorithm>

#include "domain/invariant.h"
#include "infrastructure/sale_encoding/rows.h"
#include "infrastructure/sale_encoding/stored_states.h"
#include "infrastructure/sqlite/sale/columns.h"
#include "infrastructure/sqlite/sale/repositories.h"

namespace onsale::sqlite {
namespace {

// Two searches and no OR, for which SQLite would keep a table of what it has seen.
constexpr auto find_reservation =
    "SELECT " ONSALE_RESERVATION_COLUMNS
    " FROM reservation WHERE id = ?1 AND reserved_with IS NULL"
    " UNION ALL SELECT " ONSALE_RESERVATION_COLUMNS " FROM reservation WHERE reserved_with = ?1";
constexpr auto find_open_reservation =
    "SELECT " ONSALE_RESERVATION_COLUMNS " FROM reservation WHERE seat_id = ?1 AND " ONSALE_RESERVATION_IS_OPEN;
constexpr auto find_counted_of_fan = "SELECT " ONSALE_RESERVATION_OF_DATE_COLUMNS
                                     " FROM reservation WHERE user_id = ?1 AND (" ONSALE_RESERVATION_OF_USER_IS_OPEN
                                     " OR (taken_in_place = ?2 AND taken_in_entered_at = ?3)"
                                     " OR state = " ONSALE_EXPIRED ")";
constexpr auto add_reservation = "INSERT INTO reservation (" ONSALE_RESERVATION_COLUMNS
                                 ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)";
constexpr auto save_reservation_state =
    "UPDATE reservation SET state = ?2, payment_id = ?3, paid_at = ?4, session_place = ?5, session_entered_at = ?6"
    " WHERE id = ?1 AND state = ?7";

void bind_payment(Statement& statement, int index, ReservedSeat const& reserved) {
    if (reserved.state == ReservationState::paid) {
        bind(statement, index, reserved.payment);
        bind(statement, index + 1, reserved.paid_at);
    } else {
        statement.bind(index, nullptr).bind(index + 1, nullptr);
    }
    bind_session(statement, index + 2, reserved.session);
}

}  // namespace

SqliteReservations::SqliteReservations(Database& database)
    : find_(database.prepare(find_reservation)),
      find_open_(database.prepare(find_open_reservation)),
      find_counted_(database.prepare(find_counted_of_fan)),
      add_(database.prepare(add_reservation)),
      save_state_(database.prepare(save_reservation_state)) {}

std::vector<ReservedSeat> SqliteReservations::find(std::span<ReservationId const> ids) {
    std::vector<ReservedSeat> found;
    found.reserve(ids.size());
    for (auto const& id : ids) {
        bind(find_, 1, id);
        while (find_.step()) found.push_back(read_reserved_seat(find_));
    }
    return found;
}

std::vector<ReservedSeat> SqliteReservations::find_open_of(std::span<SeatId const> seats) {
    std::vector<ReservedSeat> found;
    for (auto const& seat : seats) {
        bind(find_open_, 1, seat);
        while (find_open_.step()) found.push_back(read_reserved_seat(find_open_));
    }
    return found;
}

std::vector<ReservedSeatOfDate> SqliteReservations::find_counted(std::span<FanInSession const> fans,
                                                                 std::span<SeatId const> seats) {
    std::vector<ReservedSeatOfDate> found;
    for (auto const& [user, session] : fans) {
        auto const counts = [&](ReservedSeat const& reserved) {
            return is_open(reserved) || (session && reserved.taken_in == session) ||
                   std::ranges::find(seats, reserved.seat) != seats.end();
        };
        bind_session(bind(find_counted_, 1, user), 2, session);
        while (find_counted_.step()) {
            auto const each = read_reserved_seat_of_date(find_counted_);
            if (counts(each.reserved)) found.push_back(each);
        }
    }
    return found;
}

void SqliteReservations::add(std::span<ReservedSeat const> all) {
    for (auto const& reserved : all) {
        bind(add_, 1, reserved.id);
        bind(add_, 2, reserved.seat);
        bind(add_, 3, reserved.user);
        add_.bind(4, reserved.price.value).bind(5, static_cast<std::int64_t>(reserved.state));
        bind(add_, 6, reserved.created_at);
        bind(add_, 7, reserved.hold_expires_at);
        bind_payment(add_, 8, reserved);
        bind_session(add_, 12, reserved.taken_in);
        bind_optional(add_, 14, reserved_with(reserved));
        add_.run();
    }
}

void SqliteReservations::save_state(std::span<ReservedSeatChange const> changes) {
    for (auto const& [reserved, loaded] : changes) {
        bind(save_state_, 1, reserved.id).bind(2, static_cast<std::int64_t>(reserved.state));
        bind_payment(save_state_, 3, reserved);
        save_state_.bind(7, static_cast<std::int64_t>(loaded));
        invariant(save_state_.run() == 1, "a reservation that was loaded is there to be saved, as it was");
    }
}

}  // namespace onsale::sqlite
