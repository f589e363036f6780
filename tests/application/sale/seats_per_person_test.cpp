// How many seats of a date one fan gets, through the clerk to a real file.
#include <atomic>
#include <memory>
#include <thread>

#include <gtest/gtest.h>

#include "application/sale_on_sqlite.h"

namespace onsale {
namespace {

class SeatsPerPerson : public testing::Test {
  protected:
    SaleOnSqlite sale;
    ConcertDateId const date = sale.put_date_on_sale(seat_offers(12), {.most_per_person = 3});
    std::vector<SeatId> const seats = sale.seats_of(date);
    UserId const kim = sale.user_with(Points{100'000});
    UserId const lee = sale.user_with(Points{100'000});

    ReservationId take(std::size_t seat, UserId user) { return sale.reserve(seats[seat], user)->reservation.id; }
    std::optional<Refusal> refused(std::size_t seat, UserId user) {
        auto const reserved = sale.reserve(seats[seat], user);
        return reserved ? std::nullopt : std::optional(reserved.error());
    }
    void TearDown() override { EXPECT_TRUE(sale.audit().clean()); }
};

TEST_F(SeatsPerPerson, held_and_paid_seats_count_together_and_the_refusal_names_both) {
    sale.pay(take(0, kim), kim).value();
    take(1, kim);
    take(2, kim);
    EXPECT_EQ(refused(3, kim), (Refusal{Reason::too_many_seats, 3, 2, 1}));
    EXPECT_EQ(sale.stored(seats[3]), SeatStatus::available);
    EXPECT_EQ(refused(3, lee), std::nullopt) << "others have a count of their own";
}

TEST_F(SeatsPerPerson, a_seat_that_is_given_back_makes_room_for_another) {
    auto const mine = take(0, kim);
    take(1, kim);
    take(2, kim);
    sale.ask<ReleaseReservation>(mine, kim, seats[0]).value();
    EXPECT_EQ(refused(3, kim), std::nullopt);
    EXPECT_EQ(refused(4, kim), (Refusal{Reason::too_many_seats, 3, 3, 0}));
}

TEST_F(SeatsPerPerson, a_hold_that_ran_out_counts_no_more_whether_it_is_tidied_or_not) {
    for (std::size_t seat = 0; seat < 3; ++seat) take(seat, kim);
    sale.clock.advance(SaleOnSqlite::hold_term.length - milliseconds{1});
    EXPECT_EQ(refused(3, kim), (Refusal{Reason::too_many_seats, 3, 3, 0}));
    sale.clock.advance(milliseconds{1});
    EXPECT_EQ(refused(3, kim), std::nullopt);
}

TEST_F(SeatsPerPerson, seats_of_another_date_count_for_that_date) {
    SaleOrder other{.concert = "BTS", .date = SaleOnSqlite::evening, .offers = seat_offers(2), .terms = {}};
    auto const others = sale.seats_of(sale.ask<PutDateOnSale>(std::move(other))->date.id);
    for (std::size_t seat = 0; seat < 3; ++seat) take(seat, kim);
    EXPECT_TRUE(sale.reserve(others[0], kim));
    EXPECT_EQ(refused(3, kim), (Refusal{Reason::too_many_seats, 3, 3, 0}));
}

TEST_F(SeatsPerPerson, a_seat_of_ones_own_is_answered_again_at_the_limit) {
    for (std::size_t seat = 0; seat < 3; ++seat) take(seat, kim);
    auto const again = sale.reserve(seats[1], kim);
    ASSERT_TRUE(again);
    EXPECT_FALSE(again->made);
}

TEST_F(SeatsPerPerson, commands_of_one_batch_count_what_those_before_them_did) {
    std::vector<std::unique_ptr<ReserveSeats>> wishes;
    Wanted wanted;
    for (auto const& seat : seats) wishes.push_back(std::make_unique<ReserveSeats>(seat, kim));
    SaleRows rows;
    sale.clerk.close();
    for (auto const& wish : wishes) wish->want(wanted);
    sale.work.begin();
    rows.load(wanted, sale.work);
    DecisionContext const at{.now = sale.clock.now(), .ids = sale.ids, .usual_hold = SaleOnSqlite::hold_term};
    std::size_t taken = 0;
    for (auto const& wish : wishes) {
        rows.begin_command();
        wish->decide(rows, at);
        taken += wish->outcome->has_value() ? 1 : 0;
    }
    EXPECT_EQ(taken, 3U);
    EXPECT_EQ(wishes.back()->outcome->error(), (Refusal{Reason::too_many_seats, 3, 3, 0}));
    ReleaseReservation release((*wishes.front()->outcome)->reservation.id, kim, seats[0]);
    release.decide(rows, at);
    rows.begin_command();
    wishes.back()->decide(rows, at);
    EXPECT_TRUE(wishes.back()->outcome->has_value()) << "one was given back in the same batch";
    rows.undo_command();
    EXPECT_EQ(rows.seats_of({kim, {}}, date, at.now).held, 2) << "what failed counts no more";
    sale.work.rollback();
}

TEST_F(SeatsPerPerson, a_fan_in_two_sessions_of_one_batch_has_each_seat_once) {
    take(0, kim);
    sale.clerk.close();
    Wanted wanted;
    SessionId const one{{1}, opening};
    SessionId const other{{2}, opening};
    ReserveSeats(seats[1], kim, one).want(wanted);
    ReserveSeats(seats[2], kim, other).want(wanted);
    SaleRows rows;
    sale.work.begin();
    rows.load(wanted, sale.work);
    EXPECT_EQ(rows.seats_of({kim, one}, date, sale.clock.now()).held, 1);
    EXPECT_EQ(rows.seats_of({kim, other}, date, sale.clock.now()).held, 1);
    sale.work.rollback();
}

TEST_F(SeatsPerPerson, takes_of_a_session_are_counted_whatever_became_of_them_and_another_session_begins_again) {
    auto const few = sale.seats_of(
        sale
            .ask<PutDateOnSale>(SaleOrder{
                .concert = "BTS", .date = SaleOnSqlite::evening, .offers = seat_offers(5), .terms = {.most_takes = 3}})
            ->date.id);
    SessionId const session{{1}, opening};
    auto const take_in = [&](SessionId in, std::size_t seat) { return sale.ask<ReserveSeats>(few[seat], kim, in); };
    sale.release(take_in(session, 0)->reservation.id, kim).value();
    take_in(session, 1).value();
    EXPECT_FALSE(take_in(session, 1)->made) << "asking again is no take";
    sale.clock.advance(SaleOnSqlite::hold_term.length);
    take_in(session, 2).value();
    EXPECT_EQ(take_in(session, 3).error(), (Refusal{Reason::too_many_takes, 3}));
    EXPECT_TRUE(sale.ask<ReserveSeats>(few[3], lee, session)) << "another fan has a count of their own";
    EXPECT_TRUE(take_in(SessionId{{2}, opening}, 4));
}

TEST_F(SeatsPerPerson, fifty_requests_of_one_fan_at_once_get_the_limit_and_no_more) {
    std::atomic<int> taken{0};
    {
        std::vector<std::jthread> crowd;
        for (std::size_t t = 0; t < 10; ++t) {
            crowd.emplace_back([&, t] {
                for (std::size_t i = 0; i < 5; ++i) {
                    auto const reserved = sale.reserve(seats[(t + i) % seats.size()], kim);
                    if (reserved && reserved->made) ++taken;
                }
            });
        }
    }
    EXPECT_EQ(taken, 3);
}

TEST_F(SeatsPerPerson, a_sale_is_over_when_its_concert_begins_and_what_is_held_can_still_be_paid) {
    sale.clock.set(SaleOnSqlite::evening - milliseconds{1});
    auto const last = take(0, kim);
    sale.clock.set(SaleOnSqlite::evening);
    EXPECT_EQ(refused(1, kim), Refusal{Reason::sale_over});
    EXPECT_TRUE(sale.pay(last, kim));
}

}  // namespace
}  // namespace onsale
