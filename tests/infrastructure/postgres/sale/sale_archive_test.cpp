#include "infrastructure/postgres/sale/sale_archive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "infrastructure/postgres/sale/sale_on_postgres.h"

namespace onsale::postgres {
namespace {

using testing::ElementsAre;

TEST(PostgresSaleArchiveTest, the_newest_instant_is_that_of_the_last_reservation_or_entry) {
    SaleOnPostgres sale;
    EXPECT_EQ(sale.archive.newest(), Instant{});
    auto const seat = sale.open_seats(1)[0];
    sale.clock.advance(seconds{1});
    auto const kim = sale.user_with(Points{1'000});
    EXPECT_EQ(sale.archive.newest(), opening + seconds{1});
    sale.clock.advance(seconds{1});
    auto const held = sale.reserve(seat, kim)->reservation.id;
    EXPECT_EQ(sale.archive.newest(), opening + seconds{2});
    sale.clock.advance(seconds{1});
    sale.pay(held, kim).value();
    EXPECT_EQ(sale.archive.newest(), opening + seconds{3});
}

TEST(PostgresSaleArchiveTest, more_rows_than_are_fetched_at_a_time_are_all_read_in_order) {
    SaleOnPostgres sale;
    auto const seats = sale.open_seats(20'001);
    EXPECT_EQ(seats.size(), 20'001U);
    EXPECT_TRUE(std::ranges::is_sorted(seats));
}

TEST(PostgresSaleArchiveTest, readings_in_one_snapshot_see_nothing_that_came_later) {
    SaleOnPostgres sale;
    sale.user_with(Points{1});
    std::vector<std::int64_t> balances;
    auto const read = [&] {
        sale.archive.read_users([&](User const& user) { balances.push_back(user.balance.value); });
    };
    std::string snapshot;
    sale.archive.in_one_snapshot([&](Bookmark const& its) {
        snapshot = its.snapshot;
        sale.user_with(Points{2});
        read();
    });
    EXPECT_THAT(balances, ElementsAre(1));
    EXPECT_EQ(sale.database.number("SELECT pg_visible_in_snapshot(pg_current_xact_id(), '" + snapshot + "')::integer"),
              0);
    balances.clear();
    read();
    EXPECT_THAT(balances, ElementsAre(1, 2));
}

TEST(PostgresSaleArchiveTest, a_reading_that_throws_does_no_harm) {
    SaleOnPostgres sale;
    sale.user_with(Points{1});
    auto const refuse = [](User const&) { throw std::runtime_error("not now"); };
    EXPECT_THROW(sale.archive.read_users(refuse), std::runtime_error);
    EXPECT_EQ(sale.archive.newest(), opening);
}

}  // namespace
}  // namespace onsale::postgres
