// Boards that are fed by the news alone show what was committed, in the order in which it was committed.
#include "infrastructure/postgres/news/news_feed.h"

#include <atomic>
#include <memory>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/waiting/fans.h"
#include "infrastructure/postgres/sale/sale_on_postgres.h"

namespace onsale::postgres {
namespace {

// Another node, as far as its boards go.
class OtherNode {
  public:
    explicit OtherNode(SaleOnPostgres const& sale, milliseconds interval = std::chrono::hours{1},
                       seconds cut_off_after = std::chrono::minutes{50})
        : clock_(sale.clock) {
        PostgresSaleArchive archive(sale.database.url());
        std::string shown;
        archive.in_one_snapshot([&](std::string const& snapshot) {
            boards.fill(archive);
            shown = snapshot;
        });
        NewsFeed::Options options;
        options.interval = interval;
        options.cut_off_after = cut_off_after;
        options.on_fault = [this](std::string_view) { ++faults; };
        options.on_cut_off = [this] { ++cut_offs; };
        options.on_payment = [this](Reservation const& each) { paid.emplace_back(each.user, each.session); };
        feed = std::make_unique<NewsFeed>(sale.database.url(), boards, shown, std::move(options));
    }
    ~OtherNode() { feed->stop(); }

    SeatStatus status(SeatId seat) const { return boards.seats.seat(seat, clock_.now())->seat.status; }

    Boards boards;
    std::unique_ptr<NewsFeed> feed;
    std::atomic<int> faults = 0;
    std::atomic<int> cut_offs = 0;
    std::vector<std::pair<UserId, std::optional<SessionId>>> paid;  // read after catch_up

