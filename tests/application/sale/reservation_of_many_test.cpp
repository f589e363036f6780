// A reservation of several seats, through the clerk to a real file: all or nothing, one deadline, one payment.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "application/sale/planned_hall.h"

namespace onsale {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class ReservationOfMany : public PlannedHall {
  protected:
    ReservationOfMany() : PlannedHall(3, {.most_per_person = 10}) {}
};

TEST_F(ReservationOfMany, several_seats_are_one_reservation_with_one_deadline) {
    auto const reserved = together(named({4, 5, 6}), kim);
    ASSERT_TRUE(reserved);
    EXPECT_TRUE(reserved->made);
    EXPECT_THAT(ids(reserved->reservation), UnorderedElementsAre(seats[4], seats[5], seats[6]));
    EXPECT_EQ(reserved->reservation.amount(), Points{3'000});
    for (auto const& each : reserved->reservation.seats) {
        EXPECT_EQ(each.reservation, reserved->reservation.id);
        EXPECT_EQ(each.hold_expires_at, opening + SaleOnSqlite::hold_term.length);
    }
}

TEST_F(ReservationOfMany, a_seat_that_is_added_joins_the_open_reservation_and_does_not_move_its_deadline) {
    auto const first = sale.reserve(seats[0], kim);
    sale.clock.advance(seconds{100});
    auto const second = sale.reserve(seats[1], kim);
    ASSERT_TRUE(second);
    EXPECT_EQ(second->reservation.id, first->reservation.id);
    EXPECT_THAT(ids(second->reservation), ElementsAre(seats[0], seats[1]));
    sale.clock.set(opening + SaleOnSqlite::hold_term.length);
    EXPECT_EQ(sale.shown(seats[1]), SeatStatus::available) << "it lapses with the first one";
    EXPECT_EQ(sale.pay(first->reservation.id, kim).error(), Refusal{Reason::hold_expired});
}

TEST_F(ReservationOfMany, a_reservation_of_another_date_is_another_one) {
    auto const first = sale.reserve(seats[0], kim)->reservation.id;
    EXPECT_NE(sale.reserve(sale.open_seats(1)[0], kim)->reservation.id, first);
}

TEST_F(ReservationOfMany, after_the_deadline_and_after_giving_all_back_a_new_one_begins) {
    auto const first = sale.reserve(seats[0], kim)->reservation.id;
    sale.release(first, kim).value();
    auto const second = sale.reserve(seats[1], kim)->reservation.id;
    EXPECT_NE(second, first);
    sale.clock.advance(SaleOnSqlite::hold_term.length);
    EXPECT_NE(sale.reserve(seats[2], kim)->reservation.id, second);
}

TEST_F(ReservationOfMany, where_one_is_taken_none_is_reserved_and_the_nearest_free_ones_are_offered) {
    sale.reserve(seats[5], lee).value();
    auto const refused = together(named({4, 5}), kim);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, Reason::seats_taken);
    EXPECT_THAT(refused.error().seats, ElementsAre(seats[5]));
    EXPECT_THAT(refused.error().instead, UnorderedElementsAre(seats[6], seats[15]));
    EXPECT_EQ(sale.stored(seats[4]), SeatStatus::available);
}

TEST_F(ReservationOfMany, more_than_one_person_may_have_is_refused_as_a_whole_and_says_what_is_held) {
    together(named({0, 1, 2, 3, 4, 5}), kim).value();
    auto const refused = together(named({6, 7, 8, 9, 10}), kim);
    EXPECT_EQ(refused.error(), (Refusal{Reason::too_many_seats, 10, 6, 0}));
    EXPECT_EQ(sale.stored(seats[6]), SeatStatus::available);
    EXPECT_TRUE(together(named({6, 7, 8, 9}), kim));
}

TEST_F(ReservationOfMany, seats_that_the_fan_has_already_count_once) {
    auto const first = together(named({0, 1}), kim);
    auto const again = together(named({1, 0}), kim);
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->made);
    EXPECT_EQ(again->reservation.id, first->reservation.id);
    auto const more = together(named({1, 2}), kim);
    ASSERT_TRUE(more);
    EXPECT_TRUE(more->made);
    EXPECT_THAT(ids(more->reservation), UnorderedElementsAre(seats[0], seats[1], seats[2]));
}

TEST_F(ReservationOfMany, paying_takes_the_sum_once_and_makes_all_seats_the_fans) {
    auto const reservation = together(named({4, 5, 6}), kim)->reservation.id;
    auto const paid = sale.pay(reservation, kim);
    ASSERT_TRUE(paid);
    EXPECT_EQ(paid->reservation.amount(), Points{3'000});
    EXPECT_EQ(sale.balance(kim), Points{97'000});
    ASSERT_EQ(sale.history(kim).size(), 2U);
    auto const payment = sale.history(kim).at(0);
    EXPECT_EQ(payment.amount, Points{-3'000});
    EXPECT_EQ(payment.reservation, reservation);
    for (auto const& each : paid->reservation.seats) {
        EXPECT_EQ(each.payment, payment.id);
        EXPECT_EQ(sale.stored(each.seat), SeatStatus::sold);
    }
    EXPECT_FALSE(sale.pay(reservation, kim)->made) << "again: the payment there is";
    EXPECT_EQ(sale.balance(kim), Points{97'000});
    EXPECT_EQ(sale.release(reservation, kim).error(), Refusal{Reason::already_paid});
}

TEST_F(ReservationOfMany, too_few_points_for_all_pay_for_none) {
    auto const poor = sale.user_with(Points{2'500});
    auto const reservation = together(named({0, 1, 2}), poor)->reservation.id;
    EXPECT_EQ(sale.pay(reservation, poor).error(), (Refusal{Reason::points_short, 500}));
    for (auto const i : {0U, 1U, 2U}) EXPECT_EQ(sale.stored(seats[i]), SeatStatus::reserved);
}

TEST_F(ReservationOfMany, one_seat_is_given_back_and_the_others_are_kept_and_paid) {
    auto const reservation = together(named({0, 1, 2}), kim)->reservation.id;
    // The one whose id the reservation has.
    auto const left = sale.ask<ReleaseReservation>(reservation, kim, seats[0]);
    ASSERT_TRUE(left);
    EXPECT_THAT(ids(*left), UnorderedElementsAre(seats[1], seats[2]));
    EXPECT_EQ(sale.stored(seats[0]), SeatStatus::available);
    EXPECT_TRUE(sale.ask<ReleaseReservation>(reservation, kim, seats[0])) << "again: the same";
    sale.reserve(seats[0], lee).value();
    EXPECT_TRUE(sale.ask<ReleaseReservation>(reservation, kim, seats[0]));
    EXPECT_EQ(sale.stored(seats[0]), SeatStatus::reserved) << "and it does not free the next fan's";
    EXPECT_EQ(sale.pay(reservation, kim)->reservation.amount(), Points{2'000});
    EXPECT_EQ(sale.balance(kim), Points{98'000});
}

TEST_F(ReservationOfMany, a_seat_that_is_given_back_and_taken_again_belongs_to_it_again) {
    auto const reservation = together(named({0, 1}), kim)->reservation.id;
    sale.ask<ReleaseReservation>(reservation, kim, seats[0]).value();
    EXPECT_EQ(sale.reserve(seats[0], kim)->reservation.id, reservation);
    EXPECT_EQ(sale.pay(reservation, kim)->reservation.amount(), Points{2'000});
}

TEST_F(ReservationOfMany, only_its_own_seats_are_given_back_and_only_by_its_fan) {
    auto const reservation = together(named({0, 1}), kim)->reservation.id;
    EXPECT_EQ(sale.ask<ReleaseReservation>(reservation, kim, seats[2]).error(), Refusal{Reason::unknown_seat});
    EXPECT_EQ(sale.ask<ReleaseReservation>(reservation, lee, seats[0]).error(), Refusal{Reason::unknown_reservation});
}

TEST_F(ReservationOfMany, all_its_seats_expire_together) {
    auto const reservation = together(named({0, 1, 2}), kim)->reservation.id;
    sale.clock.advance(SaleOnSqlite::hold_term.length);
    EXPECT_THAT(board()->take_lapsed(sale.clock.now(), 10), ElementsAre(reservation));
    EXPECT_EQ(sale.ask<ExpireHolds>(std::vector{reservation})->count, 1U);
    for (auto const i : {0U, 1U, 2U}) EXPECT_EQ(sale.stored(seats[i]), SeatStatus::available);
}

TEST_F(ReservationOfMany, the_best_seats_are_side_by_side_and_nearest_to_the_stage) {
    auto const reserved = together(best(2), kim);
    ASSERT_TRUE(reserved);
    EXPECT_THAT(ids(reserved->seats), UnorderedElementsAre(seats[4], seats[5]));
    EXPECT_TRUE(*board()->next_to_each_other(std::vector<std::uint32_t>{4, 5}));
    EXPECT_FALSE(*board()->next_to_each_other(std::vector<std::uint32_t>{4, 6}));
    EXPECT_FALSE(*board()->next_to_each_other(std::vector<std::uint32_t>{9, 10})) << "the end of one row, and the next";
}

TEST_F(ReservationOfMany, what_was_chosen_and_not_taken_is_free_for_the_next) {
    auto const limited = sale.ask<ReserveSeats>(best(10), kim);
    ASSERT_TRUE(limited);
    EXPECT_EQ(together(best(1), kim).error().reason, Reason::too_many_seats);
    EXPECT_FALSE(board()->chosen_before(board()->take_turn()));
    EXPECT_TRUE(together(best(10), lee));
    EXPECT_TRUE(together(best(10), sale.user())) << "thirty seats for three times ten";
    EXPECT_EQ(together(best(1), sale.user()).error().reason, Reason::no_such_seats_free);
}

TEST_F(ReservationOfMany, a_lapsed_hold_is_free_to_choose_at_that_instant) {
    for (auto const& user : {kim, lee, sale.user()}) together(best(10), user).value();
    EXPECT_EQ(together(best(2), sale.user()).error().reason, Reason::no_such_seats_free);
    sale.clock.advance(SaleOnSqlite::hold_term.length);
    EXPECT_TRUE(together(best(2), sale.user()));
}

TEST_F(ReservationOfMany, seats_that_must_be_side_by_side_are_or_none_is_taken) {
    for (std::size_t i = 0; i < seats.size(); i += 2) sale.reserve(seats[i], sale.user()).value();
    EXPECT_EQ(together(best(2, seating::Adjacent::must), kim).error().reason, Reason::no_such_seats_free);
    EXPECT_TRUE(together(best(2), kim));
}

// The board has not heard yet that another node took them.
TEST_F(ReservationOfMany, what_another_was_faster_to_take_is_chosen_again) {
    sale.reserve(seats[4], lee).value();
    ReservedSeat gone = sale.boards.seats.reservations_of(lee, sale.clock.now()).at(0).seats.at(0);
    gone.state = ReservationState::released;
    sale.boards.seats.show(gone);
    auto const reserved = together(best(2), kim);
    ASSERT_TRUE(reserved);
    EXPECT_THAT(ids(reserved->seats), UnorderedElementsAre(seats[5], seats[6]));
}

// A price has changed since it was asked for: it is not said that there are no seats.
TEST_F(ReservationOfMany, without_a_seating_plan_the_best_are_asked_for_again) {
    auto dearer = board()->seat(0, sale.clock.now()).seat;
    dearer.price = Points{2'000};
    ReserveSeats wish(best(2), kim);
    sale.boards.seats.show(std::vector{dearer});
    ASSERT_EQ(board()->seating_plan(), nullptr);
    EXPECT_EQ(submit_and_wait(sale.clerk, wish), Fate::shed);
    EXPECT_FALSE(wish.outcome);
    dearer.price = Points{1'000};
    sale.boards.seats.show(std::vector{dearer});
    plan_seats();
    EXPECT_TRUE(together(best(2), kim));
}

TEST_F(ReservationOfMany, commands_of_one_batch_are_given_different_seats) {
    sale.clerk.close();
    std::vector<std::unique_ptr<ReserveSeats>> wishes;
    for (int i = 0; i < 10; ++i) wishes.push_back(std::make_unique<ReserveSeats>(best(3), sale.ids.make<UserId>()));
    std::set<SeatId> chosen;
    Wanted wanted;
    for (auto const& wish : wishes) wish->choose(sale.clock.now());
    for (auto const& wish : wishes) wish->want(wanted);
    chosen.insert(wanted.seats.begin(), wanted.seats.end());
    EXPECT_EQ(chosen.size(), 30U);
    wishes.clear();
    EXPECT_FALSE(board()->chosen_before(board()->take_turn()));
}

// In a rush somebody always chooses: one who waited for all of them would be told no after seconds.
TEST_F(ReservationOfMany, seats_that_are_not_free_are_waited_for_only_while_those_who_chose_before_are_undecided) {
    sale.clerk.close();
    auto const tries_again = [&](ReserveSeats& wish) {
        SaleRows rows;
        wish.choose(sale.clock.now());
        wish.decide(rows, {.now = sale.clock.now(), .ids = sale.ids, .usual_hold = SaleOnSqlite::hold_term});
        return wish.goes_on();
    };
    std::optional<ChosenSeats> before;
    std::vector<std::uint32_t> every_seat(seats.size());
    std::ranges::generate(every_seat, [next = 0U]() mutable { return next++; });
    before.emplace(board(), every_seat, board()->take_turn());

    ReserveSeats late(best(3), kim);
    EXPECT_TRUE(tries_again(late)) << "they may not get what they chose";
    EXPECT_TRUE(tries_again(late));
    before.reset();
    ChosenSeats const behind(board(), every_seat, board()->take_turn());
    EXPECT_FALSE(tries_again(late)) << "they came after it";
    EXPECT_EQ(late.outcome->error().reason, Reason::no_such_seats_free);
}

}  // namespace
}  // namespace onsale
