// Seats that the operator keeps from sale, through the clerk to a real file.
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "application/sale/planned_hall.h"
#include "application/steering/block_seats.h"

namespace onsale {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::IsSupersetOf;
using testing::Not;
using testing::UnorderedElementsAre;

Block const house_seats{.reason = "house seats"};
Operator const min{"Min"};

// Two rows: seats 0 to 9, and 10 to 19.
class BlockedSeats : public PlannedHall {
  protected:
    BlockedSeats() : PlannedHall(2, any_number_of_seats) {}

    Decision<std::int64_t> block(std::vector<std::size_t> const& which, Block const& how = house_seats) {
        return sale.ask<BlockSeats>(date, some(which), how, min);
    }
    Decision<std::int64_t> unblock(std::vector<std::size_t> const& which) {
        return sale.ask<BlockSeats>(date, some(which), std::nullopt, min);
    }
    std::vector<Action> actions() {
        sale.work.begin();
        std::vector<Action> all;
        for (auto const& each : sale.work.actions().page({}, 100)) all.push_back(each.what);
        sale.work.rollback();
        return all;
    }
    std::optional<Block> stored_block(std::size_t seat) {
        auto file = sqlite::open_sale_file(sale.data, sqlite::Mode::read_only);
        auto const found = sqlite::SqliteSeats(file).find_blocks({&seats[seat], 1});
        return found.empty() ? std::nullopt : found[0].block;
    }
};

TEST_F(BlockedSeats, are_shown_as_blocked_and_sold_to_nobody_until_they_are_put_back_on_sale) {
    EXPECT_EQ(block({3, 4}), 2);
    EXPECT_EQ(sale.shown(seats[3]), SeatStatus::blocked);
    EXPECT_EQ(sale.stored(seats[3]), SeatStatus::available);
    EXPECT_EQ(board()->available_seats(sale.clock.now()), 18);
    EXPECT_EQ(board()->totals(sale.clock.now()).blocked, 2);
    EXPECT_EQ(sale.reserve(seats[3], kim).error(), Refusal{Reason::seat_taken});
    auto const named_too = together(named({2, 3, 4}), kim);
    ASSERT_FALSE(named_too);
    EXPECT_EQ(named_too.error().reason, Reason::seats_taken);
    EXPECT_THAT(named_too.error().seats, ElementsAre(seats[3], seats[4]));
    EXPECT_THAT(named_too.error().instead, Not(testing::Contains(testing::AnyOf(seats[3], seats[4]))));

    EXPECT_EQ(unblock({3, 4, 5}), 2);
    EXPECT_EQ(sale.shown(seats[3]), SeatStatus::available);
    EXPECT_EQ(board()->available_seats(sale.clock.now()), 20);
    EXPECT_TRUE(sale.reserve(seats[3], kim));
    EXPECT_EQ(stored_block(3), std::nullopt);
}

TEST_F(BlockedSeats, are_on_sale_again_from_the_moment_on_that_was_said_without_anybody_doing_anything) {
    Block const for_a_minute{"tickets of the sponsor", sale.clock.now() + seconds{60}};
    EXPECT_EQ(block({0}, for_a_minute), 1);
    sale.clock.advance(seconds{60} - milliseconds{1});
    EXPECT_EQ(sale.shown(seats[0]), SeatStatus::blocked);
    EXPECT_EQ(sale.reserve(seats[0], kim).error(), Refusal{Reason::seat_taken});
    auto const version = board()->version(sale.clock.now());
    sale.clock.advance(milliseconds{1});
    EXPECT_NE(board()->version(sale.clock.now()), version) << "boards that are polled change by the clock";
    EXPECT_EQ(sale.shown(seats[0]), SeatStatus::available);
    EXPECT_TRUE(sale.reserve(seats[0], kim));
    EXPECT_EQ(sale.shown(seats[0]), SeatStatus::reserved);
}

TEST_F(BlockedSeats, are_all_blocked_or_none_and_those_that_others_have_are_named) {
    auto const held = sale.reserve(seats[1], kim)->reservation.id;
    auto const paid = sale.reserve(seats[2], lee)->reservation.id;
    ASSERT_TRUE(sale.pay(paid, lee));
    auto const refused = block({0, 1, 2, 3});
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, Reason::seats_taken);
    EXPECT_THAT(refused.error().seats, UnorderedElementsAre(seats[1], seats[2]));
    EXPECT_EQ(stored_block(0), std::nullopt);
    EXPECT_EQ(sale.shown(seats[3]), SeatStatus::available);
    EXPECT_TRUE(actions().empty());
    ASSERT_TRUE(sale.release(held, kim));
    EXPECT_EQ(block({0, 1, 3}), 3);
}

TEST_F(BlockedSeats, may_have_had_a_hold_that_ran_out_and_nobody_has_tidied) {
    auto const lapsed = sale.reserve(seats[1], kim)->reservation.id;
    sale.clock.advance(SaleOnSqlite::hold_term.length);
    EXPECT_EQ(block({1}), 1);
    EXPECT_EQ(sale.stored(lapsed).state, ReservationState::expired);
    EXPECT_EQ(sale.stored(seats[1]), SeatStatus::available);
    EXPECT_EQ(sale.shown(seats[1]), SeatStatus::blocked);
}

