// Boards that are fed by the changes alone show what was committed, in the order in which it was committed.
#include "infrastructure/postgres/change_feed/change_feed.h"

#include <atomic>
#include <memory>
#include <optional>
#include <regex>
#include <thread>

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/waiting/fans.h"
#include "infrastructure/postgres/change_feed/change_query.h"
#include "infrastructure/postgres/sale/sale_on_postgres.h"
#include "infrastructure/postgres/sale/schema.h"
#include "support/eventually.h"

namespace onsale::postgres {
namespace {

// Another node, as far as its boards go.
class OtherNode {
  public:
    explicit OtherNode(SaleOnPostgres const& sale, milliseconds interval = std::chrono::hours{1},
                       ChangeFeed::Options options = {})
        : clock_(sale.clock) {
        PostgresSaleArchive archive(sale.database.url(), options.guard);
        Bookmark from;
        archive.in_one_snapshot([&](Bookmark const& here) {
            boards.fill(archive, sale.clock.now());
            from = here;
        });
        options.interval = interval;
        options.settles_after = milliseconds{0};
        options.on_fault = [this](std::string_view) { ++faults; };
        options.on_payment = [this](ReservedSeat const& each) { paid.emplace_back(each.user, each.session); };
        options.on_clock = [this](Instant at, milliseconds) { clock_of_the_store = at; };
        options.fill_again = [this, url = sale.database.url(), guard = options.guard] {
            PostgresSaleArchive again(url, guard);
            std::optional<Bookmark> filled;
            again.in_one_snapshot([&](Bookmark const& here) {
                if (boards.fill_again(again, clock_.now())) filled = here;
            });
            ++fills;
            return filled;
        };
        feed = std::make_unique<ChangeFeed>(sale.database.url(), boards, from, std::move(options));
    }
    ~OtherNode() { feed->stop(); }

    SeatStatus status(SeatId seat) const { return boards.seats.seat(seat, clock_.now())->seat.status; }

    Boards boards;
    std::unique_ptr<ChangeFeed> feed;
    std::atomic<int> faults = 0;
    std::atomic<int> fills = 0;  // after the first one
    std::atomic<Instant> clock_of_the_store = Instant{};
    std::vector<std::pair<UserId, std::optional<SessionId>>> paid;  // read after catch_up

