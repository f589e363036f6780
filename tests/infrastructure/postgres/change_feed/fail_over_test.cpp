// A standby takes over, with or without the last commits, and with or without the old primary being fenced: boards end
// as the store does, and nothing is written to a primary that is one no more.
#include <atomic>
#include <memory>
#include <optional>

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
#include "application/storage_fault.h"
#include "infrastructure/postgres/change_feed/change_feed.h"
#include "infrastructure/postgres/change_feed/history_probe.h"
#include "infrastructure/postgres/sale/sale_on_postgres.h"
#include "infrastructure/postgres/sale/schema.h"
#include "infrastructure/postgres/sale/unit_of_work.h"
#include "infrastructure/system/uuid_v7_source.h"
#include "servers/postgres_server.h"
#include "support/eventually.h"

namespace onsale::postgres {
namespace {

using tests::eventually;
using tests::PostgresServer;

// A node: a clerk, boards, the feed. Its own changes come by the feed.
class Node {
  public:
    explicit Node(std::string const& url, milliseconds settles_after = milliseconds{50}) : url_(url) {
        Bookmark from;
        PostgresSaleArchive archive(url_, guard);
        archive.in_one_snapshot([&](Bookmark const& here) {
            boards.fill(archive, clock.now());
            from = here;
        });
        ChangeFeed::Options options;
        options.interval = milliseconds{10};
        options.guard = guard;
        options.fill_again = [this] { return fill_again(); };
        options.on_lost = [this] { ++lost; };
        options.settles_after = settles_after;
        options.on_payment = [this](ReservedSeat const&) { ++payments_told; };
        from_ = from;
        options_ = options;
    }
    // Until then it is a node that hears of nothing.
    void follow() { feed = std::make_unique<ChangeFeed>(url_, boards, from_, options_); }
    ~Node() {
        if (feed) feed->stop();
    }

    bool shows(UserId user, Points balance) { return feed->catch_up() && boards.wallets.balance(user) == balance; }
    SeatStatus status(SeatId seat) const { return boards.seats.seat(seat, clock.now())->seat.status; }

    SettableClock clock;
    std::shared_ptr<TimelineGuard> const guard = std::make_shared<TimelineGuard>();
    Boards boards;
    std::atomic<int> lost = 0;
    std::atomic<int> payments_told = 0;
    std::unique_ptr<ChangeFeed> feed;

  private:
    std::optional<Bookmark> fill_again() {
        PostgresSaleArchive archive(url_, guard);
        std::optional<Bookmark> from;
        archive.in_one_snapshot([&](Bookmark const& here) {
            if (boards.fill_again(archive, clock.now())) from = here;
        });
        return from;
    }

    std::string const url_;
    Bookmark from_;
    ChangeFeed::Options options_;
};

class FailOver : public testing::Test {
  protected:
    PostgresServer primary;
    std::unique_ptr<PostgresServer> standby;
    std::string url;
    std::shared_ptr<TimelineGuard> const guard = std::make_shared<TimelineGuard>();
    SettableClock clock;
    UuidV7Source ids{clock};
    std::unique_ptr<PostgresUnitOfWork> work;
    Boards unused;
    std::unique_ptr<Clerk> clerk;

    void SetUp() override {
        migrate(primary.url());
        standby = std::make_unique<PostgresServer>(&primary);
        url = primary.url_or(*standby);
        work = std::make_unique<PostgresUnitOfWork>(
            url, UnitOfWorkOptions{.bounds = patient.bounds, .decides_by = patient.decides_by, .guard = guard});
        clerk = std::make_unique<Clerk>(std::vector<UnitOfWork*>{work.get()}, unused, clock, ids,
                                        Clerk::Options{.usual_hold = HoldTerm{seconds{300}}});
    }

