// Users, their points and payments, through the clerk to a real file.
#include <gtest/gtest.h>

#include "application/sale_on_sqlite.h"
#include "domain/limits.h"

namespace onsale {
namespace {

class PayingTest : public testing::Test {
  protected:
    SaleOnSqlite sale;
    std::vector<SeatId> const seats = sale.open_seats(2);
    UserId const kim = sale.user_with(Points{2'500});
    UserId const lee = sale.user_with(Points{2'500});

    ReservationId held_by(UserId user, std::size_t seat = 0) { return sale.reserve(seats[seat], user)->reservation.id; }
    void TearDown() override { EXPECT_TRUE(sale.audit().clean()); }
};

TEST_F(PayingTest, a_new_user_has_an_empty_wallet) {
    auto const user = sale.ask<RegisterUser>("김민수");
    EXPECT_EQ(user->name, "김민수");
    EXPECT_EQ(user->user.balance, Points{0});
    EXPECT_EQ(sale.balance(user->user.id), Points{0});
}

TEST_F(PayingTest, a_charge_is_in_the_wallet_and_in_the_history) {
    auto const charged = sale.charge(kim, Points{500});
    EXPECT_EQ(charged->amount, Points{500});
    EXPECT_EQ(charged->balance, Points{3'000});
    EXPECT_EQ(sale.balance(kim), Points{3'000});
    auto const history = sale.history(kim);
    ASSERT_EQ(history.size(), 2U);
    EXPECT_EQ(history[0].amount, Points{500}) << "newest first";
    EXPECT_EQ(history[0].balance, Points{3'000});
    EXPECT_EQ(history[1].amount, Points{2'500});
}

TEST_F(PayingTest, charging_an_unknown_user_is_refused) {
    EXPECT_EQ(sale.charge(sale.ids.make<UserId>(), Points{1}).error(), Refusal{Reason::unknown_user});
}

TEST_F(PayingTest, a_charge_that_would_overflow_the_wallet_is_refused_with_what_fits) {
    // A wallet this full is not charged together in a test: its first entry says so.
    auto const rich = sale.ids.make<UserId>();
    auto const full = Points{limits::largest_balance - 10};
    sqlite::SqliteUnitOfWork other{sale.data};
    other.begin();
    other.users().add(std::vector<NamedUser>{{{rich, full}, "rich"}});
    other.histories().add(std::vector<LedgerEntry>{{.id = sale.ids.make<LedgerEntryId>(),
                                                    .user = rich,
                                                    .reason = LedgerReason::charge,
                                                    .amount = full,
                                                    .balance = full,
                                                    .reservation = {},
                                                    .at = opening}});
    other.commit();
    EXPECT_EQ(sale.charge(rich, Points{11}).error(), (Refusal{Reason::balance_overflow, 10}));
    EXPECT_EQ(sale.charge(rich, Points{10})->balance.value, limits::largest_balance);
}

TEST_F(PayingTest, a_held_seat_is_paid_and_owned) {
    auto const held = held_by(kim);
    sale.clock.advance(seconds{5});
    auto const paid = sale.pay(held, kim);
    ASSERT_TRUE(paid);
    EXPECT_TRUE(paid->made);
    EXPECT_EQ(paid->reservation.seats.front().state, ReservationState::paid);
    EXPECT_EQ(paid->reservation.seats.front().price, Points{1'000});
    EXPECT_EQ(paid->reservation.seats.front().paid_at, opening + seconds{5});
    EXPECT_EQ(sale.shown(seats[0]), SeatStatus::sold);
    EXPECT_EQ(sale.stored(seats[0]), SeatStatus::sold);
    EXPECT_EQ(sale.balance(kim), Points{1'500});
    auto const entry = sale.history(kim)[0];
    EXPECT_EQ(entry.reason, LedgerReason::payment);
    EXPECT_EQ(entry.amount, Points{-1'000});
    EXPECT_EQ(entry.reservation, held);
    EXPECT_EQ(entry.id, paid->reservation.seats.front().payment);
}

TEST_F(PayingTest, paying_twice_charges_once_and_gives_the_same_payment) {
    auto const held = held_by(kim);
    auto const first = sale.pay(held, kim);
    sale.clock.advance(SaleOnSqlite::hold_term.length * 2);  // long after the hold would have ended
    auto const again = sale.pay(held, kim);
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->made);
    EXPECT_EQ(again->reservation.seats.front().payment, first->reservation.seats.front().payment);
    EXPECT_EQ(again->reservation.seats.front().paid_at, first->reservation.seats.front().paid_at);
    EXPECT_EQ(sale.balance(kim), Points{1'500});
    EXPECT_EQ(sale.history(kim).size(), 2U);
}

TEST_F(PayingTest, paying_again_is_answered_even_with_an_empty_wallet) {
    auto const poor = sale.user_with(Points{1'000});
    auto const held = held_by(poor);
    sale.pay(held, poor).value();
    EXPECT_EQ(sale.balance(poor), Points{0});
    EXPECT_FALSE(sale.pay(held, poor)->made);
}

TEST_F(PayingTest, who_may_only_ask_again_pays_nothing_new_but_gets_the_payment_there_is) {
    auto const held = held_by(kim);
    EXPECT_EQ(sale.ask<PayReservation>(held, kim, Paying::only_again).error(), Refusal{Reason::not_in_line});
    EXPECT_EQ(sale.balance(kim), Points{2'500});
    EXPECT_EQ(sale.stored(held).state, ReservationState::reserved);
    auto const paid = sale.pay(held, kim);
    auto const again = sale.ask<PayReservation>(held, kim, Paying::only_again);
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->made);
    EXPECT_EQ(again->reservation.seats.front().payment, paid->reservation.seats.front().payment);
}

TEST_F(PayingTest, too_few_points_are_refused_and_the_hold_stays) {
    auto const poor = sale.user_with(Points{400});
    auto const held = held_by(poor);
    EXPECT_EQ(sale.pay(held, poor).error(), (Refusal{Reason::points_short, 600}));
    EXPECT_EQ(sale.stored(seats[0]), SeatStatus::reserved);
    EXPECT_EQ(sale.balance(poor), Points{400});
    sale.charge(poor, Points{600}).value();
    EXPECT_TRUE(sale.pay(held, poor)->made);
}

TEST_F(PayingTest, somebody_elses_reservation_is_unknown_paid_or_not) {
    auto const held = held_by(kim);
    EXPECT_EQ(sale.pay(held, lee).error(), Refusal{Reason::unknown_reservation});
    sale.pay(held, kim).value();
    EXPECT_EQ(sale.pay(held, lee).error(), Refusal{Reason::unknown_reservation});
    EXPECT_EQ(sale.balance(lee), Points{2'500});
}

TEST_F(PayingTest, an_unknown_reservation_or_user_is_refused) {
    EXPECT_EQ(sale.pay(sale.ids.make<ReservationId>(), kim).error(), Refusal{Reason::unknown_reservation});
    EXPECT_EQ(sale.pay(held_by(kim), sale.ids.make<UserId>()).error(), Refusal{Reason::unknown_user});
}

TEST_F(PayingTest, a_hold_that_ran_out_is_not_paid_by_one_millisecond) {
    auto const held = held_by(kim);
    auto const other = held_by(lee, 1);
    sale.clock.set(opening + SaleOnSqlite::hold_term.length - milliseconds{1});
    EXPECT_TRUE(sale.pay(held, kim));
    sale.clock.advance(milliseconds{1});
    EXPECT_EQ(sale.pay(other, lee).error(), Refusal{Reason::hold_expired});
    EXPECT_EQ(sale.balance(kim), Points{1'500});
}

TEST_F(PayingTest, a_seat_given_back_is_not_paid) {
    auto const held = held_by(kim);
    sale.release(held, kim).value();
    EXPECT_EQ(sale.pay(held, kim).error(), Refusal{Reason::hold_expired});
}

TEST_F(PayingTest, a_free_seat_is_paid_with_an_empty_wallet) {
    auto const free_seat = sale.open_seats(1, Points{0})[0];
    auto const poor = sale.user();
    auto const held = sale.reserve(free_seat, poor)->reservation.id;
    EXPECT_TRUE(sale.pay(held, poor)->made);
    EXPECT_EQ(sale.history(poor).at(0).amount, Points{0});
}

TEST_F(PayingTest, the_session_that_it_ends_is_stored_with_the_payment) {
    SessionId const session{{12}, opening};
    auto const held = held_by(kim);
    auto const live = [&](UserId user) { return LiveSession{user, session.place, {opening, opening + seconds{600}}}; };
    std::vector const both{live(kim), live(lee)};
    EXPECT_TRUE(sale.archive.paid_of(both).empty());
    auto const paid = sale.ask<PayReservation>(held, kim, Paying::in_session, session);
    ASSERT_TRUE(paid);
    EXPECT_EQ(paid->reservation.seats.front().session, session);
    EXPECT_EQ(sale.archive.paid_of(both), std::vector{live(kim)});
    EXPECT_EQ(sale.ask<PayReservation>(held, kim, Paying::only_again)->reservation.seats.front().session, session);
}

}  // namespace
}  // namespace onsale