TEST_F(BlockedSeats, are_left_out_of_the_best_seats) {
    auto const first = together(best(4), kim);
    ASSERT_TRUE(first);
    ASSERT_TRUE(sale.release(first->reservation.id, kim));
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < 17; ++i) all.push_back(i);
    ASSERT_EQ(block(all), 17);
    auto const rest = together(best(3), kim);
    ASSERT_TRUE(rest);
    EXPECT_THAT(ids(rest->reservation), UnorderedElementsAre(seats[17], seats[18], seats[19]));
    EXPECT_EQ(together(best(1), lee).error().reason, Reason::no_such_seats_free);
}

TEST_F(BlockedSeats, get_another_reason_and_end_when_they_are_blocked_again) {
    EXPECT_EQ(block({0, 1}), 2);
    EXPECT_EQ(block({0, 1}), 0) << "as they were";
    Block const other{"sound desk", SaleOnSqlite::evening};
    EXPECT_EQ(block({1, 2}, other), 2);
    EXPECT_EQ(stored_block(0), house_seats);
    EXPECT_EQ(stored_block(1), other);
    EXPECT_THAT(
        actions(),
        ElementsAre(
            Action{.kind = ActionKind::block_seats,
                   .subject = date.to_string(),
                   .details = {{"seats", std::int64_t{2}}, {"reason", "sound desk"}, {"until", SaleOnSqlite::evening}}},
            Action{.kind = ActionKind::block_seats,
                   .subject = date.to_string(),
                   .details = {{"seats", std::int64_t{2}}, {"reason", "house seats"}, {"until", {}}}}));
    EXPECT_EQ(unblock({0, 1, 2}), 3);
    EXPECT_EQ(actions().front().kind, ActionKind::unblock_seats);
}

TEST_F(BlockedSeats, of_another_date_are_unknown) {
    auto const other = sale.ask<PutDateOnSale>("BTS", SaleOnSqlite::evening, seat_offers(1))->date.id;
    auto const refused = sale.ask<BlockSeats>(date, std::vector{seats[0], sale.seats_of(other)[0]}, house_seats, min);
    EXPECT_EQ(refused.error(), Refusal{Reason::unknown_seat});
    EXPECT_EQ(sale.shown(seats[0]), SeatStatus::available);
}

TEST_F(BlockedSeats, are_known_to_boards_that_are_filled_anew) {
    ASSERT_EQ(block({0}), 1);
    ASSERT_EQ(block({1}, {"for an hour", sale.clock.now() + std::chrono::hours{1}}), 1);
    Boards started;
    started.fill(sale.archive, sale.clock.now());
    EXPECT_EQ(started.digest(sale.clock.now()), sale.boards.digest(sale.clock.now()));
    ASSERT_EQ(unblock({0}), 1);
    ASSERT_EQ(block({2}), 1);
    ASSERT_TRUE(started.fill_again(sale.archive, sale.clock.now()));
    EXPECT_EQ(started.digest(sale.clock.now()), sale.boards.digest(sale.clock.now()));
    sale.clock.advance(std::chrono::hours{1});
    EXPECT_EQ(started.seats.date(date)->available_seats(sale.clock.now()), 19);
}

// More than one piece.
class BlockedHall : public testing::Test {
  protected:
    static constexpr auto piece = static_cast<std::int32_t>(limits::seats_of_a_piece);

    SaleOnSqlite sale;
    ConcertDateId const date = sale.put_date_on_sale(seat_offers(2 * piece + 500));
    std::vector<SeatId> const seats = sale.seats_of(date);
    UserId const kim = sale.user();

    std::int64_t blocked() { return sale.boards.seats.date(date)->totals(sale.clock.now()).blocked; }
    void TearDown() override { EXPECT_TRUE(sale.audit().clean()); }
};

TEST_F(BlockedHall, is_blocked_and_put_back_on_sale_in_one_request) {
    EXPECT_EQ(sale.ask<BlockSeats>(date, seats, house_seats, min), 2 * piece + 500);
    EXPECT_EQ(blocked(), 2 * piece + 500);
    EXPECT_EQ(sale.ask<BlockSeats>(date, seats, std::nullopt, min), 2 * piece + 500);
    EXPECT_EQ(blocked(), 0);
}

TEST_F(BlockedHall, is_as_it_was_when_the_last_piece_meets_a_seat_that_somebody_holds) {
    Block const before{"sound desk"};
    ASSERT_EQ(sale.ask<BlockSeats>(date, std::vector{seats[0], seats[1'500]}, before, min), 2);
    ASSERT_TRUE(sale.reserve(seats[2'200], kim));
    ASSERT_TRUE(sale.reserve(seats[1'700], kim));
    auto const refused = sale.ask<BlockSeats>(date, seats, house_seats, min);
    ASSERT_FALSE(refused);
    EXPECT_THAT(refused.error().seats, UnorderedElementsAre(seats[2'200], seats[1'700])) << "of all pieces";
    EXPECT_EQ(blocked(), 2);
    auto file = sqlite::open_sale_file(sale.data, sqlite::Mode::read_only);
    EXPECT_THAT(sqlite::SqliteSeats(file).find_blocks(seats),
                UnorderedElementsAre(SeatBlock{seats[0], before}, SeatBlock{seats[1'500], before}));
}

}  // namespace
}  // namespace onsale