  private:
    Clock const& clock_;
};

TEST(NewsFeedTest, a_node_shows_what_others_committed_before_it_caught_up) {
    SaleOnPostgres sale;
    OtherNode node(sale);
    auto const seats = sale.open_seats(3);
    auto const kim = sale.user_with(Points{5'000});
    auto const reservation = sale.reserve(seats[0], kim)->reservation.id;
    auto const given_back = sale.reserve(seats[1], kim)->reservation.id;
    sale.release(given_back, kim).value();
    EXPECT_FALSE(node.boards.wallets.knows(kim));

    node.feed->catch_up();
    EXPECT_EQ(node.boards.wallets.balance(kim), Points{5'000});
    EXPECT_EQ(node.status(seats[0]), SeatStatus::reserved);
    EXPECT_EQ(node.status(seats[1]), SeatStatus::available);
    EXPECT_EQ(node.boards.seats.dates().at(0)->available_seats(sale.clock.now()), 2);
    EXPECT_EQ(node.boards.seats.seat(seats[2], sale.clock.now())->labels.seat, "3");

    SessionId const session{{3}, opening};
    sale.ask<PayReservation>(reservation, kim, Paying::in_session, session).value();
    node.feed->catch_up();
    EXPECT_EQ(node.status(seats[0]), SeatStatus::held);
    EXPECT_EQ(node.boards.wallets.balance(kim), Points{4'000});
    EXPECT_THAT(node.paid, testing::ElementsAre(std::pair(kim, std::optional(session))));
}

TEST(NewsFeedTest, what_was_under_way_while_the_boards_were_filled_comes_as_news) {
    SaleOnPostgres sale;
    auto const kim = sale.user_with(Points{500});
    Desk desk;
    sale.first.begin();
    Wanted wanted;
    wanted.users = {kim};
    desk.load(std::move(wanted), sale.first);
    desk.begin_command();
    desk.put(User{kim, Points{7}});
    desk.save(sale.first);
    sale.first.announce(changes_of(desk));
    sale.first.users().lock(std::vector{kim});  // sends what was queued

    OtherNode node(sale);
    node.feed->catch_up();
    EXPECT_EQ(node.boards.wallets.balance(kim), Points{500});
    sale.first.commit();
    node.feed->catch_up();
    EXPECT_EQ(node.boards.wallets.balance(kim), Points{7});
}

TEST(NewsFeedTest, a_unit_of_work_that_is_rolled_back_is_no_news) {
    SaleOnPostgres sale;
    auto const kim = sale.user_with(Points{500});
    OtherNode node(sale);
    Desk desk;
    sale.first.begin();
    Wanted wanted;
    wanted.users = {kim};
    desk.load(std::move(wanted), sale.first);
    desk.begin_command();
    desk.put(User{kim, Points{7}});
    sale.first.announce(changes_of(desk));
    sale.first.users().lock(std::vector{kim});
    sale.first.rollback();
    node.feed->catch_up();
    EXPECT_EQ(node.boards.wallets.balance(kim), Points{500});
}

TEST(NewsFeedTest, without_being_asked_it_comes_by_itself) {
    SaleOnPostgres sale;
    OtherNode node(sale, milliseconds{1});
    auto const kim = sale.user_with(Points{500});
    while (node.boards.wallets.balance(kim) != Points{500}) std::this_thread::yield();
}

// Two clerks' threads and two buyers fight for one seat, give it back, and fight again: whatever order a board saw
// would be wrong in the end, were it not that of the locks.
TEST(NewsFeedTest, boards_of_all_nodes_end_as_the_store_does) {
    constexpr int rounds = 60;
    SaleOnPostgres sale;
    auto const seats = sale.open_seats(2);
    std::vector<UserId> const fans{sale.user_with(Points{1}), sale.user_with(Points{1}), sale.user_with(Points{1})};
    OtherNode a(sale, milliseconds{1});
    OtherNode b(sale, milliseconds{3});
    {
        std::vector<std::jthread> crowd;
        for (auto const fan : fans) {
            crowd.emplace_back([&, fan] {
                for (int i = 0; i < rounds; ++i) {
                    auto const held = sale.reserve(seats[static_cast<std::size_t>(i) % 2], fan);
                    if (held && i < rounds - 2) sale.release(held->reservation.id, fan).value();
                    sale.charge(fan, Points{1}).value();
                }
            });
        }
    }
    a.feed->catch_up();
    b.feed->catch_up();
    for (auto const seat : seats) {
        auto const stored = sale.database.number("SELECT status FROM seat WHERE id = '" + seat.to_string() + "'");
        EXPECT_EQ(static_cast<std::int64_t>(a.status(seat)), stored);
        EXPECT_EQ(static_cast<std::int64_t>(b.status(seat)), stored);
    }
    for (auto const fan : fans) {
        EXPECT_EQ(a.boards.wallets.balance(fan), Points{1 + rounds});
        EXPECT_EQ(b.boards.wallets.balance(fan), Points{1 + rounds});
    }
    EXPECT_TRUE(sale.audit().clean());
}

TEST(NewsFeedTest, a_lost_session_loses_no_news) {
    SaleOnPostgres sale;
    OtherNode node(sale);
    ASSERT_TRUE(node.feed->catch_up());
    auto const ended = sale.database.number(
        "SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%pg_snapshot_xmin%'");
    ASSERT_EQ(ended, 1);
    auto const kim = sale.user_with(Points{500});
    while (!node.feed->catch_up()) std::this_thread::yield();
    EXPECT_EQ(node.boards.wallets.balance(kim), Points{500});
}

TEST(NewsFeedTest, while_the_store_is_away_nobody_is_kept_waiting_for_it) {
    SaleOnPostgres sale;
    OtherNode node(sale);
    ASSERT_TRUE(node.feed->catch_up());
    EXPECT_TRUE(node.feed->reached());
    sale.database.take_no_connections(true);
    while (node.feed->catch_up()) std::this_thread::yield();
    EXPECT_FALSE(node.feed->reached());
    for (int i = 0; i < 1'000; ++i) EXPECT_FALSE(node.feed->catch_up());
    sale.database.take_no_connections(false);
    while (!node.feed->reached()) std::this_thread::yield();
    EXPECT_TRUE(node.feed->catch_up());
}

TEST(NewsFeedTest, after_too_long_a_silence_it_says_so_once_and_pretends_nothing) {
    SaleOnPostgres sale;
    OtherNode node(sale, std::chrono::hours{1}, seconds{0});
    ASSERT_TRUE(node.feed->catch_up());
    std::this_thread::sleep_for(milliseconds{1'100});  // the server's clock is looked at by the second
    auto const kim = sale.user_with(Points{500});
    EXPECT_FALSE(node.feed->catch_up());
    EXPECT_FALSE(node.feed->catch_up());
    EXPECT_FALSE(node.feed->reached());
    EXPECT_EQ(node.cut_offs, 1);
    EXPECT_FALSE(node.boards.wallets.knows(kim));
}

TEST(NewsFeedTest, once_stopped_it_keeps_nobody_waiting) {
    SaleOnPostgres sale;
    OtherNode node(sale);
    node.feed->stop();
    node.feed->catch_up();
}

}  // namespace
}  // namespace onsale::postgres
