// Reserving, giving back and losing a seat, through the clerk to a real file.
#include <gtest/gtest.h>

#include "application/sale_on_sqlite.h"

namespace onsale {
namespace {

class ReservingTest : public testing::Test {
  protected:
    SaleOnSqlite sale;
    std::vector<SeatId> const seats = sale.open_seats(3);
    SeatId const seat = seats[0];
    UserId const kim = sale.user("Kim");
    UserId const lee = sale.user("Lee");

    std::int64_t available() { return sale.boards.seats.dates()[0]->available_seats(sale.clock.now()); }
    void TearDown() override { EXPECT_TRUE(sale.audit().clean()); }
};

TEST_F(ReservingTest, a_free_seat_becomes_the_fans_for_the_hold_term) {
    auto const reserved = sale.reserve(seat, kim);
    ASSERT_TRUE(reserved);
    EXPECT_TRUE(reserved->made);
    EXPECT_EQ(reserved->reservation.seats.front().price, Points{1'000});
    EXPECT_EQ(reserved->reservation.seats.front().hold_expires_at, opening + SaleOnSqlite::hold_term.length);
    EXPECT_EQ(sale.shown(seat), SeatStatus::reserved);
    EXPECT_EQ(sale.stored(seat), SeatStatus::reserved);
    EXPECT_EQ(sale.stored(reserved->reservation.id).user, kim);
    EXPECT_EQ(available(), 2);
}

TEST_F(ReservingTest, again_gives_the_same_reservation) {
    auto const first = sale.reserve(seat, kim);
    sale.clock.advance(seconds{10});
    auto const again = sale.reserve(seat, kim);
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->made);
    EXPECT_EQ(again->reservation.id, first->reservation.id);
    EXPECT_EQ(again->reservation.seats.front().hold_expires_at, first->reservation.seats.front().hold_expires_at);
    EXPECT_EQ(available(), 2);
}

TEST_F(ReservingTest, a_second_buyer_of_a_held_seat_is_refused) {
    sale.reserve(seat, kim).value();
    EXPECT_EQ(sale.reserve(seat, lee).error(), Refusal{Reason::seat_taken});
}

TEST_F(ReservingTest, an_unknown_seat_is_refused) {
    EXPECT_EQ(sale.reserve(sale.ids.make<SeatId>(), kim).error(), Refusal{Reason::unknown_seat});
}

TEST_F(ReservingTest, a_user_whom_the_store_does_not_know_is_refused_and_fails_nobody_else) {
    EXPECT_EQ(sale.reserve(seat, sale.ids.make<UserId>()).error(), Refusal{Reason::unknown_user});
    EXPECT_EQ(sale.clerk.counts().failed_batches, 0U);
    EXPECT_EQ(sale.stored(seat), SeatStatus::available);
}

TEST_F(ReservingTest, an_expired_hold_frees_the_seat_at_that_instant_without_a_sweeper) {
    auto const first = sale.reserve(seat, kim);
    sale.clock.set(first->reservation.seats.front().hold_expires_at - milliseconds{1});
    EXPECT_EQ(sale.reserve(seat, lee).error(), Refusal{Reason::seat_taken});
    EXPECT_EQ(sale.shown(seat), SeatStatus::reserved);

    sale.clock.advance(milliseconds{1});
    EXPECT_EQ(sale.shown(seat), SeatStatus::available) << "shown free by the clock alone";
    EXPECT_EQ(sale.stored(seat), SeatStatus::reserved) << "the row is tidied later";
    auto const second = sale.reserve(seat, lee);
    ASSERT_TRUE(second);
    EXPECT_TRUE(second->made);
    EXPECT_EQ(sale.stored(first->reservation.id).state, ReservationState::expired);
    EXPECT_EQ(sale.stored(second->reservation.id).user, lee);
    EXPECT_EQ(available(), 2);
}

TEST_F(ReservingTest, a_seat_given_back_is_free_at_once) {
    auto const reserved = sale.reserve(seat, kim);
    auto const released = sale.release(reserved->reservation.id, kim);
    ASSERT_TRUE(released);
    EXPECT_EQ(released->state(), ReservationState::released);
    EXPECT_EQ(sale.shown(seat), SeatStatus::available);
    EXPECT_EQ(sale.stored(seat), SeatStatus::available);
    EXPECT_TRUE(sale.reserve(seat, lee)->made);
}

TEST_F(ReservingTest, giving_back_twice_does_not_free_the_next_fans_seat) {
    auto const mine = sale.reserve(seat, kim)->reservation.id;
    sale.release(mine, kim).value();
    sale.reserve(seat, lee).value();
    auto const again = sale.release(mine, kim);
    ASSERT_TRUE(again);
    EXPECT_EQ(again->state(), ReservationState::released);
    EXPECT_EQ(sale.stored(seat), SeatStatus::reserved);
    EXPECT_EQ(sale.shown(seat), SeatStatus::reserved);
}

TEST_F(ReservingTest, giving_back_what_is_unknown_somebody_elses_expired_or_paid_is_refused) {
    auto const held = sale.reserve(seat, kim)->reservation.id;
    EXPECT_EQ(sale.release(sale.ids.make<ReservationId>(), kim).error(), Refusal{Reason::unknown_reservation});
    EXPECT_EQ(sale.release(held, lee).error(), Refusal{Reason::unknown_reservation});

    sale.charge(lee, Points{1'000}).value();
    auto const paid = sale.reserve(seats[1], lee)->reservation.id;
    sale.pay(paid, lee).value();
    EXPECT_EQ(sale.release(paid, lee).error(), Refusal{Reason::already_paid});

    sale.clock.advance(SaleOnSqlite::hold_term.length);
    EXPECT_EQ(sale.release(held, kim).error(), Refusal{Reason::hold_expired});
    EXPECT_EQ(sale.stored(seats[1]), SeatStatus::sold);
}

TEST_F(ReservingTest, expiring_tidies_what_ran_out_and_leaves_the_rest_alone) {
    sale.charge(kim, Points{1'000}).value();
    auto const ran_out = sale.reserve(seats[0], lee)->reservation.id;
    auto const paid = sale.reserve(seats[1], kim)->reservation.id;
    sale.pay(paid, kim).value();
    sale.clock.advance(seconds{100});
    auto const running = sale.reserve(seats[2], sale.user())->reservation.id;
    sale.clock.set(opening + SaleOnSqlite::hold_term.length);

    auto const unknown = sale.ids.make<ReservationId>();
    auto const expired = sale.ask<ExpireHolds>(std::vector{ran_out, paid, running, unknown, ran_out});
    EXPECT_EQ(expired->count, 1U);
    EXPECT_EQ(sale.stored(ran_out).state, ReservationState::expired);
    EXPECT_EQ(sale.stored(seats[0]), SeatStatus::available);
    EXPECT_EQ(sale.stored(paid).state, ReservationState::paid);
    EXPECT_EQ(sale.stored(running).state, ReservationState::reserved);
    EXPECT_EQ(sale.ask<ExpireHolds>(std::vector{ran_out})->count, 0U) << "once is enough";
}

}  // namespace
}  // namespace onsale
