#include "domain/seating/free_seats.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/invariant.h"
#include "domain/seating/small_hall.h"

namespace onsale::seating {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Rows one behind the other, drawn from left to right: "o" a free seat, "x" one that is taken, "|" an aisle. Seats
// count through from 0; the focal point is in front of the first.
class DrawnHall {
  public:
    explicit DrawnHall(std::vector<std::string> const& rows) : plan_(drawn(hall_, rows)), free(plan_) {
        for (SeatIndex i = 0; i < hall_.seats.size(); ++i) {
            if (!hall_.free[i]) free.take(i);
        }
    }

  private:
    static SeatingPlan drawn(SmallHall& hall, std::vector<std::string> const& rows) {
        for (std::size_t row = 0; row < rows.size(); ++row) {
            int x = 0;
            for (auto const seat : rows[row]) {
                if (seat != '|') {
                    hall.add({}, std::to_string(row + 1), std::to_string(x), {x, 140 * static_cast<int>(row)});
                    hall.free.back() = seat == 'o';
                }
                x += 100;
            }
        }
        hall.focal_point = {0, -200};
        return hall.plan();
    }
    SmallHall hall_;
    SeatingPlan plan_;

  public:
    FreeSeats free;
};

std::vector<SeatIndex> best(FreeSeats& free, std::size_t count) {
    auto const choice = free.best({.count = count, .sections = {}, .max_price = {}, .adjacent = Adjacent::prefer});
    return choice ? choice->seats : std::vector<SeatIndex>{};
}

Arrangement arrangement(FreeSeats& free, std::size_t count) {
    return free.best({.count = count, .sections = {}, .max_price = {}, .adjacent = Adjacent::prefer})
        .value_or(Choice{})
        .arrangement;
}

TEST(FreeSeats, seats_side_by_side_are_the_nearest_ones) {
    DrawnHall hall({"oooooo", "oooooo"});
    EXPECT_THAT(best(hall.free, 3), ElementsAre(0, 1, 2));
}

TEST(FreeSeats, no_single_seat_is_left_alone_if_that_can_be) {
    DrawnHall hall({"ooo", "xoo"});
    EXPECT_THAT(best(hall.free, 2), ElementsAre(4, 5));
    EXPECT_EQ(arrangement(hall.free, 2), Arrangement::side_by_side);
}

TEST(FreeSeats, a_single_seat_is_left_alone_rather_than_people_taken_apart) {
    DrawnHall hall({"xxo|ooo"});
    EXPECT_THAT(best(hall.free, 2), ElementsAre(3, 4));
    EXPECT_EQ(arrangement(hall.free, 2), Arrangement::side_by_side_with_leftover);
}

TEST(FreeSeats, a_seat_that_was_alone_before_is_not_left_alone) {
    DrawnHall hall({"oxoo"});
    EXPECT_THAT(best(hall.free, 2), ElementsAre(2, 3));
    EXPECT_EQ(arrangement(hall.free, 2), Arrangement::side_by_side);
}

TEST(FreeSeats, nobody_sits_side_by_side_across_an_aisle) {
    DrawnHall hall({"xxxo|oxxx", "xxxxxoox"});
    EXPECT_THAT(best(hall.free, 2), ElementsAre(13, 14));
}

TEST(FreeSeats, seats_of_one_row_are_as_close_as_possible) {
    DrawnHall hall({"oxxoxox", "oxxxxxo"});
    EXPECT_THAT(best(hall.free, 2), ElementsAre(3, 5));
    EXPECT_EQ(arrangement(hall.free, 2), Arrangement::same_row);
}

TEST(FreeSeats, neighbouring_rows_come_before_rows_farther_apart) {
    DrawnHall hall({"oxxx", "xxxx", "oxxx", "xxxo"});
    EXPECT_THAT(best(hall.free, 2), ElementsAre(8, 15));
    EXPECT_EQ(arrangement(hall.free, 2), Arrangement::neighbouring_rows);
}

TEST(FreeSeats, scattered_seats_are_as_close_as_possible) {
    DrawnHall hall({"oxxx", "xxxx", "xxxx", "oxxx", "xxxx", "oxxx"});
    EXPECT_THAT(best(hall.free, 2), ElementsAre(12, 20));
    EXPECT_EQ(arrangement(hall.free, 2), Arrangement::scattered);
}

TEST(FreeSeats, seats_that_must_be_side_by_side_are_refused_where_none_are) {
    DrawnHall hall({"oxoxo"});
    BestRequest const together{.count = 2, .sections = {}, .max_price = {}, .adjacent = Adjacent::must};
    EXPECT_FALSE(hall.free.best(together));
    hall.free.give_back(3);
    EXPECT_TRUE(hall.free.best(together)->next_to_each_other());
}

TEST(FreeSeats, fewer_free_seats_than_asked_for_are_no_choice) {
    DrawnHall hall({"oxo"});
    EXPECT_THAT(best(hall.free, 3), IsEmpty());
    EXPECT_THAT(best(hall.free, 2), ElementsAre(0, 2));
}

TEST(FreeSeats, a_crowd_is_served_until_no_seat_is_left) {
    DrawnHall hall({"oooooooooo|oooooooooo", "oooooooooooooooooooo"});
    std::size_t served = 0;
    while (true) {
        auto const seats = best(hall.free, 3);
        if (seats.empty()) break;
        for (auto const seat : seats) {
            EXPECT_TRUE(hall.free.is_free(seat));
            hall.free.take(seat);
        }
        ++served;
    }
    EXPECT_EQ(served, 13U);
    EXPECT_EQ(hall.free.count(), 1U);
}

TEST(FreeSeats, taking_a_taken_seat_changes_nothing) {
    DrawnHall hall({"ooo"});
    hall.free.take(0);
    hall.free.take(0);
    EXPECT_EQ(hall.free.count(), 2U);
    hall.free.give_back(0);
    hall.free.give_back(0);
    EXPECT_EQ(hall.free.count(), 3U);
    EXPECT_TRUE(hall.free.is_free(0));
}

TEST(FreeSeats, what_cannot_be_asked_for_is_a_bug) {
    DrawnHall hall({"ooo"});
    EXPECT_THROW(hall.free.take(3), BrokenInvariant);
    EXPECT_THROW(best(hall.free, 0), BrokenInvariant);
    EXPECT_THROW(best(hall.free, most_together + 1), BrokenInvariant);
    EXPECT_THROW(hall.free.best({.count = 1, .sections = {1}, .max_price = {}}), BrokenInvariant);
    EXPECT_THROW(hall.free.leaves_single_seat({}), BrokenInvariant);
}

TEST(FreeSeats, alternatives_to_a_taken_seat_are_the_nearest_that_nobody_has_or_wants) {
    DrawnHall hall({"ooxoo", "ooooo"});
    EXPECT_THAT(hall.free.alternatives(std::vector<SeatIndex>{1, 2}, 2), ElementsAre(3, 7));
    EXPECT_THAT(hall.free.alternatives(std::vector<SeatIndex>{0, 1}, 2), IsEmpty());
}

TEST(FreeSeats, a_choice_that_leaves_a_single_seat_is_offered_the_nearest_that_leaves_none) {
    DrawnHall hall({"oooooo", "oooooo"});
    auto const leftover = hall.free.leaves_single_seat(std::vector<SeatIndex>{3, 4});
    ASSERT_TRUE(leftover);
    EXPECT_EQ(leftover->seat, 5U);
    EXPECT_THAT(leftover->instead, ElementsAre(2, 3));
    EXPECT_FALSE(hall.free.leaves_single_seat(leftover->instead));
}

TEST(FreeSeats, seats_apart_may_leave_a_single_seat_between_them_as_little) {
    DrawnHall hall({"oooooo"});
    auto const leftover = hall.free.leaves_single_seat(std::vector<SeatIndex>{0, 2});
    ASSERT_TRUE(leftover);
    EXPECT_EQ(leftover->seat, 1U);
    EXPECT_THAT(leftover->instead, ElementsAre(0, 1));
}

TEST(FreeSeats, a_single_seat_may_be_left_where_nothing_else_is_left) {
    DrawnHall hall({"xoooxoooxo"});
    EXPECT_FALSE(hall.free.leaves_single_seat(std::vector<SeatIndex>{1, 2}));
}

}  // namespace
}  // namespace onsale::seating