    // Asks until the store answers.
    template <class Command, class... Arguments>
    auto ask(Arguments const&... arguments) {
        for (;;) {
            Command command(arguments...);
            if (submit_and_wait(*clerk, command) == Fate::answered) return *command.outcome;
        }
    }
    UserId user() { return ask<RegisterUser>(std::string("Kim"))->user.id; }
    void charge(UserId whom, std::int64_t points) { ask<ChargePoints>(whom, Points{points}).value(); }
    std::vector<SeatId> open_seats(std::int32_t count) {
        std::vector<SeatOffer> offers;
        for (std::int32_t n = 1; n <= count; ++n) offers.push_back({n, Points{1'000}, {"A", "1", std::to_string(n)}});
        ask<PutDateOnSale>(std::string("IU"), opening + std::chrono::days{30}, offers).value();
        std::vector<SeatId> seats;
        PostgresSaleArchive archive(url);
        archive.read_seats([&](LabelledSeat const& each) { seats.push_back(each.seat.id); });
        return seats;
    }

    void caught_up() {
        auto const end = primary.number("SELECT (pg_current_wal_lsn() - '0/0')::bigint");
        ASSERT_TRUE(
            eventually([&] { return standby->number("SELECT (pg_last_wal_replay_lsn() - '0/0')::bigint") >= end; }));
    }
    void cut_off_standby() {
        caught_up();
        standby->run("ALTER SYSTEM SET primary_conninfo = 'host=127.0.0.1 port=1'");
        standby->run("SELECT pg_reload_conf()");
        ASSERT_TRUE(eventually([&] { return standby->number("SELECT count(*) FROM pg_stat_wal_receiver") == 0; }));
    }
    void promote() {
        standby->run("SELECT pg_promote()");
        ASSERT_TRUE(eventually([&] { return standby->number("SELECT pg_is_in_recovery()::int") == 0; }));
    }
};

TEST_F(FailOver, boards_forget_what_the_new_primary_does_not_have) {
    auto const seats = open_seats(2);
    auto const kim = user();
    charge(kim, 1'000);
    Node node(url);
    node.follow();
    cut_off_standby();
    charge(kim, 500);
    ASSERT_TRUE((ask<ReserveSeats>(seats[0], kim)));
    auto const lee = user();
    ASSERT_TRUE(eventually([&] { return node.shows(kim, Points{1'500}); }));
    ASSERT_EQ(node.status(seats[0]), SeatStatus::reserved);
    primary.kill();
    promote();
    EXPECT_TRUE(eventually([&] { return node.shows(kim, Points{1'000}); }));
    EXPECT_EQ(node.status(seats[0]), SeatStatus::available);
    EXPECT_FALSE(node.boards.wallets.knows(lee));
    charge(kim, 7);
    EXPECT_TRUE(eventually([&] { return node.shows(kim, Points{1'007}); })) << "changes follow in the new history";
    EXPECT_EQ(node.lost, 0);
}

// A synchronous primary that dies shows for a moment what it was still waiting for its standby with. A session that
// ends by it would stay ended, though nothing was paid.
TEST_F(FailOver, a_payment_that_only_the_dying_primary_showed_ends_no_session) {
    auto const seats = open_seats(1);
    auto const kim = user();
    charge(kim, 1'000);
    auto const held = ask<ReserveSeats>(seats[0], kim)->reservation.id;
    Node node(url, std::chrono::hours{1});
    node.follow();
    cut_off_standby();
    ASSERT_TRUE((ask<PayReservation>(held, kim, Paying::in_session, SessionId{{1}, opening})));
    ASSERT_TRUE(eventually([&] { return node.shows(kim, Points{0}); }));
    primary.kill();
    promote();
    EXPECT_TRUE(eventually([&] { return node.shows(kim, Points{1'000}); }));
    EXPECT_EQ(node.status(seats[0]), SeatStatus::reserved);
    EXPECT_EQ(node.payments_told, 0);
}

// Numbers of transactions and of changes are given a second time in the new history.
TEST_F(FailOver, a_node_that_comes_late_shows_what_was_committed_under_numbers_that_it_knows) {
    auto const kim = user();
    charge(kim, 1'000);
    cut_off_standby();
    for (int i = 0; i < 60; ++i) charge(kim, 1);
    Node node(url);
    primary.kill();
    promote();
    auto const lee = user();
    charge(lee, 2'500);
    charge(kim, 50);
    node.follow();
    EXPECT_TRUE(eventually([&] { return node.shows(lee, Points{2'500}); }));
    EXPECT_EQ(node.boards.wallets.balance(kim), Points{1'050});
}

TEST_F(FailOver, the_feed_leaves_a_primary_that_takes_no_writes_any_more_at_once) {
    auto const kim = user();
    charge(kim, 1'000);
    Node node(url);
    node.follow();
    ASSERT_TRUE(node.shows(kim, Points{1'000}));
    caught_up();
    primary.run("ALTER SYSTEM SET default_transaction_read_only = on");
    primary.run("SELECT pg_reload_conf()");
    promote();
    charge(kim, 500);
    EXPECT_EQ(standby->number("SELECT max(balance) FROM users"), 1'500);
    ASSERT_TRUE(eventually([&] { return node.feed->catch_up(); }));
    EXPECT_EQ(node.boards.wallets.balance(kim), Points{1'500})
        << "a caller who is told that it caught up sees the charge";
}

TEST_F(FailOver, nothing_is_written_to_an_old_primary_that_was_not_fenced) {
    auto const kim = user();
    charge(kim, 1'000);
    Node node(url);
    node.follow();
    caught_up();
    HistoryProbe scout(url, guard, milliseconds{10});
    HistoryProbe probe_of_node(url, node.guard, milliseconds{10});
    promote();
    History const old{.system = std::to_string(primary.number("SELECT system_identifier FROM pg_control_system()")),
                      .timeline = 1};
    ASSERT_TRUE(eventually([&] { return !guard->admits(old) && !node.guard->admits(old); }));
    charge(kim, 500);
    EXPECT_EQ(standby->number("SELECT max(balance) FROM users"), 1'500);
    EXPECT_EQ(primary.number("SELECT max(balance) FROM users"), 1'000);
    EXPECT_TRUE(eventually([&] { return node.shows(kim, Points{1'500}); }));
}

TEST_F(FailOver, a_node_whose_seats_are_not_in_the_store_any_more_says_that_it_is_lost) {
    user();
    cut_off_standby();
    open_seats(1);
    Node node(url);
    node.follow();
    ASSERT_TRUE(node.feed->catch_up());
    primary.kill();
    promote();
    EXPECT_TRUE(eventually([&] { return node.lost == 1; }));
    EXPECT_FALSE(node.feed->catch_up());
    EXPECT_EQ(node.feed->state(), FeedState::other_history);
}

TEST(TimelineGuardTest, of_one_system_only_the_highest_timeline_that_was_met_is_admitted) {
    TimelineGuard guard;
    History const first{.system = "7", .timeline = 1};
    History const second{.system = "7", .timeline = 2};
    EXPECT_TRUE(guard.met(first));
    EXPECT_TRUE(guard.met(second));
    EXPECT_FALSE(guard.met(first));
    EXPECT_FALSE(guard.admits(first));
    EXPECT_TRUE(guard.admits(second));
    EXPECT_TRUE(guard.admits({.system = "7", .timeline = 0})) << "one that does not tell, as a standby";
    EXPECT_TRUE(guard.met({.system = "8", .timeline = 1})) << "of another system nothing can be said";
}

}  // namespace
}  // namespace onsale::postgres
