// What is left on the desk after a command was undone: nothing, in every list and look-up.
#include "application/clerk/desk.h"

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

Reservation hold(std::uint32_t n, UserId user, ReservationState state = ReservationState::reserved) {
    return {.id = numbered<ReservationId>(n),
            .seat = seat_id,
            .user = user,
            .price = {},
            .state = state,
            .created_at = opening,
            .hold_expires_at = opening,
            .payment = {},
            .paid_at = {}};
}

TEST(Desk, the_open_reservation_of_a_seat_is_the_latest_that_is_not_closed) {
    Desk desk;
    desk.begin_command();
    EXPECT_FALSE(desk.open_reservation_of(seat_id));
    desk.put(hold(1, kim));
    EXPECT_EQ(desk.open_reservation_of(seat_id)->id, numbered<ReservationId>(1));
    desk.put(hold(2, lee));
    EXPECT_EQ(desk.open_reservation_of(seat_id)->user, lee);
    desk.put(hold(1, kim, ReservationState::expired));
    EXPECT_EQ(desk.open_reservation_of(seat_id)->user, lee) << "closing an old one does not free the seat";
    desk.put(hold(2, lee, ReservationState::released));
    EXPECT_FALSE(desk.open_reservation_of(seat_id));
}

TEST(Desk, a_state_that_may_not_follow_the_last_one_is_our_bug) {
    Desk desk;
    desk.begin_command();
    EXPECT_THROW(desk.put(hold(1, kim, ReservationState::paid)), BrokenInvariant) << "it begins as a hold";
    desk.put(hold(1, kim));
    desk.put(hold(1, kim, ReservationState::released));
    EXPECT_THROW(desk.put(hold(1, kim, ReservationState::paid)), BrokenInvariant);
    EXPECT_THROW(desk.put(hold(1, kim)), BrokenInvariant);
}

TEST(Desk, undoing_a_command_gives_the_seat_back_to_its_earlier_claim) {
    Desk desk;
    desk.begin_command();
    desk.put(hold(1, kim));
    desk.begin_command();
    desk.put(hold(1, kim, ReservationState::expired));
    desk.put(hold(2, lee));
    desk.undo_command();
    EXPECT_EQ(desk.open_reservation_of(seat_id)->user, kim);
    EXPECT_EQ(desk.open_reservation_of(seat_id)->state, ReservationState::reserved);
    EXPECT_EQ(desk.reservation(numbered<ReservationId>(2)), nullptr);
}

TEST(Desk, undoing_takes_back_what_a_seller_added) {
    Desk desk;
    auto const concert = Concert{numbered<ConcertId>(1), "IU"};
    auto const date = ConcertDate{date_id, concert.id, opening, 0};
    auto const seat = LabelledSeat{{seat_id, date_id, 7, {}, SeatStatus::available}, {}};
    desk.begin_command();
    desk.add(concert);
    desk.add(date);
    desk.add(seat);
    EXPECT_TRUE(desk.is_taken(DateSlot{concert.id, opening}));
    EXPECT_TRUE(desk.is_taken(SeatNumberSlot{date_id, 7}));
    EXPECT_EQ(desk.seats_of(date_id), 1);
    desk.undo_command();
    EXPECT_EQ(desk.concert(concert.id), nullptr);
    EXPECT_EQ(desk.date(date_id), nullptr);
    EXPECT_FALSE(desk.is_taken(DateSlot{concert.id, opening}));
    EXPECT_FALSE(desk.is_taken(SeatNumberSlot{date_id, 7}));
    EXPECT_EQ(desk.seats_of(date_id), 0);
    EXPECT_TRUE(desk.new_seats().empty());
    EXPECT_TRUE(desk.untouched());
}

TEST(Desk, undoing_keeps_the_seats_that_earlier_commands_added) {
    Desk desk;
    desk.begin_command();
    desk.add(LabelledSeat{{numbered<SeatId>(1), date_id, 1, {}, SeatStatus::available}, {}});
    desk.begin_command();
    desk.add(LabelledSeat{{numbered<SeatId>(2), date_id, 2, {}, SeatStatus::available}, {}});
    desk.undo_command();
    EXPECT_EQ(desk.seats_of(date_id), 1);
    EXPECT_TRUE(desk.is_taken(SeatNumberSlot{date_id, 1}));
    EXPECT_FALSE(desk.is_taken(SeatNumberSlot{date_id, 2}));
    EXPECT_FALSE(desk.untouched());
}

TEST(Desk, undoing_takes_back_users_points_and_entries) {
    Desk desk;
    desk.begin_command();
    desk.put(User{kim, Points{1}});
    desk.begin_command();
    desk.put(User{kim, Points{2}});
    desk.add(LedgerEntry{.id = {}, .user = kim, .amount = {1}, .balance = {2}, .reservation = {}, .at = opening});
    desk.add(NamedUser{{lee, {}}, "Lee"});
    desk.undo_command();
    EXPECT_EQ(desk.user(kim)->balance, Points{1});
    EXPECT_TRUE(desk.new_users().empty());
    desk.begin_command();
    desk.put(User{kim, Points{3}});
    desk.clear();
    EXPECT_TRUE(desk.untouched());
    EXPECT_EQ(desk.user(kim), nullptr);
}

TEST(Desk, undoing_takes_back_an_answer_and_keeps_those_of_earlier_commands) {
    Desk desk;
    IdempotencyKey const first{"kim", "1"};
    IdempotencyKey const second{"kim", "2"};
    desk.begin_command();
    desk.remember({.use = {.key = first, .fingerprint = {}}, .status = 200, .body = "first", .at = opening});
    desk.begin_command();
    desk.remember({.use = {.key = second, .fingerprint = {}}, .status = 200, .body = "second", .at = opening});
    desk.undo_command();
    ASSERT_NE(desk.answer(first), nullptr);
    EXPECT_EQ(desk.answer(first)->body, "first");
    EXPECT_EQ(desk.answer(second), nullptr);
    EXPECT_FALSE(desk.untouched());
    desk.clear();
    EXPECT_EQ(desk.answer(first), nullptr);
    EXPECT_TRUE(desk.untouched());
}

}  // namespace
}  // namespace onsale
