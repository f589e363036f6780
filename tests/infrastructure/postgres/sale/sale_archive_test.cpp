#include "infrastructure/postgres/sale/sale_archive.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "infrastructure/postgres/sale/sale_on_postgres.h"
#include "infrastructure/postgres/sale/sale_records.h"
#include "support/eventually.h"

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

// A date that no board has any more, with 20,000 seats that are all sold, next to one of three seats.
class WithALargeHallThatIsOver : public testing::Test {
  protected:
    static constexpr auto seats_of_hall = 20'000;
    SaleOnPostgres sale;
    UserId const kim = sale.user_with(Points{10'000});
    SeatId const ticket = sale.open_seats(3)[0];
    ConcertDateId const date = sale.boards.seats.dates().at(0)->date().id;

    void SetUp() override {
        sale.pay(sale.reserve(ticket, kim)->reservation.id, kim).value();
        sale.database.run(fmt::format(R"sql(
            INSERT INTO concert (id, singer_name) SELECT gen_random_uuid(), 'BTS';
            INSERT INTO concert_date (id, concert_id, date, available_seats, on_sale)
                SELECT gen_random_uuid(), id, 0, 0, true FROM concert WHERE singer_name = 'BTS';
            INSERT INTO users (id, name, balance) SELECT gen_random_uuid(), 'Lee', 0;
            INSERT INTO seat (id, concert_date_id, seat_number, section, row, seat, price, status)
                SELECT gen_random_uuid(), (SELECT id FROM concert_date WHERE date = 0), n, 'A', '1', n::text, 1000, 2
                FROM generate_series(1, {}) n;
            INSERT INTO reservation (id, seat_id, user_id, price, state, created_at, hold_expires_at, payment_id, paid_at)
                SELECT gen_random_uuid(), id, (SELECT id FROM users WHERE name = 'Lee'), price, 1, 0, 0, id, 0
                FROM seat WHERE status = 2 AND id <> '{}';
            SELECT pg_stat_force_next_flush())sql",
                                      seats_of_hall, ticket.to_string()));
        sale.database.run("ANALYZE");
    }
    // Rows of seats and reservations that sessions have looked at, as far as they have ended.
    std::int64_t looked_at() const {
        return sale.database.number(
            "SELECT sum(seq_tup_read + coalesce(idx_tup_fetch, 0))::bigint FROM pg_stat_user_tables"
            " WHERE relname IN ('seat', 'reservation')");
    }
    // By a session of its own, which tells what it looked at when it ends.
    template <class Read>
    void expect_few_rows_looked_at(Read const& read) {
        auto const sessions = [&] {
            return sale.database.number("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()");
        };
        auto const open = sessions();
        auto const before = looked_at();
        read();
        ASSERT_TRUE(tests::eventually([&] { return sessions() <= open && looked_at() > before; }));
        EXPECT_LT(looked_at() - before, seats_of_hall / 100);
    }
};

TEST_F(WithALargeHallThatIsOver, a_start_looks_at_no_seat_and_no_reservation_of_it) {
    expect_few_rows_looked_at([&] {
        std::size_t seats = 0;
        std::size_t reservations = 0;
        PostgresSaleArchive archive(sale.database.url());
        archive.read_seats(std::span(&date, 1), [&](LabelledSeat const&) { ++seats; });
        archive.read_open_reservations(std::span(&date, 1), [&](ReservedSeat const&) { ++reservations; });
        EXPECT_EQ(seats, 3U);
        EXPECT_EQ(reservations, 1U);
    });
}

TEST_F(WithALargeHallThatIsOver, the_tickets_of_a_fan_are_found_without_looking_at_those_of_others) {
    expect_few_rows_looked_at([&] {
        PostgresSaleRecords records(sale.database.url());
        EXPECT_EQ(records.paid_seats_of(kim, {}, 100).size(), 1U);
    });
}

}  // namespace
}  // namespace onsale::postgres
