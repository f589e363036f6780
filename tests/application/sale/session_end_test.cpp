// A payment ends the session that it was made in, in the store itself: so that it has ended for every node at once.
#include <gtest/gtest.h>

#include "application/sale_on_sqlite.h"

namespace onsale {
namespace {

class SessionEnd : public testing::Test {
  protected:
    SaleOnSqlite sale;
    std::vector<SeatId> const seats = sale.open_seats(3);
    UserId const kim = sale.user_with(Points{10'000});

    Decision<SeatReserved> reserve_within(Instant session, SeatId seat) {
        return sale.ask<ReserveSeat>(seat, kim, session);
    }
    Decision<ReservationPaid> pay_within(Instant session, ReservationId reservation) {
        return sale.ask<PayReservation>(reservation, kim, Paying::anew, session);
    }
    Instant later() {
        sale.clock.advance(milliseconds{1});
        return sale.clock.now();
    }
};

TEST_F(SessionEnd, after_a_payment_its_session_reserves_nothing_more) {
    auto const session = sale.clock.now();
    auto const first = reserve_within(session, seats[0])->reservation.id;
    later();
    ASSERT_TRUE(pay_within(session, first));
    EXPECT_EQ(reserve_within(session, seats[1]).error().reason, Reason::not_in_line);
    EXPECT_EQ(sale.stored(seats[1]), SeatStatus::available);
    EXPECT_EQ(reserve_within(session, seats[0]).error().reason, Reason::not_in_line) << "the seat that was paid, too";
}

TEST_F(SessionEnd, after_a_payment_its_session_pays_nothing_more_but_hears_of_that_payment_again) {
    auto const session = sale.clock.now();
    auto const first = reserve_within(session, seats[0])->reservation.id;
    auto const second = reserve_within(session, seats[1])->reservation.id;
    later();
    ASSERT_TRUE(pay_within(session, first)->made);
    EXPECT_EQ(pay_within(session, second).error().reason, Reason::not_in_line);
    auto const again = pay_within(session, first);
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->made);
    EXPECT_EQ(sale.balance(kim), Points{9'000});
}

TEST_F(SessionEnd, a_later_session_is_not_touched) {
    auto const session = sale.clock.now();
    auto const first = reserve_within(session, seats[0])->reservation.id;
    later();
    ASSERT_TRUE(pay_within(session, first));
    auto const next = later();
    auto const second = reserve_within(next, seats[1]);
    ASSERT_TRUE(second);
    later();
    EXPECT_TRUE(pay_within(next, second->reservation.id)->made);
}

TEST_F(SessionEnd, a_charge_ends_no_session) {
    auto const session = sale.clock.now();
    later();
    ASSERT_TRUE(sale.charge(kim, Points{5}));
    EXPECT_TRUE(reserve_within(session, seats[0]));
}

TEST_F(SessionEnd, who_needs_no_session_is_not_held_to_one) {
    auto const first = sale.reserve(seats[0], kim)->reservation.id;
    later();
    ASSERT_TRUE(sale.pay(first, kim));
    EXPECT_TRUE(sale.reserve(seats[1], kim));
}

}  // namespace
}  // namespace onsale
