#include "infrastructure/postgres/sale/passed_over.h"

#include <string>
#include <string_view>

#include "infrastructure/postgres/sale/columns.h"
#include "infrastructure/sale_encoding/rows.h"
#include "infrastructure/sale_encoding/stored_states.h"

namespace onsale::postgres {
namespace {

// Modes that keep others from changing rows; see the table of conflicts in PostgreSQL's manual, "Explicit Locking". One
// who only waits for such a lock counts: everybody who comes later waits behind them.
constexpr Statement locked_tables{
    "locked_tables",
    "SELECT DISTINCT c.relname::text FROM pg_locks l JOIN pg_class c ON c.oid = l.relation"
    " WHERE l.locktype = 'relation' AND l.pid IS DISTINCT FROM pg_backend_pid()"
    " AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    " AND l.mode IN ('ShareLock', 'ShareRowExclusiveLock', 'ExclusiveLock', 'AccessExclusiveLock')"};

#define ONSALE_SEATS_OF "$1::uuid[] || " ONSALE_SEATS_OF_RESERVATIONS("$2")
constexpr Statement seats_there{"seats_there",
                                "SELECT id, concert_date_id FROM seat WHERE id = ANY (" ONSALE_SEATS_OF ")"};
constexpr Statement free_dates_of_seats{
    "date_lock_free_of_seats",
    "SELECT id FROM concert_date WHERE id = ANY (ARRAY(SELECT concert_date_id FROM seat"
    " WHERE id = ANY (" ONSALE_SEATS_OF "))) ORDER BY id FOR NO KEY UPDATE SKIP LOCKED"};
// They are guarded by the locks of their seats, but somebody at a terminal does not know that.
constexpr Statement free_reservations{"reservation_lock_free",
                                      "SELECT id FROM reservation WHERE id = ANY ($1) OR reserved_with = ANY ($1)"
                                      " FOR NO KEY UPDATE SKIP LOCKED"};
constexpr Statement free_open_reservations{"reservation_lock_free_open",
                                           "SELECT id FROM reservation WHERE seat_id = ANY (" ONSALE_SEATS_OF
                                           ")"
                                           " AND " ONSALE_RESERVATION_IS_OPEN " FOR NO KEY UPDATE SKIP LOCKED"};
constexpr Statement users_there{"users_there", "SELECT id FROM users WHERE id = ANY ($1)"};
constexpr Statement concerts_there{"concerts_there", "SELECT id FROM concert WHERE id = ANY ($1)"};
constexpr Statement dates_there{"dates_there", "SELECT id FROM concert_date WHERE id = ANY ($1)"};

template <class SomeId>
Connection::Receive add_to(std::set<SomeId>& ids) {
    return [&ids](Rows const& rows) {
        for (int i = 0; i < rows.size(); ++i) ids.insert(read_id<SomeId>(rows[i], 0));
    };
}

template <class T>
void take_out(std::vector<T>& wanted, std::set<T>& busy) {
    busy.insert(wanted.begin(), wanted.end());
    wanted.clear();
}

// What of `there` is not among the rows that were locked.
template <class SomeId, class LockedRows>
void note_rest(std::set<SomeId> there, LockedRows const& locked, std::set<SomeId>& busy) {
    for (auto const& row : locked) there.erase(row.id);
    busy.merge(there);
}

}  // namespace

void PassedOver::take_out_locked_tables(Wanted& wanted, BusyRows& busy) {
    auto const rows = connection_.ask(locked_tables);
    for (int i = 0; i < rows.size(); ++i) {
        auto const table = rows[i].text(0);
        bool const of_dates = table == "concert_date" || table == "drawing";
        if (table == "seat" || table == "reservation" || of_dates) {
            take_out(wanted.seats, busy.seats);
            wanted.blocks.clear();  // for commands that want seats, too
            take_out(wanted.reservations, busy.reservations);
            wanted.counted_fans.clear();
            take_out(wanted.dates, busy.dates);
        }
        if (table == "concert" || of_dates) take_out(wanted.concerts, busy.concerts);
        if (table == "users" || table == "point_history") take_out(wanted.users, busy.users);
        if (table == "idempotency") take_out(wanted.keys, busy.keys);
        if (table == "steering" || table == "operator_action") busy.steering |= std::exchange(wanted.steering, false);
        if (table == "operator_action") {
            take_out(wanted.dates, busy.dates);
            take_out(wanted.concerts, busy.concerts);
        }
    }
}

void PassedOver::queue(Wanted const& wanted, Waits waits) {
    dates_too_ = waits == Waits::for_none;
    auto const ids = [](auto const& of) {
        Parameters parameters;
        parameters.add_each(of, [](auto const& id) { return id.value; });
        return parameters;
    };
    if (!wanted.seats.empty() || !wanted.reservations.empty()) {
        auto const both = [&] {
            auto parameters = ids(wanted.seats);
            parameters.add_each(wanted.reservations, [](auto const& id) { return id.value; });
            return parameters;
        };
        connection_.queue(seats_there, both(), [this](Rows const& rows) {
            seats_ = rows.map([](Row row) {
                return SeatThere{read_id<SeatId>(row, 0), read_id<ConcertDateId>(row, 1)};
            });
        });
        if (dates_too_) connection_.queue(free_dates_of_seats, both(), add_to(free_dates_));
        connection_.queue(free_reservations, ids(wanted.reservations), add_to(free_claims_));
        connection_.queue(free_open_reservations, both(), add_to(free_claims_));
    }
    if (!wanted.users.empty()) connection_.queue(users_there, ids(wanted.users), add_to(users_));
    if (!wanted.concerts.empty()) connection_.queue(concerts_there, ids(wanted.concerts), add_to(concerts_));
    if (!wanted.dates.empty()) connection_.queue(dates_there, ids(wanted.dates), add_to(dates_));
}

void PassedOver::note(Wanted const& wanted, Loaded& loaded) const {
    note_seats(loaded);
    note_reservations(loaded);
    auto& busy = loaded.busy;
    note_rest(users_, loaded.users, busy.users);
    note_rest(concerts_, loaded.concerts, busy.concerts);
    note_rest(dates_, loaded.dates, busy.dates);
    busy.steering |= wanted.steering && !loaded.steering;
}

void PassedOver::note_seats(Loaded& loaded) const {
    std::set<SeatId> locked;
    for (auto const& seat : loaded.seats) locked.insert(seat.id);
    for (auto const& [seat, date] : seats_) {
        bool const free = locked.contains(seat) && (!dates_too_ || free_dates_.contains(date));
        if (!free) loaded.busy.seats.insert(seat);
    }
}

// A claim and its seat are changed together: what keeps one of them keeps both.
void PassedOver::note_reservations(Loaded& loaded) const {
    auto& busy = loaded.busy;
    for (auto const& each : loaded.reserved_seats) {
        if (!free_claims_.contains(each.id)) busy.seats.insert(each.seat);
    }
    for (auto const& each : loaded.reserved_seats) {
        if (busy.seats.contains(each.seat)) busy.reservations.insert(each.reservation);
    }
}

}  // namespace onsale::postgres
