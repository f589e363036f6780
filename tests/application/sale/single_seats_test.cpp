// Dates that do not let a single seat be left alone, through the clerk to a real file.
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "application/sale/planned_hall.h"
#include "application/steering/change_date.h"

namespace onsale {
namespace {

using testing::ElementsAre;
using testing::SizeIs;
using testing::UnorderedElementsAre;

// Two rows: seats 0 to 9, and 10 to 19.
class SingleSeats : public PlannedHall {
  protected:
    SingleSeats() : PlannedHall(2, {.most_per_person = 100, .most_takes = 100, .no_single_seats = true}) {}

    void refuse_single_seats(bool refused) {
        DateChange const change{.terms = {.no_single_seats = Change<bool>(refused)}};
        ASSERT_TRUE(sale.ask<ChangeDate>(date, change, Operator{}));
    }
    // Those and no others, whatever they leave alone.
    void leave_free(std::vector<std::size_t> const& free) {
        refuse_single_seats(false);
        for (std::size_t seat = 0; seat < seats.size(); ++seat) {
            if (std::ranges::find(free, seat) == free.end()) sale.reserve(seats[seat], lee).value();
        }
        refuse_single_seats(true);
    }
    testing::AssertionResult leaves_alone(Decision<SeatsReserved> const& decision, std::size_t seat) {
        if (decision) return testing::AssertionFailure() << "it was reserved";
        if (decision.error().reason != Reason::orphan_seat) {
            return testing::AssertionFailure() << "another reason: " << static_cast<int>(decision.error().reason);
        }
        if (decision.error().seats != std::vector{seats[seat]}) return testing::AssertionFailure() << "another seat";
        return testing::AssertionSuccess();
    }
};

TEST_F(SingleSeats, a_seat_that_leaves_one_alone_is_refused_and_the_nearest_that_leave_none_are_offered) {
    auto const refused = together(one(1), kim);
    EXPECT_TRUE(leaves_alone(refused, 0));
    EXPECT_THAT(refused.error().instead, ElementsAre(seats[0]));
    EXPECT_EQ(sale.stored(seats[1]), SeatStatus::available);
    EXPECT_TRUE(together(one(0), kim));
}

TEST_F(SingleSeats, several_seats_are_refused_together_and_offered_together) {
    auto const refused = together(named({1, 2, 3}), kim);
    EXPECT_TRUE(leaves_alone(refused, 0));
    EXPECT_THAT(refused.error().instead, UnorderedElementsAre(seats[0], seats[1], seats[2]));
    EXPECT_TRUE(together(named({0, 1, 2}), kim));
}

TEST_F(SingleSeats, a_date_that_does_not_say_so_lets_seats_be_left_alone) {
    refuse_single_seats(false);
    EXPECT_TRUE(together(one(1), kim));
    EXPECT_TRUE(together(named({4, 5, 7}), kim));
}

TEST_F(SingleSeats, seats_that_the_fan_holds_already_are_no_part_of_what_is_left_alone) {
    EXPECT_TRUE(together(one(0), kim));
    EXPECT_TRUE(together(one(1), kim)) << "next to the fan's own";
    EXPECT_FALSE(together(one(1), kim)->made) << "again: it is the fan's already";
    EXPECT_TRUE(together(named({0, 1, 2}), kim)) << "two of them are";
    EXPECT_TRUE(leaves_alone(together(one(4), kim), 3)) << "between two seats of the same fan, too";
    EXPECT_TRUE(together(named({3, 4}), kim));
}

TEST_F(SingleSeats, one_that_was_alone_before_may_stay_alone) {
    auto const reservation = together(named({0, 1, 2}), lee)->reservation.id;
    sale.ask<ReleaseReservation>(reservation, lee, seats[1]).value();
    EXPECT_TRUE(together(one(3), kim));
    sale.ask<ReleaseReservation>(reservation, lee, seats[2]).value();
    EXPECT_TRUE(together(named({1, 2}), kim));
}

TEST_F(SingleSeats, where_nothing_else_is_left_one_may_be_left_alone) {
    leave_free({0, 1, 10, 11, 12});
    auto const refused = together(one(1), kim);
    EXPECT_TRUE(leaves_alone(refused, 0));
    EXPECT_THAT(refused.error().instead, SizeIs(1));
    EXPECT_TRUE(together(named({10, 11, 12}), kim));
    EXPECT_TRUE(together(one(1), kim));
}

TEST_F(SingleSeats, the_best_seats_leave_one_alone_only_where_nothing_else_is_left) {
    leave_free({3, 4, 5, 10, 11});
    EXPECT_THAT(ids(together(best(2), kim)->seats), UnorderedElementsAre(seats[10], seats[11]));
    EXPECT_THAT(ids(together(best(2), kim)->seats), SizeIs(2));
}

TEST_F(SingleSeats, a_hold_that_lapsed_is_free_again_next_to_a_choice) {
    together(named({0, 1}), lee).value();
    EXPECT_TRUE(leaves_alone(together(one(3), kim), 2));
    sale.clock.advance(SaleOnSqlite::hold_term.length);
    EXPECT_TRUE(together(one(3), kim));
}

TEST_F(SingleSeats, commands_of_one_batch_see_what_those_before_them_took) {
    leave_free({0, 1, 2, 10, 11, 12});
    sale.clerk.close();
    ReserveSeats first(one(0), kim);
    ReserveSeats second(one(2), sale.ids.make<UserId>());
    ReserveSeats third(one(2), kim);
    Wanted wanted;
    SaleRows rows;
    for (auto* each : {&first, &second, &third}) {
        each->choose(sale.clock.now());
        each->want(wanted);
    }
    sale.work.begin();
    rows.load(wanted, sale.work);
    DecisionContext const at{.now = sale.clock.now(), .ids = sale.ids, .usual_hold = SaleOnSqlite::hold_term};
    for (auto* each : {&first, &second, &third}) {
        rows.begin_command();
        each->decide(rows, at);
    }
    EXPECT_TRUE(first.outcome->has_value());
    EXPECT_EQ(second.outcome->error(), Refusal{Reason::unknown_user});
    EXPECT_TRUE(leaves_alone(*third.outcome, 1));
    sale.work.rollback();
}

TEST_F(SingleSeats, what_a_fan_was_refused_is_free_for_the_next) {
    EXPECT_FALSE(together(one(1), kim));
    EXPECT_TRUE(together(named({0, 1}), lee));
    EXPECT_FALSE(board()->chosen_before(board()->take_turn()));
}

}  // namespace
}  // namespace onsale
