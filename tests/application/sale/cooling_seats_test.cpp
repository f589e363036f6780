// A seat that a fan let lapse twice is kept from that fan for a while: through the clerk to a real file.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "application/sale/planned_hall.h"
#include "application/steering/change_date.h"

namespace onsale {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Not;
using testing::UnorderedElementsAre;

class CoolingSeats : public PlannedHall {
  protected:
    CoolingSeats()
        : PlannedHall(2, {.hold = seconds{60}, .most_per_person = 10, .most_takes = 100, .cooling = seconds{100}}) {}

    void let_lapse(std::vector<std::size_t> const& which, UserId user) {
        together(named(which), user).value();
        sale.clock.advance(seconds{60});
    }
    void tidy() { sale.ask<ExpireHolds>(sale.boards.seats.take_lapsed(sale.clock.now(), 100)).value(); }
    static Refusal cooling(SeatId seat, Instant until) {
        return {.reason = Reason::seat_cooling, .seats = {seat}, .until = until};
    }
};

TEST_F(CoolingSeats, a_seat_that_lapsed_twice_is_refused_to_that_fan_until_it_has_cooled) {
    let_lapse({4}, kim);
    let_lapse({4}, kim);
    auto const until = sale.clock.now() + seconds{100};
    EXPECT_EQ(sale.reserve(seats[4], kim).error(), cooling(seats[4], until));
    EXPECT_EQ(sale.stored(seats[4]), SeatStatus::reserved) << "the lapsed hold is as it was";
    sale.clock.set(until - milliseconds{1});
    EXPECT_EQ(sale.reserve(seats[4], kim).error(), cooling(seats[4], until));
    sale.clock.set(until);
    EXPECT_TRUE(sale.reserve(seats[4], kim));
}

TEST_F(CoolingSeats, whether_lapsed_holds_are_tidied_up_makes_no_difference) {
    let_lapse({4}, kim);
    tidy();
    let_lapse({4}, kim);
    tidy();
    EXPECT_EQ(sale.stored(seats[4]), SeatStatus::available);
    EXPECT_EQ(sale.reserve(seats[4], kim).error(), cooling(seats[4], sale.clock.now() + seconds{100}));
}

TEST_F(CoolingSeats, other_fans_and_other_seats_are_not_cooling) {
    let_lapse({4}, kim);
    let_lapse({4}, kim);
    EXPECT_TRUE(sale.reserve(seats[5], kim));
    EXPECT_TRUE(sale.reserve(seats[4], lee));
}

TEST_F(CoolingSeats, seats_that_are_given_back_do_not_cool) {
    for (int i = 0; i < 3; ++i) {
        auto const mine = sale.reserve(seats[4], kim);
        ASSERT_TRUE(mine);
        sale.release(mine->reservation.id, kim).value();
    }
    let_lapse({4}, kim);
    EXPECT_TRUE(sale.reserve(seats[4], kim)) << "once is not twice";
}

TEST_F(CoolingSeats, each_lapse_after_the_second_makes_it_cool_again) {
    let_lapse({4}, kim);
    let_lapse({4}, kim);
    sale.clock.advance(seconds{100});
    let_lapse({4}, kim);
    EXPECT_EQ(sale.reserve(seats[4], kim).error(), cooling(seats[4], sale.clock.now() + seconds{100}));
}

TEST_F(CoolingSeats, of_several_seats_those_that_cool_are_named_and_none_is_reserved) {
    let_lapse({4, 5}, kim);
    let_lapse({4, 5}, kim);
    auto const refused = together(named({3, 4, 5, 6}), kim);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, Reason::seat_cooling);
    EXPECT_THAT(refused.error().seats, ElementsAre(seats[4], seats[5]));
    EXPECT_EQ(refused.error().until, sale.clock.now() + seconds{100});
    EXPECT_EQ(sale.stored(seats[3]), SeatStatus::available);
}

TEST_F(CoolingSeats, the_best_seats_are_others_than_those_that_cool) {
    let_lapse({4, 5}, kim);
    let_lapse({4, 5}, kim);
    auto const mine = ids(together(best(2), kim)->seats);
    EXPECT_THAT(mine, Not(Contains(seats[4])));
    EXPECT_THAT(mine, Not(Contains(seats[5])));
    EXPECT_FALSE(board()->chosen_before(board()->take_turn())) << "what cools for one fan is free for the next";
    EXPECT_THAT(ids(together(best(2), lee)->seats), UnorderedElementsAre(seats[4], seats[5]));
}

TEST_F(CoolingSeats, where_all_free_seats_cool_none_are_chosen) {
    std::vector<std::size_t> rest;
    for (std::size_t i = 0; i < 20; ++i) {
        if (i != 4 && i != 5) rest.push_back(i);
    }
    let_lapse({4, 5}, kim);
    let_lapse({4, 5}, kim);
    for (auto const i : rest) sale.reserve(seats[i], sale.user()).value();
    EXPECT_EQ(together(best(2), kim).error().reason, Reason::no_such_seats_free);
    EXPECT_TRUE(together(best(2), lee));
}

TEST_F(CoolingSeats, a_date_without_cooling_gives_a_seat_again_and_again) {
    DateChange const change{.terms = {.cooling = Change<seconds>(seconds{0})}};
    ASSERT_TRUE(sale.ask<ChangeDate>(date, change, Operator{}));
    for (int i = 0; i < 4; ++i) let_lapse({4}, kim);
    EXPECT_TRUE(sale.reserve(seats[4], kim));
}

}  // namespace
}  // namespace onsale
