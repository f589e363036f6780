#include "infrastructure/sqlite/sale/sale_archive.h"

#include <gtest/gtest.h>

#include "application/sale_on_sqlite.h"

namespace onsale::sqlite {
namespace {

TEST(SqliteSaleArchiveTest, the_newest_instant_is_that_of_the_last_reservation_or_entry) {
    SaleOnSqlite sale;
    EXPECT_EQ(sale.archive.newest(), Instant{});
    auto const seat = sale.open_seats(1)[0];
    auto const kim = sale.user();
    sale.clock.advance(seconds{1});
    sale.charge(kim, Points{1'000}).value();
    EXPECT_EQ(sale.archive.newest(), opening + seconds{1});
    sale.clock.advance(seconds{1});
    auto const held = sale.reserve(seat, kim)->reservation.id;
    EXPECT_EQ(sale.archive.newest(), opening + seconds{2});
    sale.clock.advance(seconds{1});
    sale.pay(held, kim).value();
    EXPECT_EQ(sale.archive.newest(), opening + seconds{3});
}

}  // namespace
}  // namespace onsale::sqlite
