// Somebody keeps a row or a table: a frozen node, an open transaction in psql. Only those who want it are put off.
#include <initializer_list>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "application/clerk/clerk_doubles.h"
#include "application/sale/expire_holds.h"
#include "application/steering/steer_line.h"
#include "infrastructure/postgres/sale/sale_on_postgres.h"

namespace onsale::postgres {
namespace {

using testing::ElementsAre;

// Finds soon that a row is busy; but a slow machine fails no test.
UnitOfWorkOptions const brisk{.bounds = {.lock_wait = milliseconds{50}, .answer = seconds{60}, .idle = seconds{60}},
                              .decides_by = DecidesBy::clock_of_caller};

class BusyRowsTest : public testing::Test {
  protected:
    SaleOnPostgres sale{brisk};
    std::vector<SeatId> const seats = sale.open_seats(3);
    UserId const kim = sale.user_with(Points{5'000});
    UserId const lee = sale.user_with(Points{5'000});
    Connection somebody{sale.database.url()};

    // In a transaction that stays open.
    void keep(std::string const& sql) {
        somebody.ensure_open();
        somebody.run_script(("BEGIN; " + sql).c_str());
    }
    void let_go() { somebody.run_script("ROLLBACK"); }
    static std::string quoted(Uuid const& id) { return "'" + id.to_string() + "'"; }

    // By one unit of work, as one batch.
    void serve_together(std::initializer_list<Command*> commands) {
        sale.clerk.close();
        NoBoards boards;
        Clerk one(sale.first, boards, sale.clock, sale.ids,
                  {.usual_hold = HoldTerm{seconds{300}}, .longest_wait = seconds{60}, .longest_batch = seconds{60}});
        Pause pause;
        AwaitedReply reply;
        one.submit(pause);
        pause.wait_until_begun();
        for (auto* command : commands) {
            command->reply_to = &reply;
            ASSERT_TRUE(one.submit(*command));
        }
        pause.end();
        reply.wait(commands.size());
        one.close();
    }
};

TEST_F(BusyRowsTest, a_wallet_that_somebody_keeps_puts_off_its_charge_alone) {
    keep("UPDATE users SET name = name WHERE id = " + quoted(kim.value));
    ChargePoints stuck(kim, Points{1}), free(lee, Points{1});
    ReserveSeats reserved(seats[0], lee);
    serve_together({&stuck, &free, &reserved});
    EXPECT_EQ(stuck.fate, Fate::shed);
    EXPECT_EQ(free.fate, Fate::answered);
    ASSERT_EQ(reserved.fate, Fate::answered);
    EXPECT_TRUE(reserved.outcome->has_value());
    let_go();
    ChargePoints later(kim, Points{1});
    serve_together({&later});
    ASSERT_EQ(later.fate, Fate::answered);
    EXPECT_EQ((*later.outcome)->balance, Points{5'001}) << "what was put off left nothing";
    EXPECT_TRUE(sale.audit().clean());
}

TEST_F(BusyRowsTest, a_seat_that_somebody_keeps_puts_off_those_who_want_it_or_its_reservation) {
    auto const held = sale.reserve(seats[0], kim)->reservation.id;
    keep("SELECT FROM seat WHERE id = " + quoted(seats[0].value) + " FOR UPDATE");
    ReserveSeats wants(seats[0], lee), other(seats[1], lee);
    PayReservation pays(held, kim);
    serve_together({&wants, &other, &pays});
    EXPECT_EQ(wants.fate, Fate::shed);
    EXPECT_EQ(pays.fate, Fate::shed);
    ASSERT_EQ(other.fate, Fate::answered);
    EXPECT_TRUE(other.outcome->has_value());
}

TEST_F(BusyRowsTest, a_reservation_that_somebody_keeps_puts_off_those_who_want_it_or_its_seat) {
    auto const held = sale.reserve(seats[0], kim)->reservation.id;
    keep("UPDATE reservation SET price = price WHERE id = " + quoted(held.value));
    PayReservation pays(held, kim);
    ReserveSeats wants(seats[0], lee), other(seats[1], lee);
    serve_together({&pays, &wants, &other});
    EXPECT_EQ(pays.fate, Fate::shed);
    EXPECT_EQ(wants.fate, Fate::shed);
    EXPECT_EQ(other.fate, Fate::answered);
}

TEST_F(BusyRowsTest, a_date_that_somebody_keeps_puts_off_its_seats_alone) {
    sale.ask<PutDateOnSale>("AKMU", opening + std::chrono::days{60}, std::vector<SeatOffer>{{1, Points{1}, {}}})
        .value();
    auto const elsewhere = [&] {
        std::vector<SeatId> ids;
        sale.archive.read_seats([&](LabelledSeat const& each) {
            if (each.seat.price == Points{1}) ids.push_back(each.seat.id);
        });
        return ids.at(0);
    }();
    keep(
        "UPDATE concert_date SET date = date WHERE id ="
        " (SELECT concert_date_id FROM seat WHERE id = " +
        quoted(seats[0].value) + ")");
    ReserveSeats stuck(seats[0], kim), free(elsewhere, lee);
    ChargePoints charge(lee, Points{1});
    serve_together({&stuck, &free, &charge});
    EXPECT_EQ(stuck.fate, Fate::shed);
    EXPECT_EQ(free.fate, Fate::answered);
    EXPECT_EQ(charge.fate, Fate::answered);
}

TEST_F(BusyRowsTest, a_table_that_somebody_locks_puts_off_those_who_want_its_rows) {
    keep("LOCK TABLE seat");
    ReserveSeats stuck(seats[0], kim);
    ChargePoints charge(lee, Points{1});
    RegisterUser registers("Park");
    serve_together({&stuck, &charge, &registers});
    EXPECT_EQ(stuck.fate, Fate::shed);
    EXPECT_EQ(charge.fate, Fate::answered);
    EXPECT_EQ(registers.fate, Fate::answered);
}

TEST_F(BusyRowsTest, while_the_users_are_locked_the_operator_steers) {
    keep("LOCK TABLE users");
    ChargePoints charge(lee, Points{1});
    RegisterUser registers("Park");
    SteerLine pauses({.paused = true}, Operator{});
    serve_together({&charge, &registers, &pauses});
    EXPECT_EQ(charge.fate, Fate::shed);
    EXPECT_EQ(registers.fate, Fate::shed);
    EXPECT_EQ(pauses.fate, Fate::answered);
}

TEST_F(BusyRowsTest, when_nothing_can_be_written_everybody_is_put_off_and_nothing_is_left) {
    keep("LOCK TABLE change");  // what each commit writes
    ChargePoints one(kim, Points{1}), other(lee, Points{1});
    serve_together({&one, &other});
    EXPECT_EQ(one.fate, Fate::shed);
    EXPECT_EQ(other.fate, Fate::shed);
    let_go();
    EXPECT_EQ(sale.database.number("SELECT sum(balance)::bigint FROM users"), 10'000);
}

TEST_F(BusyRowsTest, a_key_that_another_unit_of_work_has_claimed_is_busy) {
    sale.clerk.close();
    IdempotencyKey const key{"kim", "one"}, mine{"kim", "two"};
    sale.second.begin();
    sale.second.answers().claim(std::vector{key});
    sale.first.begin();
    Wanted wanted;
    wanted.keys = {key, mine};
    auto const loaded = sale.first.load(wanted, Waits::for_dates);
    EXPECT_THAT(loaded.busy.keys, ElementsAre(key));
    sale.first.rollback();
    sale.second.rollback();
}

TEST_F(BusyRowsTest, what_does_not_exist_is_not_busy) {
    ChargePoints nobody(UserId{}, Points{1}), stuck(kim, Points{1});
    keep("UPDATE users SET name = name WHERE id = " + quoted(kim.value));
    serve_together({&nobody, &stuck});
    ASSERT_EQ(nobody.fate, Fate::answered);
    EXPECT_EQ(nobody.outcome->error().reason, Reason::unknown_user);
    EXPECT_EQ(stuck.fate, Fate::shed);
}

TEST(SilentStore, is_waited_for_no_longer_than_its_bound_and_then_counts_as_away) {
    SaleOnPostgres sale({.bounds = {.lock_wait = seconds{1}, .answer = seconds{2}, .idle = seconds{60}},
                         .decides_by = DecidesBy::clock_of_caller});
    auto const kim = sale.user_with(Points{1});
    sale.database.run(
        "CREATE FUNCTION sleep() RETURNS trigger LANGUAGE plpgsql AS"
        " $$ BEGIN PERFORM pg_sleep(600); RETURN new; END $$;"
        "CREATE TRIGGER sleeps BEFORE INSERT ON change FOR EACH ROW EXECUTE FUNCTION sleep()");
    auto const begun = std::chrono::steady_clock::now();
    ChargePoints charge(kim, Points{1});
    EXPECT_EQ(submit_and_wait(sale.clerk, charge), Fate::failed) << "what becomes of it is not known";
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::minutes{5});
    EXPECT_FALSE(sale.clerk.healthy());
    // What it left is busy for the others, until the server finds out.
    sale.database.run(
        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
        " WHERE datname = current_database() AND wait_event = 'PgSleep'");
    sale.database.run("DROP TRIGGER sleeps ON change");
    ChargePoints next(kim, Points{1});
    EXPECT_EQ(submit_and_wait(sale.clerk, next), Fate::answered);
    EXPECT_EQ((*next.outcome)->balance, Points{2});
    EXPECT_TRUE(sale.clerk.healthy());
}

UnitOfWorkOptions const by_the_store{.bounds = patient.bounds, .decides_by = DecidesBy::clock_of_store};

class StoreClockTest : public testing::Test {
  protected:
    SaleOnPostgres sale{by_the_store};
    std::int64_t now() const {
        return sale.database.number("SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint");
    }
};

TEST_F(StoreClockTest, a_hold_is_timed_by_the_clock_of_the_store) {
    auto const seat = sale.open_seats(1)[0];
    auto const kim = sale.user_with(Points{1});
    auto const before = now();
    auto const hold = sale.reserve(seat, kim)->reservation.seats.front();
    EXPECT_GE(hold.created_at.time_since_epoch().count(), before);
    EXPECT_LE(hold.created_at.time_since_epoch().count(), now());
    EXPECT_EQ(hold.hold_expires_at - hold.created_at, seconds{300});
}

TEST_F(StoreClockTest, a_node_whose_clock_is_ahead_ends_no_hold_early) {
    auto const seat = sale.open_seats(1)[0];
    auto const kim = sale.user_with(Points{1'000});
    auto const lee = sale.user_with(Points{1'000});
    auto const hold = sale.reserve(seat, kim)->reservation;
    sale.clock.advance(std::chrono::years{10});
    auto const swept = sale.ask<ExpireHolds>(std::vector{hold.id});
    EXPECT_EQ(swept->count, 0U);
    EXPECT_THAT(swept->not_yet, ElementsAre(hold.id));
    EXPECT_EQ(sale.reserve(seat, lee).error().reason, Reason::seat_taken);
    EXPECT_TRUE(sale.pay(hold.id, kim).has_value());
    sale.clerk.close();
    EXPECT_TRUE(sale.audit().clean());
}

TEST_F(StoreClockTest, an_instant_is_read_when_the_locks_are_had) {
    auto const kim = sale.user_with(Points{1});
    sale.clerk.close();
    Wanted wanted;
    wanted.users = {kim};
    sale.second.begin();
    sale.second.load(wanted, Waits::for_all);
    sale.first.begin();
    std::optional<Instant> instant;
    std::jthread waits([&] { instant = sale.first.load(wanted, Waits::for_all).instant; });
    while (sale.database.number("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                                " AND wait_event_type = 'Lock'") == 0) {
        std::this_thread::yield();
    }
    auto const still_locked = now();
    sale.second.rollback();
    waits.join();
    sale.first.rollback();
    EXPECT_GE(instant->time_since_epoch().count(), still_locked);
}

TEST(PostgresRoundTrips, a_purchase_takes_four_of_them) {
    SaleOnPostgres sale{by_the_store};
    auto const seats = sale.open_seats(2);
    auto const kim = sale.user_with(Points{5'000});
    sale.pay(sale.reserve(seats[0], kim)->reservation.id, kim).value();  // both sessions are there, or one
    auto const count = [&] { return sale.first.round_trips() + sale.second.round_trips(); };
    sale.clerk.close();
    NoBoards boards;
    Clerk one(sale.first, boards, sale.clock, sale.ids,
              {.usual_hold = HoldTerm{seconds{300}}, .longest_wait = seconds{60}, .longest_batch = seconds{60}});
    ChargePoints first(kim, Points{1});  // the session is there now in any case
    ASSERT_EQ(submit_and_wait(one, first), Fate::answered);
    auto const before = count();
    ReserveSeats reserve(seats[1], kim);
    ASSERT_EQ(submit_and_wait(one, reserve), Fate::answered);
    PayReservation pay((*reserve.outcome)->reservation.id, kim);
    ASSERT_EQ(submit_and_wait(one, pay), Fate::answered);
    one.close();
    EXPECT_EQ(count() - before, 4U) << "to load, and to save with the commit; for the seat, and for the payment";
}

}  // namespace
}  // namespace onsale::postgres
