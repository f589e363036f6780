// Places of areas without numbered seats, through the clerk to a real file.
#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "application/sale_on_sqlite.h"

namespace onsale {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

// Two seats, then 8 places of area A, 3 of area B.
std::vector<SeatOffer> offers_with_areas() {
    auto offers = seat_offers(2);
    auto const add = [&](std::string const& area, int places) {
        for (int entry = 1; entry <= places; ++entry) {
            offers.push_back({static_cast<std::int32_t>(offers.size() + 1),
                              Points{500},
                              {"Area " + area, "", std::to_string(entry)},
                              {SeatTrait::area_place}});
        }
    };
    add("A", 8);
    add("B", 3);
    return offers;
}

class Areas : public testing::Test {
  protected:
    SaleOnSqlite sale;
    SaleTerms terms = any_number_of_seats;
    ConcertDateId const date = sale.put_date_on_sale(offers_with_areas(), terms);
    std::vector<SeatId> const seats = sale.seats_of(date);
    UserId const kim = sale.user_with(Points{100'000});
    UserId const lee = sale.user_with(Points{100'000});

    void TearDown() override { EXPECT_TRUE(sale.audit().clean()); }

    std::shared_ptr<DateBoard> board() { return sale.boards.seats.date(date); }

    struct Wanted {
        std::string area;
        std::size_t count;
    };
    Decision<SeatsReserved> take(std::vector<Wanted> const& wanted, UserId user) {
        PlacesOfDate wish{.date = board(), .places = {}};
        for (auto const& [area, count] : wanted) wish.places.push_back({*board()->find_area("Area " + area), count});
        return sale.ask<ReserveSeats>(std::move(wish), user);
    }
    // "A1", "B2": of these seats, in their order.
    std::vector<std::string> entries(std::vector<Seat> const& of) {
        std::vector<std::string> all;
        for (auto const& seat : of) {
            auto const shown = *sale.boards.seats.seat(seat.id, sale.clock.now());
            all.push_back(shown.labels.section.substr(5) + std::to_string(entry_number_of(shown).value_or(0)));
        }
        return all;
    }
    std::vector<std::string> taken(std::vector<Wanted> const& wanted, UserId user) {
        auto const reserved = take(wanted, user);
        return reserved ? entries(reserved->seats) : std::vector<std::string>{};
    }
};

TEST_F(Areas, places_are_given_in_the_order_of_their_entry_numbers) {
    EXPECT_THAT(taken({{"A", 2}}, kim), ElementsAre("A1", "A2"));
    EXPECT_THAT(taken({{"A", 1}}, lee), ElementsAre("A3"));
    EXPECT_THAT(taken({{"B", 1}, {"A", 2}}, kim), ElementsAre("B1", "A4", "A5"));
    EXPECT_EQ(board()->available_seats(sale.clock.now()), 13 - 6);
}

TEST_F(Areas, a_place_that_was_given_back_is_the_next_to_be_given) {
    auto const first = take({{"A", 2}}, kim).value();
    take({{"A", 2}}, lee).value();
    sale.ask<ReleaseReservation>(first.reservation.id, kim, first.seats[1].id).value();
    EXPECT_THAT(taken({{"A", 2}}, lee), ElementsAre("A2", "A5"));
}

TEST_F(Areas, a_place_whose_hold_ran_out_is_the_next_to_be_given) {
    take({{"A", 3}}, kim).value();
    sale.clock.advance(SaleOnSqlite::hold_term.length);
    EXPECT_THAT(taken({{"A", 1}}, lee), ElementsAre("A1"));
}

TEST_F(Areas, all_places_or_none_are_given) {
    EXPECT_EQ(take({{"A", 1}, {"B", 4}}, kim).error().reason, Reason::no_such_seats_free);
    EXPECT_THAT(taken({{"A", 8}, {"B", 3}}, kim), SizeIs(11));
    EXPECT_EQ(take({{"A", 1}}, lee).error().reason, Reason::no_such_seats_free);
    EXPECT_EQ(board()->available_seats(sale.clock.now()), 2);
}

TEST_F(Areas, places_join_seats_in_one_reservation_and_are_paid_with_them) {
    auto const seat = sale.reserve(seats[0], kim).value();
    auto const places = take({{"A", 2}}, kim).value();
    EXPECT_EQ(places.reservation.id, seat.reservation.id);
    EXPECT_EQ(places.reservation.amount(), Points{2'000});
    EXPECT_EQ(sale.pay(seat.reservation.id, kim)->reservation.seats.size(), 3U);
    EXPECT_EQ(sale.balance(kim), Points{98'000});
}

TEST_F(Areas, a_place_is_never_taken_by_itself) {
    EXPECT_EQ(sale.reserve(seats[2], kim).error().reason, Reason::place_of_area);
    SeatsByName const both{board(), {seats[0], seats[2]}, {0, 2}};
    EXPECT_EQ(sale.ask<ReserveSeats>(both, kim).error().reason, Reason::place_of_area);
    EXPECT_EQ(sale.stored(seats[0]), SeatStatus::available);

    auto const mine = take({{"A", 1}}, kim).value();
    auto const again = sale.reserve(seats[2], kim).value();
    EXPECT_EQ(again.reservation.id, mine.reservation.id) << "it is mine already";
    EXPECT_FALSE(again.made);
}

TEST_F(Areas, the_limit_for_one_person_counts_places) {
    auto const few = sale.ask<PutDateOnSale>(SaleOrder{.concert = "BTS",
                                                       .date = SaleOnSqlite::evening,
                                                       .offers = offers_with_areas(),
                                                       .terms = {.most_per_person = 4}});
    auto const there = sale.boards.seats.date(few->date.id);
    auto const three = [&] { return sale.ask<ReserveSeats>(PlacesOfDate{there, {{0, 3}}}, kim); };
    EXPECT_TRUE(three());
    EXPECT_EQ(three().error().reason, Reason::too_many_seats);
    EXPECT_FALSE(there->chosen_before(there->take_turn())) << "what was refused is free for others at once";
    EXPECT_EQ(there->available_seats(sale.clock.now()), 10);
}

// Twice let go: the fan gets the next places, and others get these.
TEST_F(Areas, a_place_that_cools_for_a_fan_is_passed_over) {
    for (int i = 0; i < 2; ++i) {
        EXPECT_THAT(taken({{"A", 1}}, kim), ElementsAre("A1"));
        sale.clock.advance(SaleOnSqlite::hold_term.length);
    }
    EXPECT_THAT(taken({{"A", 2}}, kim), ElementsAre("A2", "A3"));
    EXPECT_THAT(taken({{"A", 1}}, lee), ElementsAre("A1"));
}

// The board has not heard yet that another node took them.
TEST_F(Areas, places_that_another_was_faster_to_take_are_passed_over) {
    auto const first = take({{"A", 2}}, lee).value();
    for (auto gone : first.reservation.seats) {
        gone.state = ReservationState::released;
        sale.boards.seats.show(gone);
    }
    EXPECT_THAT(taken({{"A", 2}}, kim), ElementsAre("A3", "A4"));
    EXPECT_THAT(taken({{"A", 1}}, kim), ElementsAre("A5")) << "it is remembered for a second";
}

TEST_F(Areas, are_there_again_after_a_restart) {
    take({{"A", 2}}, kim).value();
    Boards fresh;
    sqlite::SqliteSaleArchive archive(sale.data);
    fresh.fill(archive, sale.clock.now());
    auto const there = fresh.seats.date(date);
    ASSERT_TRUE(there->find_area("Area B"));
    auto const next = there->choose(std::vector<PlacesOfArea>{{*there->find_area("Area A"), 1}}, there->take_turn(),
                                    sale.clock.now());
    EXPECT_THAT(next.seats, ElementsAre(seats[4]));
    EXPECT_EQ(there->find_area("A"), std::nullopt) << "a section with seats is no area";
}

}  // namespace
}  // namespace onsale
