// Wheelchair spaces and their companion seats, through the clerk to a real file.
#include <map>
#include <random>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "application/sale/planned_hall.h"
#include "application/steering/change_date.h"

namespace onsale {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

// Section A: spaces 0 and 1, companion seats 2 and 3. Section B (the second row): space 10, companion seat 11.
std::vector<SeatOffer> hall_with_spaces() {
    auto offers = rows_of_ten(2);
    for (auto const i : {0U, 1U, 10U}) offers[i].traits = {SeatTrait::wheelchair};
    for (auto const i : {2U, 3U, 11U}) offers[i].traits = {SeatTrait::companion};
    for (std::size_t i = 10; i < 20; ++i) offers[i].labels.section = "B";
    return offers;
}

class CompanionSeats : public PlannedHall {
  protected:
    CompanionSeats() : PlannedHall(hall_with_spaces(), {.most_per_person = 100, .most_takes = 1'000}) {}

    void sell_companions_to_all(bool all) {
        DateChange const change{.terms = {.companions_for_all = Change<bool>(all)}};
        ASSERT_TRUE(sale.ask<ChangeDate>(date, change, Operator{}));
    }
    Decision<Reservation> give_back(Reservation const& reservation, std::size_t seat) {
        return sale.ask<ReleaseReservation>(reservation.id, kim, ReleaseReservation::Only(seats[seat], board()));
    }
    static Refusal needs_space(std::vector<SeatId> const& companions) {
        return {.reason = Reason::companion_seat, .seats = companions};
    }
};

TEST_F(CompanionSeats, one_is_taken_with_a_space_of_its_section_or_after_it) {
    EXPECT_EQ(together(one(2), kim).error(), needs_space({seats[2]}));
    EXPECT_EQ(together(named({2, 10}), kim).error(), needs_space({seats[2]})) << "a space of another section";
    EXPECT_EQ(sale.stored(seats[10]), SeatStatus::available) << "all or none";
    EXPECT_TRUE(together(named({2, 0}), kim));
    EXPECT_EQ(together(one(3), kim).error(), needs_space({seats[3]})) << "each space has one";
    EXPECT_TRUE(together(one(1), kim));
    EXPECT_TRUE(together(one(3), kim));
    EXPECT_TRUE(together(named({3, 2}), kim)) << "again: they are had already";
}

TEST_F(CompanionSeats, one_of_a_space_that_is_paid_may_be_taken_later) {
    auto const space = together(one(0), kim).value();
    sale.pay(space.reservation.id, kim).value();
    EXPECT_TRUE(together(one(2), kim));
    EXPECT_EQ(together(one(3), kim).error(), needs_space({seats[3]}));
    EXPECT_EQ(together(one(3), lee).error(), needs_space({seats[3]})) << "of another fan";
}

TEST_F(CompanionSeats, one_without_a_space_is_given_back_with_it_the_last_one_first) {
    auto const reservation = together(named({0, 1, 2, 3, 5}), kim)->reservation;
    auto const after = give_back(reservation, 0);
    ASSERT_TRUE(after);
    EXPECT_THAT(ids(*after), UnorderedElementsAre(seats[1], seats[2], seats[5]));
    EXPECT_EQ(sale.stored(seats[3]), SeatStatus::available);
    EXPECT_THAT(ids(*give_back(*after, 5)), UnorderedElementsAre(seats[1], seats[2])) << "another seat";
    EXPECT_THAT(ids(*give_back(*after, 2)), ElementsAre(seats[1])) << "a companion seat alone may go";
    EXPECT_TRUE(give_back(*after, 0)) << "again: the same";
    EXPECT_EQ(sale.stored(seats[1]), SeatStatus::reserved);
}

TEST_F(CompanionSeats, one_of_a_space_that_is_paid_stays_when_another_space_is_given_back) {
    auto const space = together(one(0), kim).value();
    sale.pay(space.reservation.id, kim).value();
    auto const reservation = together(named({1, 2}), kim)->reservation;
    EXPECT_THAT(ids(*give_back(reservation, 1)), ElementsAre(seats[2]));
}

TEST_F(CompanionSeats, all_are_given_back_together) {
    auto const reservation = together(named({0, 2}), kim)->reservation;
    sale.release(reservation.id, kim).value();
    EXPECT_EQ(sale.stored(seats[2]), SeatStatus::available);
    EXPECT_EQ(together(one(2), kim).error(), needs_space({seats[2]}));
}

TEST_F(CompanionSeats, one_that_lapsed_with_its_space_needs_one_again) {
    together(named({0, 2}), kim).value();
    sale.clock.advance(SaleOnSqlite::hold_term.length);
    EXPECT_EQ(together(one(2), kim).error(), needs_space({seats[2]}));
}

TEST_F(CompanionSeats, where_they_are_for_all_one_is_a_seat_like_any_other) {
    sell_companions_to_all(true);
    auto const alone = together(one(2), lee)->reservation;
    auto const reservation = together(named({0, 3}), kim)->reservation;
    EXPECT_THAT(ids(*give_back(reservation, 0)), ElementsAre(seats[3]));
    sell_companions_to_all(false);
    EXPECT_EQ(together(one(11), kim).error(), needs_space({seats[11]}));
    EXPECT_TRUE(sale.pay(alone.id, lee)) << "what is held stays";
}

TEST_F(CompanionSeats, the_best_seats_are_among_them_where_they_are_for_all) {
    EXPECT_EQ(together(best(10, seating::Adjacent::must), kim).error().reason, Reason::no_such_seats_free);
    sell_companions_to_all(true);
    EXPECT_EQ(board()->seating_plan(), nullptr) << "it is made again";
    plan_seats();
    auto const nine = together(best(9, seating::Adjacent::must), kim);
    ASSERT_TRUE(nine);
    EXPECT_THAT(ids(nine->seats), testing::Contains(seats[11]));
    sell_companions_to_all(false);
    auto const plan =
        std::make_shared<seating::SeatingPlan const>(seating::seating_plan({}, {}, seating::Companions::like_others));
    board()->use(plan, {});
    EXPECT_EQ(board()->seating_plan(), nullptr) << "one that was made on the terms of before";
}

// Whatever fans take, give back, pay and let lapse: of no section has one of them more companion seats than spaces.
TEST_F(CompanionSeats, nobody_ever_has_more_of_a_section_than_spaces) {
    std::mt19937 random(7);  // NOLINT: the same each time
    auto const any = [&](std::size_t below) { return random() % below; };
    int refused = 0;
    int with_companions = 0;
    for (int step = 0; step < 400; ++step) {
        auto const user = any(2) == 0 ? kim : lee;
        std::vector<std::size_t> const special{0, 1, 2, 3, 10, 11};
        switch (any(6)) {
            case 0:
                sale.clock.advance(SaleOnSqlite::hold_term.length / 3);
                break;
            case 1:
                for (auto const& each : sale.boards.seats.reservations_of(user, sale.clock.now())) {
                    auto const only = ReleaseReservation::Only(seats[special[any(6)]], board());
                    if (any(2) == 0) sale.ask<ReleaseReservation>(each.id, user, only);
                }
                break;
            case 2:
                if (any(12) != 0) break;
                for (auto const& each : sale.boards.seats.reservations_of(user, sale.clock.now())) {
                    sale.pay(each.id, user);
                }
                break;
            default: {
                std::set<std::size_t> wanted{special[any(6)]};
                if (any(2) == 0) wanted.insert(special[any(6)]);
                auto const taken = together(named({wanted.begin(), wanted.end()}), user);
                refused += !taken && taken.error().reason == Reason::companion_seat ? 1 : 0;
            }
        }
        for (auto const each : {kim, lee}) {
            std::map<std::string, int> spaces;
            for (auto const& claim : board()->claims_of(each, sale.clock.now())) {
                if (auto const seat = board()->accessible(claim.reserved.seat)) {
                    spaces[seat->section] += seat->is_companion ? -1 : 1;
                    with_companions += seat->is_companion ? 1 : 0;
                }
            }
            for (auto const& [section, left] : spaces) ASSERT_GE(left, 0) << section << " at step " << step;
        }
    }
    EXPECT_GT(refused, 10);
    EXPECT_GT(with_companions, 50);
}

}  // namespace
}  // namespace onsale