  private:
    Clock const& clock_;
};

TEST(ChangeFeedTest, a_node_shows_what_others_committed_before_it_caught_up) {
    SaleOnPostgres sale;
    OtherNode node(sale);
    auto const seats = sale.open_seats(3);
    auto const kim = sale.user_with(Points{5'000});
    auto const reservation = sale.reserve(seats[0], kim)->reservation.id;
    EXPECT_EQ(sale.reserve(seats[1], kim)->reservation.id, reservation);
    sale.ask<ReleaseReservation>(reservation, kim, seats[1]).value();
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
    EXPECT_EQ(node.status(seats[0]), SeatStatus::sold);
    EXPECT_EQ(node.boards.wallets.balance(kim), Points{4'000});
    EXPECT_THAT(node.paid, testing::IsEmpty()) << "the next answer settles it";
    node.feed->catch_up();
    node.feed->catch_up();
    EXPECT_THAT(node.paid, testing::ElementsAre(std::pair(kim, std::optional(session))));
}

TEST(ChangeFeedTest, what_was_under_way_while_the_boards_were_filled_comes_as_a_change) {
    SaleOnPostgres sale;
    auto const kim = sale.user_with(Points{500});
    SaleRows rows;
    sale.first.begin();
    Wanted wanted;
    wanted.users = {kim};
    rows.load(std::move(wanted), sale.first);
    rows.begin_command();
    rows.put(User{kim, Points{7}});
    rows.save(sale.first);
    sale.first.announce(changes_of(rows));
    sale.first.users().lock(std::vector{kim});  // sends what was queued

    OtherNode node(sale);
    node.feed->catch_up();
    EXPECT_EQ(node.boards.wallets.balance(kim), Points{500});
    sale.first.commit();
    node.feed->catch_up();
    EXPECT_EQ(node.boards.wallets.balance(kim), Points{7});
}

TEST(ChangeFeedTest, a_unit_of_work_that_is_rolled_back_is_no_change) {
    SaleOnPostgres sale;
    auto const kim = sale.user_with(Points{500});
    OtherNode node(sale);
    SaleRows rows;
    sale.first.begin();
    Wanted wanted;
    wanted.users = {kim};
    rows.load(std::move(wanted), sale.first);
    rows.begin_command();
    rows.put(User{kim, Points{7}});
    sale.first.announce(changes_of(rows));
    sale.first.users().lock(std::vector{kim});
    sale.first.rollback();
    node.feed->catch_up();
    EXPECT_EQ(node.boards.wallets.balance(kim), Points{500});
}

TEST(ChangeFeedTest, without_being_asked_it_comes_by_itself) {
    SaleOnPostgres sale;
    OtherNode node(sale, milliseconds{1});
    auto const kim = sale.user_with(Points{500});
    while (node.boards.wallets.balance(kim) != Points{500}) std::this_thread::yield();
}

// Two clerks' threads and two buyers fight for one seat, give it back, and fight again: whatever order a board saw
// would be wrong in the end, were it not that of the locks.
TEST(ChangeFeedTest, boards_of_all_nodes_end_as_the_store_does) {
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

TEST(ChangeFeedTest, a_lost_session_loses_no_change) {
    SaleOnPostgres sale;
    OtherNode node(sale);
    ASSERT_TRUE(node.feed->catch_up());
    auto const ended = sale.database.number(
        "SELECT count(pg_terminate_backend(pid, 10000)) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%pg_snapshot_xmax%'");
    ASSERT_EQ(ended, 1);
    auto const kim = sale.user_with(Points{500});
    while (!node.feed->catch_up()) std::this_thread::yield();
    EXPECT_EQ(node.boards.wallets.balance(kim), Points{500});
}

TEST(ChangeFeedTest, while_the_store_is_away_nobody_is_kept_waiting_for_it) {
    SaleOnPostgres sale;
    OtherNode node(sale);
    ASSERT_TRUE(node.feed->catch_up());
    EXPECT_EQ(node.feed->state(), FeedState::followed);
    sale.database.take_no_connections(true);
    while (node.feed->catch_up()) std::this_thread::yield();
    EXPECT_EQ(node.feed->state(), FeedState::store_away);
    for (int i = 0; i < 1'000; ++i) EXPECT_FALSE(node.feed->catch_up());
    sale.database.take_no_connections(false);
    while (node.feed->state() != FeedState::followed) std::this_thread::yield();
    EXPECT_TRUE(node.feed->catch_up());
}

TEST(ChangeFeedTest, after_too_long_a_silence_the_boards_are_filled_again) {
    SaleOnPostgres sale;
    ChangeFeed::Options options;
    options.absent_after = seconds{0};
    OtherNode node(sale, std::chrono::hours{1}, std::move(options));
    ASSERT_TRUE(node.feed->catch_up());
    auto const kim = sale.user_with(Points{500});
    sale.database.run("DELETE FROM change");
    // With no absence allowed each question finds one.
    EXPECT_TRUE(tests::eventually([&] {
        node.feed->catch_up();
        return node.fills > 0 && node.boards.wallets.balance(kim) == Points{500};
    }));
}

TEST(ChangeFeedTest, changes_that_were_deleted_unseen_make_it_fill_the_boards_again) {
    SaleOnPostgres sale;
    auto const seats = sale.open_seats(2);
    auto const kim = sale.user_with(Points{500});
    ASSERT_TRUE(sale.reserve(seats[0], kim));
    OtherNode node(sale);
    ASSERT_TRUE(node.feed->catch_up());
    ASSERT_TRUE(sale.reserve(seats[1], kim));
    sale.charge(kim, Points{7}).value();
    sale.database.run("UPDATE change_horizon SET deleted_to = (SELECT max(seq) FROM change); DELETE FROM change");
    EXPECT_TRUE(tests::eventually([&] { return node.feed->catch_up() && node.fills > 0; }));
    EXPECT_EQ(node.fills, 1);
    EXPECT_EQ(node.boards.wallets.balance(kim), Points{507});
    EXPECT_EQ(node.status(seats[1]), SeatStatus::reserved);
    sale.charge(kim, Points{1}).value();
    ASSERT_TRUE(node.feed->catch_up());
    EXPECT_EQ(node.boards.wallets.balance(kim), Points{508}) << "changes follow from there";
    EXPECT_EQ(node.fills, 1);
}

// A node that was cut off for half an hour: one answer with all of it would not come within the time that a question
// has.
TEST(ChangeFeedTest, more_changes_than_one_answer_may_bring_make_it_fill_the_boards_again) {
    SaleOnPostgres sale;
    auto const kim = sale.user_with(Points{500});
    ChangeFeed::Options options;
    options.most_at_once = 3;
    OtherNode node(sale, std::chrono::hours{1}, std::move(options));
    ASSERT_TRUE(node.feed->catch_up());
    for (int i = 0; i < 3; ++i) sale.charge(kim, Points{1}).value();
    ASSERT_TRUE(node.feed->catch_up());
    EXPECT_EQ(node.boards.wallets.balance(kim), Points{503});
    EXPECT_EQ(node.fills, 0) << "up to the bound they are read";
    for (int i = 0; i < 5; ++i) sale.charge(kim, Points{1}).value();
    EXPECT_TRUE(tests::eventually([&] { return node.feed->catch_up() && node.fills > 0; }));
    EXPECT_EQ(node.boards.wallets.balance(kim), Points{508});
    sale.charge(kim, Points{1}).value();
    ASSERT_TRUE(node.feed->catch_up());
    EXPECT_EQ(node.boards.wallets.balance(kim), Points{509}) << "changes follow from there";
    EXPECT_EQ(node.fills, 1);
}

TEST(ChangeFeedTest, changes_that_a_node_saw_long_ago_are_deleted_and_the_nodes_that_saw_them_go_on) {
    SaleOnPostgres sale;
    ChangeFeed::Options options;
    options.kept_for = seconds{0};
    options.delete_every = seconds{0};
    OtherNode tidy(sale, std::chrono::hours{1}, std::move(options));
    OtherNode other(sale);
    auto const kim = sale.user_with(Points{500});
    ASSERT_TRUE(other.feed->catch_up());
    ASSERT_TRUE(tidy.feed->catch_up());
    EXPECT_TRUE(tests::eventually(
        [&] { return tidy.feed->catch_up() && sale.database.number("SELECT count(*) FROM change") == 0; }));
    sale.charge(kim, Points{1}).value();
    ASSERT_TRUE(other.feed->catch_up());
    EXPECT_EQ(other.boards.wallets.balance(kim), Points{501});
    EXPECT_EQ(other.fills + tidy.fills, 0);
}

// As pg_restore leaves it on a server that has yet to give these numbers to transactions of its own.
TEST(ChangeFeedTest, what_a_dump_of_another_server_brought_along_is_no_change) {
    SaleOnPostgres sale;
    auto const kim = sale.user_with(Points{500});
    sale.database.run(fmt::format("INSERT INTO change (payload) SELECT payload FROM change, generate_series(1, {})",
                                  piece_of_foreign_changes));
    sale.database.run("UPDATE change SET xid = (xid::text::bigint + 1000000000)::text::xid8");
    OtherNode node(sale);
    sale.charge(kim, Points{7}).value();
    for (int question = 0; question < 2; ++question) {
        ASSERT_TRUE(node.feed->catch_up());
        EXPECT_EQ(node.boards.wallets.balance(kim), Points{507}) << "question " << question;
    }
    EXPECT_EQ(node.faults, 0);
    EXPECT_EQ(sale.database.number("SELECT count(*) FROM change"), 1) << "the charge";
}

TEST(ChangeFeedTest, each_answer_tells_the_clock_of_the_store) {
    SaleOnPostgres sale;
    OtherNode node(sale);
    auto const before = Instant{
        milliseconds{sale.database.number("SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint")}};
    ASSERT_TRUE(node.feed->catch_up());
    auto const after = Instant{
        milliseconds{sale.database.number("SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint")}};
    EXPECT_LE(before, node.clock_of_the_store.load());
    EXPECT_LE(node.clock_of_the_store.load(), after);
}

TEST(ChangeFeedTest, a_schema_of_a_newer_release_is_told_and_boards_go_on) {
    SaleOnPostgres sale;
    ChangeFeed::Options options;
    options.schema = newest_schema();
    OtherNode node(sale, std::chrono::hours{1}, std::move(options));
    ASSERT_TRUE(node.feed->catch_up());
    EXPECT_EQ(node.feed->state(), FeedState::followed);
    sale.database.run("INSERT INTO schema_version (version, name) VALUES (1000, 'of the future')");
    EXPECT_TRUE(node.feed->catch_up());
    EXPECT_EQ(node.feed->state(), FeedState::newer_schema);
}

// What somebody forgot to end, in any database of the server, keeps all later snapshots apart from what came before;
// the question must not go through all that was committed since then.
TEST(ChangeFeedTest, the_question_reads_only_what_is_new_however_long_a_transaction_is_open) {
    constexpr int old_rows = 20'000;
    SaleOnPostgres sale;
    Connection forgotten(sale.database.url());
    forgotten.ensure_open();
    forgotten.run_script("BEGIN; SELECT pg_current_xact_id()");
    sale.database.run(fmt::format("INSERT INTO change (payload) SELECT '\\x02' FROM generate_series(1, {})", old_rows));

    Connection feed(sale.database.url(), {.settings = feed_settings});
    feed.ensure_open();
    auto const seen = feed.ask({"", "SELECT pg_current_snapshot()::text, (SELECT max(seq) FROM change)"});
    sale.user_with(Points{500});  // two changes are new
    feed.run_script(fmt::format("PREPARE changes (text, bigint, bigint) AS {}", changes_since.sql).c_str());
    auto const explain = fmt::format("EXPLAIN (ANALYZE, TIMING OFF, FORMAT TEXT) EXECUTE changes('{}', {}, 100001)",
                                     seen[0].text(0), seen[0].integer(1));
    auto const lines = feed.ask({"", explain.c_str()});
    std::string plan;
    for (int i = 0; i < lines.size(); ++i) plan += std::string(lines[i].text(0)) + "\n";
    EXPECT_THAT(plan, testing::Not(testing::HasSubstr("Seq Scan on change ")));
    std::regex const rows("(actual rows=|Rows Removed by Filter: )([0-9]+)");
    for (std::sregex_iterator found(plan.begin(), plan.end(), rows), end; found != end; ++found) {
        EXPECT_LE(std::stoi((*found)[2]), 4) << plan;
    }
    forgotten.close();
}

TEST(ChangeFeedTest, once_stopped_it_keeps_nobody_waiting) {
    SaleOnPostgres sale;
    OtherNode node(sale);
    node.feed->stop();
    node.feed->catch_up();
}

}  // namespace
}  // namespace onsale::postgres
