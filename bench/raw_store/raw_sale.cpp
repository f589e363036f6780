#include "raw_sale.h"

#include <stdexcept>

#include <fmt/format.h>

#include "domain/concert/booking.h"
#include "domain/limits.h"
#include "infrastructure/sqlite/sale/columns.h"
#include "infrastructure/sqlite/sale/schema.h"

namespace onsale::bench {
namespace {

constexpr std::int64_t price = 99'000;
constexpr std::int64_t charged = 1'000'000;

constexpr auto reserve_seat = "UPDATE seat SET status = 1 WHERE id = ?1 AND status = 0";
constexpr auto add_reservation =
    "INSERT INTO reservation (id, seat_id, user_id, price, state, created_at, hold_expires_at)"
    " VALUES (?1, ?2, ?3, ?4, 0, ?5, ?6)";
constexpr auto take_available = "UPDATE concert_date SET available_seats = available_seats - ?2 WHERE id = ?1";

constexpr auto own_seat = "UPDATE seat SET status = 2 WHERE id = ?1 AND status = 1";
constexpr auto pay_reservation =
    "UPDATE reservation SET state = 1, payment_id = ?2, paid_at = ?3 WHERE id = ?1 AND state = 0";
constexpr auto take_points = "UPDATE user SET balance = balance - ?2 WHERE id = ?1 AND balance >= ?2 RETURNING balance";
constexpr auto add_payment =
    "INSERT INTO point_history (id, user_id, reason, amount, balance, reservation_id, at)"
    " VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6)";

sqlite::Database open_unused(std::filesystem::path const& data) {
    if (std::filesystem::exists(sqlite::sale_file(data))) throw std::runtime_error(data.string() + " holds a sale");
    return sqlite::open_sale_file(data, sqlite::Mode::read_write);
}

void change_one(sqlite::Statement& statement) {
    if (statement.run() != 1) throw std::runtime_error("a guard did not let a row through");
}

template <class SomeId>
std::vector<SomeId> make_ids(IdSource& ids, std::size_t count) {
    std::vector<SomeId> made(count);
    for (auto& id : made) id = ids.make<SomeId>();
    return made;
}

}  // namespace

RawSale::RawSale(std::filesystem::path const& data, std::size_t rows)
    : database_(open_unused(data)),
      date_(ids_.make<ConcertDateId>()),
      seats_(make_ids<SeatId>(ids_, rows)),
      users_(make_ids<UserId>(ids_, rows)) {
    fill();
}

// In the order of the server's bench: the hall, then the users, then their points.
void RawSale::fill() {
    sqlite::Transaction transaction(database_);
    auto const concert = ids_.make<ConcertId>();
    auto add_concert = database_.prepare("INSERT INTO concert (id, singer_name) VALUES (?1, 'Bench')");
    sqlite::bind(add_concert, 1, concert).run();
    auto add_date =
        database_.prepare("INSERT INTO concert_date (id, concert_id, date, available_seats) VALUES (?1, ?2, ?3, ?4)");
    sqlite::bind(add_date, 1, date_);
    sqlite::bind(add_date, 2, concert);
    sqlite::bind(add_date, 3, clock_.now()).bind(4, static_cast<std::int64_t>(seats_.size())).run();

    auto add_seat = database_.prepare(
        "INSERT INTO seat (id, concert_date_id, seat_number, section, row, seat, price, status)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0)");
    for (std::size_t i = 0; i < seats_.size(); ++i) {
        sqlite::bind(add_seat, 1, seats_[i]);
        sqlite::bind(add_seat, 2, date_)
            .bind(3, static_cast<std::int64_t>(i + 1))
            .bind(4, fmt::format("{}", 101 + i / 800))
            .bind(5, fmt::format("{}", 1 + i / 40 % 20))
            .bind(6, fmt::format("{}", 1 + i % 40))
            .bind(7, price)
            .run();
    }
    auto add_user = database_.prepare("INSERT INTO user (id, name, balance) VALUES (?1, 'fan', ?2)");
    for (auto const& user : users_) sqlite::bind(add_user, 1, user).bind(2, charged).run();
    auto add_charge = database_.prepare(
        "INSERT INTO point_history (id, user_id, reason, amount, balance, at) VALUES (?1, ?2, 0, ?3, ?3, ?4)");
    for (auto const& user : users_) {
        sqlite::bind(add_charge, 1, ids_.make<LedgerEntryId>());
        sqlite::bind(add_charge, 2, user).bind(3, charged);
        sqlite::bind(add_charge, 4, clock_.now()).run();
    }
    transaction.commit();
}

// The log is empty when the time begins, but its file is there to be written over, which flushes faster than a file
// that grows: the peer's best case.
void RawSale::start_log_over() { database_.exec("PRAGMA wal_checkpoint(RESTART)"); }

double RawSale::write_reservations(std::size_t batch) {
    reservations_.resize(seats_.size());
    auto reserve = database_.prepare(reserve_seat);
    auto add = database_.prepare(add_reservation);
    auto take = database_.prepare(take_available);
    start_log_over();
    return commit_in_batches(database_, {seats_.size(), batch}, [&](std::size_t from, std::size_t to) {
        auto const now = clock_.now();
        sqlite::bind(add, 5, now);
        sqlite::bind(add, 6, now + milliseconds{limits::longest_hold});
        add.bind(4, price);
        for (auto i = from; i < to; ++i) {
            change_one(sqlite::bind(reserve, 1, seats_[i]));
            reservations_[i] = ids_.make<ReservationId>();
            sqlite::bind(add, 1, reservations_[i]);
            sqlite::bind(add, 2, seats_[i]);
            change_one(sqlite::bind(add, 3, users_[i]));
        }
        change_one(sqlite::bind(take, 1, date_).bind(2, static_cast<std::int64_t>(to - from)));
    });
}

double RawSale::write_payments(std::size_t batch) {
    auto own = database_.prepare(own_seat);
    auto pay = database_.prepare(pay_reservation);
    auto take = database_.prepare(take_points);
    auto add = database_.prepare(add_payment);
    start_log_over();
    return commit_in_batches(database_, {reservations_.size(), batch}, [&](std::size_t from, std::size_t to) {
        auto const now = clock_.now();
        sqlite::bind(pay, 3, now);
        sqlite::bind(add, 6, now).bind(3, -price);
        for (auto i = from; i < to; ++i) {
            auto const payment = ids_.make<LedgerEntryId>();
            change_one(sqlite::bind(own, 1, seats_[i]));
            sqlite::bind(pay, 1, reservations_[i]);
            change_one(sqlite::bind(pay, 2, payment));
            sqlite::bind(take, 1, users_[i]).bind(2, price);
            if (!take.step()) throw std::runtime_error("a guard did not let a row through");
            add.bind(4, take.integer(0));
            take.reset();
            sqlite::bind(add, 1, payment);
            sqlite::bind(add, 2, users_[i]);
            change_one(sqlite::bind(add, 5, reservations_[i]));
        }
    });
}

}  // namespace onsale::bench
