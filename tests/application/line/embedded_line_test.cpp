// What is the embedded line's own: what it writes into its journal and when, and what happens when that fails. The rest
// is in tests/contract/line*.
#include "application/line/embedded_line.h"

#include <gtest/gtest.h>

#include "application/line/line_doubles.h"

namespace onsale {
namespace {

using Kind = Standing::Kind;

class EmbeddedLineTest : public testing::Test {
  protected:
    void open(LineOptions options = by_hand()) {
        line = std::make_unique<EmbeddedLine>(journal, clock, std::move(options));
    }

    Standing join(std::uint32_t n) { return settle<JoinLine>(*line, fan(n))->outcome.value(); }
    Standing enter(std::uint32_t n) { return settle<EnterLine>(*line, fan(n))->outcome.value(); }
    Standing ask(std::uint32_t n) { return line->ask(fan(n), {}, clock.now()); }
    bool inside(std::uint32_t n, std::uint32_t place) { return has_session(*line, fan(n), {place}, clock.now()); }

    JournalInMemory journal;
    SettableClock clock;
    std::unique_ptr<EmbeddedLine> line;
};

TEST_F(EmbeddedLineTest, a_join_is_in_the_journal_once_before_it_is_answered) {
    open();
    auto const standing = join(1);
    EXPECT_EQ(standing.place, PlaceNumber{1});
    EXPECT_EQ(journal.rows.at(1).user, fan(1));
    join(1);
    EXPECT_EQ(journal.rows.size(), 1U);
}

TEST_F(EmbeddedLineTest, a_session_is_in_the_journal_before_it_is_answered) {
    open();
    join(1);
    auto const standing = enter(1);
    ASSERT_TRUE(journal.rows.at(1).session);
    EXPECT_EQ(journal.rows.at(1).session->entered_at, standing.entered_at);
    EXPECT_EQ(journal.rows.at(1).session->expires_at, standing.until);
}

TEST_F(EmbeddedLineTest, leaving_is_in_the_journal_before_it_is_answered) {
    open();
    join(1);
    settle<LeaveLine>(*line, fan(1));
    EXPECT_EQ(journal.rows.at(1).end, PlaceEnd::left);
}

TEST_F(EmbeddedLineTest, what_is_refused_is_not_written) {
    open();
    EXPECT_FALSE(settle<EnterLine>(*line, fan(1))->outcome);
    EXPECT_FALSE(settle<LeaveLine>(*line, fan(1))->outcome);
    EXPECT_EQ(journal.appends, 0);
}

TEST_F(EmbeddedLineTest, the_end_by_a_payment_is_written_later) {
    open();
    join(1);
    enter(1);
    line->end_session(fan(1), std::nullopt);
    EXPECT_EQ(line->report().unwritten, 1U);
    EXPECT_EQ(journal.rows.at(1).end, std::nullopt);
    line->tick();
    line->close();
    EXPECT_EQ(journal.rows.at(1).end, PlaceEnd::paid);
}

TEST_F(EmbeddedLineTest, a_session_that_expired_is_written_as_such) {
    open(by_hand(1));
    join(1);
    enter(1);
    clock.advance(seconds{300});
    join(1);
    EXPECT_EQ(journal.rows.at(1).end, PlaceEnd::expired);
}

TEST_F(EmbeddedLineTest, a_join_that_cannot_be_written_failed_and_left_nothing) {
    std::vector<std::string> faults;
    auto options = by_hand();
    options.on_fault = [&](std::string_view what) { faults.emplace_back(what); };
    open(std::move(options));
    journal.failing = true;
    EXPECT_EQ(settle<JoinLine>(*line, fan(1))->fate, Fate::failed);
    EXPECT_EQ(ask(1).kind, Kind::absent);
    EXPECT_EQ(line->report().faults, 1U);
    journal.failing = false;
    EXPECT_EQ(join(1).kind, Kind::called);
    EXPECT_EQ(faults, std::vector<std::string>{"the disk is full"});
}

TEST_F(EmbeddedLineTest, an_entry_that_cannot_be_written_is_called_as_before) {
    open();
    join(1);
    journal.failing = true;
    EXPECT_EQ(settle<EnterLine>(*line, fan(1))->fate, Fate::failed);
    EXPECT_FALSE(inside(1, 1));
    EXPECT_EQ(ask(1).kind, Kind::called);
    journal.failing = false;
    EXPECT_EQ(enter(1).kind, Kind::inside);
}

TEST_F(EmbeddedLineTest, a_leave_that_cannot_be_written_keeps_the_place) {
    open(by_hand(1));
    join(1);
    join(2);
    journal.failing = true;
    EXPECT_EQ(settle<LeaveLine>(*line, fan(2))->fate, Fate::failed);
    EXPECT_EQ(ask(2).position, 2U);
}

TEST_F(EmbeddedLineTest, an_end_that_cannot_be_written_is_written_with_the_next_batch) {
    open();
    join(1);
    enter(1);
    journal.failing = true;
    line->end_session(fan(1), std::nullopt);
    EXPECT_EQ(settle<JoinLine>(*line, fan(2))->fate, Fate::failed);
    EXPECT_EQ(line->report().unwritten, 1U);
    journal.failing = false;
    join(2);
    EXPECT_EQ(journal.rows.at(1).end, PlaceEnd::paid);
    EXPECT_EQ(line->report().unwritten, 0U);
}

TEST_F(EmbeddedLineTest, a_number_that_may_have_been_written_is_not_given_to_another) {
    open();
    journal.lying = true;
    EXPECT_EQ(settle<JoinLine>(*line, fan(1))->fate, Fate::failed);
    journal.lying = false;
    EXPECT_EQ(join(2).place, PlaceNumber{2});
}

TEST_F(EmbeddedLineTest, a_full_queue_sheds) {
    std::mutex disk;
    std::unique_lock busy(disk);
    std::atomic<bool> writing = false;
    journal.before_append = [&] {
        writing = true;
        std::lock_guard const wait(disk);
    };
    auto options = by_hand();
    options.queue_submissions = 1;
    open(std::move(options));
    JoinLine first{fan(1)};
    JoinLine second{fan(2)};
    JoinLine third{fan(3)};
    AwaitedReply mailbox;
    for (auto* join : {&first, &second, &third}) join->reply_to = &mailbox;
    ASSERT_TRUE(line->submit(first));
    while (!writing) std::this_thread::yield();
    ASSERT_TRUE(line->submit(second));
    EXPECT_FALSE(line->submit(third));
    EXPECT_EQ(third.fate, Fate::shed);
    busy.unlock();
    mailbox.wait(2);
    EXPECT_EQ(second.outcome.value().place, PlaceNumber{2});
}

TEST_F(EmbeddedLineTest, the_report_counts_what_was_written) {
    open(by_hand(1));
    for (std::uint32_t n = 1; n <= 3; ++n) join(n);
    enter(1);
    EXPECT_EQ(line->report().events, 4U);
    EXPECT_EQ(line->report().batches, 4U);
}

TEST_F(EmbeddedLineTest, nobody_is_called_while_the_clock_is_not_to_be_believed_and_those_called_come_in) {
    std::atomic<bool> trusted = true;
    auto options = by_hand(2);
    options.trusted = [&] { return trusted.load(); };
    open(std::move(options));
    join(1);
    trusted = false;
    join(2);
    line->tick();
    EXPECT_EQ(ask(2).kind, Kind::waiting);
    EXPECT_EQ(line->report().calls_stopped, CallsStopped::clock);
    EXPECT_EQ(enter(1).kind, Kind::inside);
    trusted = true;
    line->tick();
    EXPECT_EQ(line->report().calls_stopped, CallsStopped::no);
    EXPECT_EQ(ask(2).kind, Kind::called);
}

}  // namespace
}  // namespace onsale
