// Several units of work at the same time, and what becomes of one whose server goes away.
#include <atomic>
#include <barrier>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/numbered.h"
#include "domain/waiting/fans.h"
#include "infrastructure/postgres/sale/sale_on_postgres.h"

namespace onsale::postgres {
namespace {

// To save each as available, which it was.
std::vector<SeatChange> from_available(std::vector<Seat> const& seats) {
    std::vector<SeatChange> changes;
    for (auto const& seat : seats) changes.push_back({seat, SeatStatus::available});
    return changes;
}

TEST(PostgresUnitsOfWork, with_crossing_seats_and_users_do_not_deadlock) {
    constexpr int rounds = 100;
    SaleOnPostgres sale;
    auto const seats = sale.open_seats(8);
    auto const kim = sale.user_with(Points{1'000});
    auto const lee = sale.user_with(Points{1'000});
    auto const trade = [&](UnitOfWork& work, std::vector<SeatId> wanted, std::vector<UserId> users) {
        for (int i = 0; i < rounds; ++i) {
            work.begin();
            auto const locked = work.seats().lock(wanted);
            EXPECT_EQ(locked.size(), wanted.size());
            auto mine = work.users().lock(users);
            mine[0].balance = mine[0].balance - Points{1};
            mine[1].balance = mine[1].balance + Points{1};
            work.seats().save_status(from_available(locked));
            work.users().save_balance(mine);
            work.commit();
        }
    };
    sale.clerk.close();
    {
        std::jthread const one([&] { trade(sale.first, seats, {kim, lee}); });
        std::jthread const other([&] { trade(sale.second, {seats.rbegin(), seats.rend()}, {lee, kim}); });
    }
    EXPECT_EQ(sale.database.number("SELECT sum(balance)::bigint FROM users"), 2'000);
    EXPECT_EQ(sale.database.number("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()"), 0);
}

TEST(PostgresUnitsOfWork, of_fifty_requests_of_one_fan_at_once_as_many_are_had_as_one_person_may_have) {
    SaleOnPostgres sale;
    auto const seats = sale.open_seats(50, {.most_per_person = 4});
    auto const kim = sale.user_with(Points{10'000});
    auto const paid = sale.reserve(seats[0], kim)->reservation.id;
    sale.pay(paid, kim).value();
    sale.clerk.close();
    // Batches of one: each command is a transaction, and two of them are under way all the time.
    Clerk clerk(sale.works, sale.boards, sale.clock, sale.ids,
                {.usual_hold = HoldTerm{seconds{300}}, .batch = 1, .longest_wait = seconds{60}});
    std::atomic<int> taken{0};
    std::atomic<int> refused{0};
    {
        std::vector<std::jthread> crowd;
        for (auto const& seat : seats) {
            crowd.emplace_back([&] {
                ReserveSeats wish(seat, kim);
                ASSERT_EQ(submit_and_wait(clerk, wish), Fate::answered);
                if (wish.outcome->has_value()) ++taken;
                if (*wish.outcome == std::unexpected(Refusal{Reason::too_many_seats, 4, 3, 1})) ++refused;
            });
        }
    }
    EXPECT_EQ(taken, 3) << "and one was paid before";
    EXPECT_EQ(refused, 46) << "the paid one is taken, also for its owner";
    EXPECT_EQ(sale.database.number("SELECT count(*) FROM reservation WHERE state IN (0, 1)"), 4);
}

TEST(PostgresUnitsOfWork, that_shift_the_same_dates_do_not_deadlock) {
    constexpr int rounds = 100;
    constexpr std::uint32_t dates = 8;
    FreshDatabase const database;
    database.run("INSERT INTO concert VALUES ('00000000-0000-0000-0000-000000000001', 'IU')");
    std::vector<AvailabilityShift> upward;
    for (std::uint32_t n = 1; n <= dates; ++n) upward.push_back({numbered<ConcertDateId>(n), 1});
    {
        PostgresUnitOfWork work(database.url(), patient);
        work.begin();
        std::vector<ConcertDate> added;
        for (auto const& shift : upward) {
            added.push_back({shift.concert_date, numbered<ConcertId>(1), opening + seconds{added.size()}, 0});
        }
        work.dates().add(added);
        work.commit();
    }
    auto const shift = [&](std::vector<AvailabilityShift> const& shifts) {
        PostgresUnitOfWork work(database.url(), patient);
        for (int i = 0; i < rounds; ++i) {
            work.begin();
            work.dates().shift_available(shifts);
            work.commit();
        }
    };
    {
        std::jthread const one([&] { shift(upward); });
        std::jthread const other([&] { shift({upward.rbegin(), upward.rend()}); });
    }
    EXPECT_EQ(database.number("SELECT min(available_seats) FROM concert_date"), 2 * rounds);
    EXPECT_EQ(database.number("SELECT max(available_seats) FROM concert_date"), 2 * rounds);
}

TEST(PostgresUnitsOfWork, of_many_buyers_of_one_seat_through_two_units_of_work_one_wins) {
    constexpr int buyers = 16;
    SaleOnPostgres sale;
    auto const seat = sale.open_seats(1)[0];
    std::vector<UserId> users;
    for (int i = 0; i < buyers; ++i) users.push_back(sale.user_with(Points{1'000}));
    std::atomic<int> winners{0};
    {
        std::barrier start(buyers);
        std::vector<std::jthread> crowd;
        for (auto const user : users) {
            crowd.emplace_back([&, user] {
                start.arrive_and_wait();
                auto const reserved = sale.reserve(seat, user);
                if (!reserved) return;
                ++winners;
                sale.pay(reserved->reservation.id, user).value();
            });
        }
    }
    sale.clerk.close();
    EXPECT_EQ(winners, 1);
    EXPECT_TRUE(sale.audit().clean());
}

TEST(PostgresUnitsOfWork, whose_session_is_ended_in_the_middle_fail_and_then_work_again) {
    SaleOnPostgres sale;
    auto const kim = sale.user_with(Points{100});
    sale.clerk.close();
    auto& work = sale.first;
    work.begin();
    auto user = work.users().lock(std::vector{kim}).at(0);
    auto const ended = sale.database.number(
        "SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity"
        " WHERE datname = current_database() AND state = 'idle in transaction'");
    ASSERT_EQ(ended, 1);
    user.balance = Points{7};
    work.users().save_balance(std::vector{user});
    EXPECT_THROW(work.commit(), StoreAway);
    work.rollback();
    work.begin();
    EXPECT_EQ(work.users().lock(std::vector{kim}).at(0).balance, Points{100});
    work.rollback();
}

// A clerk tells by it whether the store is there.
TEST(PostgresUnitsOfWork, do_not_begin_on_a_server_that_takes_no_writes) {
    FreshDatabase const database;
    PostgresUnitOfWork work(database.url(), patient);
    database.take_no_writes(true);
    EXPECT_THROW(work.begin(), StoreAway);
    database.take_no_writes(false);
    work.begin();
    work.rollback();
}

TEST(PostgresUnitsOfWork, save_everything_in_one_flush_with_the_commit) {
    SaleOnPostgres sale;
    auto const seats = sale.open_seats(2);
    sale.clerk.close();
    auto& work = sale.first;
    work.begin();
    auto locked = work.seats().lock(seats);
    for (auto& seat : locked) seat.status = SeatStatus::reserved;
    work.seats().save_status(from_available(locked));
    // A reader of the statistics sees the last statement that the session was asked: still the locking.
    auto const last = [&](std::string const& like) {
        return sale.database.number(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND state = 'idle in transaction' AND query LIKE '" +
            like + "%'");
    };
    EXPECT_EQ(last("SELECT seat.id, concert_date_id"), 1);
    work.commit();
    EXPECT_EQ(sale.database.number("SELECT count(*) FROM seat WHERE status = 1"), 2);
}

TEST(PostgresUnitsOfWork, a_reader_of_history_sees_entries_in_the_order_of_the_commits_not_of_the_ids) {
    SaleOnPostgres sale;
    auto const kim = sale.user_with(Points{100});
    sale.clerk.close();
    auto& work = sale.first;
    auto const add = [&](std::uint32_t id, std::int64_t balance) {
        work.begin();
        work.users().lock(std::vector{kim});
        LedgerEntry const entry{.id = numbered<LedgerEntryId>(id),
                                .user = kim,
                                .reason = LedgerReason::charge,
                                .amount = Points{1},
                                .balance = Points{balance},
                                .reservation = {},
                                .at = opening};
        work.histories().add(std::vector{entry});
        work.commit();
    };
    add(9, 101);  // of a node whose clock is ahead
    add(5, 102);
    work.begin();
    auto const page = work.histories().page(kim, {}, 10);
    auto const older = work.histories().page(kim, numbered<LedgerEntryId>(5), 1);
    work.rollback();
    ASSERT_EQ(page.size(), 3U);
    EXPECT_EQ(page[0].balance, Points{102});
    EXPECT_EQ(page[1].balance, Points{101});
    ASSERT_EQ(older.size(), 1U);
    EXPECT_EQ(older[0].balance, Points{101});
}

}  // namespace
}  // namespace onsale::postgres
