#include "infrastructure/sqlite/sale/sale_archive.h"

#include <cstdint>

#include <gtest/gtest.h>
#include <sqlite3.h>

#include "application/sale_on_sqlite.h"
#include "infrastructure/sqlite/sale/sale_records.h"

namespace onsale::sqlite {
namespace {

// The steps of SQLite's virtual machine, of all statements on connections that are opened meanwhile. Each row that is
// looked at takes some, so that equal steps are equal work, whatever the machine does besides.
class StepCounter {
  public:
    StepCounter() {
        steps = 0;
        sqlite3_auto_extension(reinterpret_cast<void (*)()>(&watch));
    }
    ~StepCounter() { sqlite3_cancel_auto_extension(reinterpret_cast<void (*)()>(&watch)); }
    StepCounter(StepCounter const&) = delete;

    std::int64_t count() const { return steps; }

  private:
    static int watch(sqlite3* connection, char const**, void const*) {
        return sqlite3_trace_v2(connection, SQLITE_TRACE_PROFILE, &add, nullptr);
    }
    static int add(unsigned, void*, void* statement, void*) {
        steps += sqlite3_stmt_status(static_cast<sqlite3_stmt*>(statement), SQLITE_STMTSTATUS_VM_STEP, 1);
        return 0;
    }
    static inline std::int64_t steps = 0;
};

// Another date of the same file, all of whose seats are held by one fan.
void add_date_with_claims(SaleOnSqlite& sale, std::int32_t seats, UserId by) {
    auto order = SaleOrder{.concert = "BTS",
                           .date = SaleOnSqlite::evening + seconds{seats},
                           .offers = seat_offers(seats),
                           .terms = any_number_of_seats};
    auto const date = sale.ask<PutDateOnSale>(std::move(order))->date.id;
    for (auto const seat : sale.seats_of(date)) sale.reserve(seat, by).value();
}

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

TEST(SqliteSaleArchiveTest, more_seats_and_claims_of_other_dates_take_no_more_steps) {
    SaleOnSqlite sale;
    auto const date = sale.put_date_on_sale(seat_offers(3));
    auto const kim = sale.user_with(Points{10'000});
    auto const held = sale.reserve(sale.seats_of(date)[0], kim)->reservation.id;
    sale.pay(held, kim).value();
    auto const steps = [&] {
        StepCounter counter;
        std::size_t seats = 0;
        std::size_t reservations = 0;
        SqliteSaleArchive archive(sale.data);
        auto const before = counter.count();  // opening the file
        archive.read_seats(std::span(&date, 1), [&](LabelledSeat const&) { ++seats; });
        archive.read_open_reservations(std::span(&date, 1), [&](ReservedSeat const&) { ++reservations; });
        EXPECT_EQ(seats, 3U);
        EXPECT_EQ(reservations, 1U);
        return counter.count() - before;
    };
    add_date_with_claims(sale, 1, kim);
    auto const with_few = steps();
    EXPECT_GT(with_few, 0);
    add_date_with_claims(sale, 100, kim);
    EXPECT_EQ(steps(), with_few);
}

TEST(SqliteSaleRecordsTest, more_claims_of_other_fans_take_no_more_steps_to_read_past_seats) {
    SaleOnSqlite sale;
    auto const date = sale.put_date_on_sale(seat_offers(3));
    auto const kim = sale.user_with(Points{10'000});
    auto const held = sale.reserve(sale.seats_of(date)[0], kim)->reservation.id;
    sale.pay(held, kim).value();
    auto const steps = [&] {
        StepCounter counter;
        auto file = open_sale_file(sale.data, Mode::read_only);
        SqliteSaleRecords records(file);
        auto const before = counter.count();
        EXPECT_EQ(records.paid_seats_of(kim, {}, 100).size(), 1U);
        return counter.count() - before;
    };
    auto const lee = sale.user("Lee");
    add_date_with_claims(sale, 1, lee);
    auto const with_few = steps();
    EXPECT_GT(with_few, 0);
    add_date_with_claims(sale, 100, lee);
    EXPECT_EQ(steps(), with_few);
}

}  // namespace
}  // namespace onsale::sqlite
