// A payment ends the session that it was made in, in the store itself: so that it has ended for every node at once,
// whatever their clocks say.
#include <gtest/gtest.h>

#include "application/sale_on_sqlite.h"

namespace onsale {
namespace {

class SessionEnd : public testing::Test {
  protected:
    SaleOnSqlite sale;
    std::vector<SeatId> const seats = sale.open_seats(3);
    UserId const kim = sale.user_with(Points{10'000});
    SessionId const session{{1}, sale.clock.now()};

    Decision<SeatsReserved> reserve_within(SessionId within, SeatId seat) {
        return sale.ask<ReserveSeats>(seat, kim, within);
    }
    Decision<ReservationPaid> pay_within(SessionId within, ReservationId reservation) {
        return sale.ask<PayReservation>(reservation, kim, Paying::in_session, within);
    }
};

TEST_F(SessionEnd, after_a_payment_its_session_reserves_nothing_more) {
    auto const first = reserve_within(session, seats[0])->reservation.id;
    ASSERT_TRUE(pay_within(session, first));
    EXPECT_EQ(reserve_within(session, seats[1]).error().reason, Reason::not_in_line);
    EXPECT_EQ(sale.stored(seats[1]), SeatStatus::available);
    EXPECT_EQ(reserve_within(session, seats[0]).error().reason, Reason::not_in_line) << "the seat that was paid, too";
}

TEST_F(SessionEnd, after_a_payment_its_session_pays_nothing_more_but_hears_of_that_payment_again) {
    auto const first = reserve_within(session, seats[0])->reservation.id;
    auto const second = reserve_within(session, sale.open_seats(1)[0])->reservation.id;
    ASSERT_TRUE(pay_within(session, first)->made);
    EXPECT_EQ(pay_within(session, second).error().reason, Reason::not_in_line);
    auto const again = pay_within(session, first);
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->made);
    EXPECT_EQ(sale.balance(kim), Points{9'000});
}

// The clock of the node that let the fan in is ahead of that of the node that took the payment, or behind it.
TEST_F(SessionEnd, a_session_ends_with_its_payment_whatever_clock_it_began_by) {
    for (auto const skew : {seconds{900}, seconds{-900}}) {
        SessionId const skewed{{static_cast<std::uint32_t>(1'000 + skew.count())}, sale.clock.now() + skew};
        auto const seat = sale.open_seats(2);
        auto const first = reserve_within(skewed, seat[0])->reservation.id;
        ASSERT_TRUE(pay_within(skewed, first));
        EXPECT_EQ(reserve_within(skewed, seat[1]).error().reason, Reason::not_in_line) << skew.count();
    }
}

TEST_F(SessionEnd, the_next_session_is_not_touched_whatever_clock_it_began_by) {
    auto const first = reserve_within(session, seats[0])->reservation.id;
    ASSERT_TRUE(pay_within(session, first));
    SessionId const next{{2}, session.entered_at - seconds{900}};
    auto const second = reserve_within(next, seats[1]);
    ASSERT_TRUE(second);
    EXPECT_TRUE(pay_within(next, second->reservation.id)->made);
}

TEST_F(SessionEnd, a_charge_ends_no_session) {
    ASSERT_TRUE(sale.charge(kim, Points{5}));
    EXPECT_TRUE(reserve_within(session, seats[0]));
}

TEST_F(SessionEnd, a_payment_outside_of_the_line_is_held_to_no_session) {
    auto const first = sale.reserve(seats[0], kim)->reservation.id;
    auto const second = sale.reserve(sale.open_seats(1)[0], kim)->reservation.id;
    ASSERT_TRUE(sale.ask<PayReservation>(first, kim, Paying::outside, session));
    EXPECT_EQ(reserve_within(session, seats[2]).error().reason, Reason::not_in_line) << "it has ended all the same";
    EXPECT_TRUE(sale.ask<PayReservation>(second, kim, Paying::outside, session));
    EXPECT_TRUE(sale.reserve(seats[2], kim));
}

TEST_F(SessionEnd, a_payment_that_ends_no_session_keeps_the_last_one_that_was) {
    auto const first = reserve_within(session, seats[0])->reservation.id;
    auto const second = sale.reserve(sale.open_seats(1)[0], kim)->reservation.id;
    ASSERT_TRUE(pay_within(session, first));
    ASSERT_TRUE(sale.pay(second, kim));
    EXPECT_EQ(reserve_within(session, seats[2]).error().reason, Reason::not_in_line);
}

}  // namespace
}  // namespace onsale
