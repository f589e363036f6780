// Prices that change while seats are sold, through the clerk to a real file.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "application/sale_on_sqlite.h"
#include "application/steering/change_prices.h"

namespace onsale {
namespace {

using testing::ElementsAre;

class PricesOnSale : public testing::Test {
  protected:
    SaleOnSqlite sale;
    ConcertDateId const date = sale.put_date_on_sale(seat_offers(3, Points{1'000}));
    std::vector<SeatId> const seats = sale.seats_of(date);
    UserId const kim = sale.user_with(Points{100'000});
    UserId const lee = sale.user_with(Points{100'000});

    Decision<std::int64_t> change(Points price, std::vector<SeatId> which) {
        std::vector<PriceChange> changes{{.group = {"section", "A"}, .price = price, .seats = std::move(which)}};
        return sale.ask<ChangePrices>(date, std::move(changes), Operator{"Min"});
    }
    Points shown(SeatId seat) { return sale.boards.seats.seat(seat, sale.clock.now())->seat.price; }
    std::vector<Action> actions() {
        sale.work.begin();
        std::vector<Action> all;
        for (auto const& each : sale.work.actions().page({}, 100)) all.push_back(each.what);
        sale.work.rollback();
        return all;
    }
    void TearDown() override {
        EXPECT_TRUE(sale.audit().clean());
        Boards started;
        started.fill(sale.archive, sale.clock.now());
        EXPECT_EQ(started.digest(sale.clock.now()), sale.boards.digest(sale.clock.now()));
    }
};

TEST_F(PricesOnSale, are_new_for_seats_that_are_not_sold_and_old_for_what_is_held_already) {
    auto const held = sale.reserve(seats[0], kim)->reservation.id;
    ASSERT_TRUE(sale.pay(sale.reserve(seats[1], lee)->reservation.id, lee));
    EXPECT_EQ(change(Points{1'500}, seats), 2);
    EXPECT_EQ(shown(seats[0]), Points{1'500}) << "what the next fan would pay";
    EXPECT_EQ(shown(seats[1]), Points{1'000}) << "sold";
    ASSERT_TRUE(sale.pay(held, kim));
    EXPECT_EQ(sale.balance(kim), Points{99'000});
    auto const later = sale.reserve(seats[2], lee);
    EXPECT_EQ(later->reservation.amount(), Points{1'500});
    auto const totals = sale.boards.seats.date(date)->totals(sale.clock.now());
    EXPECT_EQ(totals.lowest_price, Points{1'000});
    EXPECT_EQ(totals.highest_price, Points{1'500});
}

TEST_F(PricesOnSale, that_differ_are_one_action_of_the_operator_with_what_they_were_before) {
    EXPECT_EQ(change(Points{2'000}, {seats[0]}), 1);
    EXPECT_EQ(change(Points{500}, seats), 3);
    EXPECT_EQ(change(Points{500}, seats), 0) << "as they are";
    auto const action = [&](std::vector<ActionDetail> details) {
        details.insert(details.begin(), {"section", "A"});
        return Action{.kind = ActionKind::set_price, .subject = date.to_string(), .details = std::move(details)};
    };
    std::int64_t const one = 1;
    std::int64_t const three = 3;
    EXPECT_THAT(actions(),
                ElementsAre(action({{"from", std::int64_t{1'000}},
                                    {"fromHighest", std::int64_t{2'000}},
                                    {"to", std::int64_t{500}},
                                    {"seats", three}}),
                            action({{"from", std::int64_t{1'000}}, {"to", std::int64_t{2'000}}, {"seats", one}})));
}

TEST_F(PricesOnSale, of_a_hall_of_several_pieces_are_all_new) {
    auto const hall = sale.ask<PutDateOnSale>("BTS", SaleOnSqlite::evening, seat_offers(2'300, Points{7}))->date.id;
    auto const many = sale.seats_of(hall);
    std::vector<PriceChange> changes{{.group = {"section", "A"}, .price = Points{8}, .seats = many}};
    EXPECT_EQ(sale.ask<ChangePrices>(hall, std::move(changes), Operator{}), 2'300);
    auto const totals = sale.boards.seats.date(hall)->totals(sale.clock.now());
    EXPECT_EQ(totals.lowest_price, Points{8});
    EXPECT_EQ(totals.highest_price, Points{8});
    EXPECT_EQ(actions().front().details.back(), (ActionDetail{"seats", std::int64_t{2'300}}));
}

TEST_F(PricesOnSale, leave_seats_of_other_dates_alone) {
    auto const other = sale.ask<PutDateOnSale>("BTS", SaleOnSqlite::evening, seat_offers(1, Points{7}))->date.id;
    EXPECT_EQ(change(Points{9}, sale.seats_of(other)), 0);
    EXPECT_EQ(shown(sale.seats_of(other)[0]), Points{7});
}

}  // namespace
}  // namespace onsale
