// Behind PgBouncer, in both of its modes: sessions have our time-outs, statements are there, and a sale goes on.
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "application/awaited.h"
#include "application/boards/boards.h"
#include "application/clerk/clerk.h"
#include "application/sale/charge_points.h"
#include "application/sale/pay_reservation.h"
#include "application/sale/put_on_sale.h"
#include "application/sale/register_user.h"
#include "application/sale/reserve_seats.h"
#include "application/settable_clock.h"
#include "infrastructure/postgres/change_feed/change_feed.h"
#include "infrastructure/postgres/sale/audit.h"
#include "infrastructure/postgres/sale/sale_on_postgres.h"
#include "infrastructure/postgres/sale/schema.h"
#include "infrastructure/postgres/sale/unit_of_work.h"
#include "infrastructure/system/uuid_v7_source.h"
#include "servers/pgbouncer_server.h"

namespace onsale::postgres {
namespace {

using tests::PgBouncer;
using tests::PostgresServer;

class Pooled : public testing::TestWithParam<PgBouncer::Mode> {
  protected:
    PostgresServer server;
    PgBouncer pooler{server, GetParam()};
};

std::string shown(Connection& connection, char const* setting) {
    return std::string(connection.ask({"", setting})[0].text(0));
}

TEST_P(Pooled, every_transaction_has_the_time_outs_of_its_own_connection) {
    Connection quick(pooler.url(), {.lock_timeout = std::chrono::milliseconds{77}});
    Connection slow(pooler.url(), {.lock_timeout = std::chrono::milliseconds{5'500},
                                   .idle_in_transaction_timeout = std::chrono::milliseconds{3'000},
                                   .settings = "-c enable_seqscan=off"});
    for (int i = 0; i < 10; ++i) {
        quick.ensure_open();
        slow.ensure_open();
        EXPECT_EQ(shown(quick, "SHOW lock_timeout"), "77ms");
        EXPECT_EQ(shown(quick, "SHOW enable_seqscan"), "on");
        Transaction transaction(slow);
        EXPECT_EQ(shown(slow, "SHOW lock_timeout"), "5500ms");
        EXPECT_EQ(shown(slow, "SHOW idle_in_transaction_session_timeout"), "3s");
        EXPECT_EQ(shown(slow, "SHOW enable_seqscan"), "off");
        EXPECT_EQ(shown(quick, "SHOW lock_timeout"), "77ms");
        transaction.commit();
    }
}

TEST_P(Pooled, statements_of_one_name_are_there_whichever_session_of_the_server_is_given) {
    constexpr Statement same{"same", "SELECT 1::bigint"};
    std::vector<std::unique_ptr<Connection>> clients;
    for (int i = 0; i < 4; ++i) clients.push_back(std::make_unique<Connection>(pooler.url()));
    for (int round = 0; round < 5; ++round) {
        for (auto const& client : clients) {
            client->ensure_open();
            EXPECT_EQ(client->ask(same)[0].integer(0), 1);
        }
    }
}

TEST_P(Pooled, a_sale_with_two_clerks_and_the_change_feed_goes_on_as_without_it) {
    constexpr int fans = 8;
    migrate(pooler.url());
    EXPECT_EQ(migrate(pooler.url()).from, newest_schema());
    auto const guard = std::make_shared<TimelineGuard>();
    PostgresSaleArchive archive(pooler.url(), guard);
    Boards boards;
    Bookmark from;
    archive.in_one_snapshot([&](Bookmark const& here) {
        boards.fill(archive, opening);
        from = here;
    });
    ChangeFeed::Options options;
    options.guard = guard;
    ChangeFeed feed(pooler.url(), boards, from, options);
    SettableClock clock;
    UuidV7Source ids(clock);
    UnitOfWorkOptions const by_this_clock{.bounds = patient.bounds, .decides_by = patient.decides_by, .guard = guard};
    PostgresUnitOfWork first(pooler.url(), by_this_clock);
    PostgresUnitOfWork second(pooler.url(), by_this_clock);
    Clerk clerk(std::vector<UnitOfWork*>{&first, &second}, feed, clock, ids, {.usual_hold = HoldTerm{seconds{300}}});
    auto const ask = [&](auto command) {
        EXPECT_EQ(submit_and_wait(clerk, command), Fate::answered);
        return *command.outcome;
    };
    std::vector<SeatOffer> offers;
    for (std::int32_t n = 1; n <= fans; ++n) offers.push_back({n, Points{1'000}, {"A", "1", std::to_string(n)}});
    ask(PutDateOnSale("IU", opening + std::chrono::days{30}, std::move(offers))).value();
    std::vector<SeatId> seats;
    archive.read_seats([&](LabelledSeat const& each) { seats.push_back(each.seat.id); });
    {
        std::vector<std::jthread> crowd;
        for (auto const seat : seats) {
            crowd.emplace_back([&, seat] {
                auto const kim = ask(RegisterUser("Kim"))->user.id;
                ask(ChargePoints(kim, Points{1'500})).value();
                auto const held = ask(ReserveSeats(seat, kim)).value().reservation.id;
                ask(PayReservation(held, kim)).value();
                EXPECT_EQ(boards.wallets.balance(kim), Points{500});
                EXPECT_EQ(boards.seats.seat(seat, clock.now())->seat.status, SeatStatus::sold);
            });
        }
    }
    clerk.close();
    feed.stop();
    AuditReport report;
    audit_sale(pooler.url(), report);
    EXPECT_TRUE(report.clean());
    EXPECT_EQ(server.number("SELECT count(*) FROM point_history"), 2 * fans);
}

INSTANTIATE_TEST_SUITE_P(PgBouncer, Pooled, testing::Values(PgBouncer::Mode::session, PgBouncer::Mode::transaction),
                         [](auto const& mode) {
                             return std::string(mode.param == PgBouncer::Mode::session ? "session" : "transaction");
                         });

}  // namespace
}  // namespace onsale::postgres
