// After a command was undone nothing of it is left among the rows, in any part.
#include "application/clerk/sale_rows.h"

#include <gtest/gtest.h>

#include "domain/invariant.h"
#include "domain/numbered.h"
#include "domain/waiting/fans.h"

namespace onsale {
namespace {

auto const seat_id = numbered<SeatId>(1);
auto const date_id = numbered<ConcertDateId>(1);
auto const kim = numbered<UserId>(1);
auto const lee = numbered<UserId>(2);

ReservedSeat hold(std::uint32_t n, UserId user, ReservationState state = ReservationState::reserved) {
    return {.id = numbered<ReservedSeatId>(n),
            .seat = seat_id,
            .user = user,
            .price = {},
            .state = state,
            .created_at = opening,
            .hold_expires_at = opening,
            .payment = {},
            .paid_at = {}};
}

TEST(SaleRows, the_open_reservation_of_a_seat_is_the_latest_that_is_not_closed) {
    SaleRows rows;
    rows.begin_command();
    EXPECT_FALSE(rows.open_claim_of(seat_id));
    rows.put(hold(1, kim));
    EXPECT_EQ(rows.open_claim_of(seat_id)->id, numbered<ReservedSeatId>(1));
    rows.put(hold(2, lee));
    EXPECT_EQ(rows.open_claim_of(seat_id)->user, lee);
    rows.put(hold(1, kim, ReservationState::expired));
    EXPECT_EQ(rows.open_claim_of(seat_id)->user, lee) << "closing an old one does not free the seat";
    rows.put(hold(2, lee, ReservationState::released));
    EXPECT_FALSE(rows.open_claim_of(seat_id));
}

TEST(SaleRows, a_state_that_may_not_follow_the_last_one_is_our_bug) {
    SaleRows rows;
    rows.begin_command();
    EXPECT_THROW(rows.put(hold(1, kim, ReservationState::paid)), BrokenInvariant) << "it begins as a hold";
    rows.put(hold(1, kim));
    rows.put(hold(1, kim, ReservationState::released));
    EXPECT_THROW(rows.put(hold(1, kim, ReservationState::paid)), BrokenInvariant);
    EXPECT_THROW(rows.put(hold(1, kim)), BrokenInvariant);
}

TEST(SaleRows, undoing_a_command_gives_the_seat_back_to_its_earlier_claim) {
    SaleRows rows;
    rows.begin_command();
    rows.put(hold(1, kim));
    rows.begin_command();
    rows.put(hold(1, kim, ReservationState::expired));
    rows.put(hold(2, lee));
    rows.undo_command();
    EXPECT_EQ(rows.open_claim_of(seat_id)->user, kim);
    EXPECT_EQ(rows.open_claim_of(seat_id)->state, ReservationState::reserved);
    EXPECT_EQ(rows.reserved(numbered<ReservedSeatId>(2)), nullptr);
}

TEST(SaleRows, undoing_takes_back_what_a_seller_added) {
    SaleRows rows;
    auto const concert = Concert{numbered<ConcertId>(1), "IU"};
    auto const date = ConcertDate{date_id, concert.id, opening, 0};
    auto const seat = LabelledSeat{{seat_id, date_id, 7, {}, SeatStatus::available}, {}};
    rows.begin_command();
    rows.add(concert);
    rows.add(date);
    rows.add(seat);
    EXPECT_TRUE(rows.is_taken(DateSlot{concert.id, opening}));
    EXPECT_TRUE(rows.is_taken(SeatNumberSlot{date_id, 7}));
    EXPECT_EQ(rows.seats_of(date_id), 1);
    rows.undo_command();
    EXPECT_EQ(rows.concert(concert.id), nullptr);
    EXPECT_EQ(rows.date(date_id), nullptr);
    EXPECT_FALSE(rows.is_taken(DateSlot{concert.id, opening}));
    EXPECT_FALSE(rows.is_taken(SeatNumberSlot{date_id, 7}));
    EXPECT_EQ(rows.seats_of(date_id), 0);
    EXPECT_TRUE(rows.of<part::NewSeats>().untouched());
    EXPECT_TRUE(rows.untouched());
}

TEST(SaleRows, undoing_keeps_the_seats_that_earlier_commands_added) {
    SaleRows rows;
    rows.begin_command();
    rows.add(LabelledSeat{{numbered<SeatId>(1), date_id, 1, {}, SeatStatus::available}, {}});
    rows.begin_command();
    rows.add(LabelledSeat{{numbered<SeatId>(2), date_id, 2, {}, SeatStatus::available}, {}});
    rows.undo_command();
    EXPECT_EQ(rows.seats_of(date_id), 1);
    EXPECT_TRUE(rows.is_taken(SeatNumberSlot{date_id, 1}));
    EXPECT_FALSE(rows.is_taken(SeatNumberSlot{date_id, 2}));
    EXPECT_FALSE(rows.untouched());
}

TEST(SaleRows, undoing_takes_back_users_points_and_entries) {
    SaleRows rows;
    rows.begin_command();
    rows.put(User{kim, Points{1}});
    rows.begin_command();
    rows.put(User{kim, Points{2}});
    rows.add(LedgerEntry{.id = {}, .user = kim, .amount = {1}, .balance = {2}, .reservation = {}, .at = opening});
    rows.add(NamedUser{{lee, {}}, "Lee"});
    rows.undo_command();
    EXPECT_EQ(rows.user(kim)->balance, Points{1});
    EXPECT_TRUE(rows.of<part::NewUsers>().untouched());
    rows.begin_command();
    rows.put(User{kim, Points{3}});
    rows.clear();
    EXPECT_TRUE(rows.untouched());
    EXPECT_EQ(rows.user(kim), nullptr);
}

TEST(SaleRows, undoing_takes_back_an_answer_and_keeps_those_of_earlier_commands) {
    SaleRows rows;
    IdempotencyKey const first{"kim", "1"};
    IdempotencyKey const second{"kim", "2"};
    rows.begin_command();
    rows.remember({.use = {.key = first, .fingerprint = {}}, .status = 200, .body = "first", .at = opening});
    rows.begin_command();
    rows.remember({.use = {.key = second, .fingerprint = {}}, .status = 200, .body = "second", .at = opening});
    rows.undo_command();
    ASSERT_NE(rows.answer(first), nullptr);
    EXPECT_EQ(rows.answer(first)->body, "first");
    EXPECT_EQ(rows.answer(second), nullptr);
    EXPECT_FALSE(rows.untouched());
    rows.clear();
    EXPECT_EQ(rows.answer(first), nullptr);
    EXPECT_TRUE(rows.untouched());
}

}  // namespace
}  // namespace onsale
