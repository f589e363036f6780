// The line under many threads at once.
#include <thread>

#include <gtest/gtest.h>

#include "application/line/join_together.h"
#include "application/line/line_doubles.h"

namespace onsale {
namespace {

using Kind = Standing::Kind;

TEST(LineThreads, parallel_joins_of_one_user_are_one_place) {
    JournalInMemory journal;
    SettableClock clock;
    EmbeddedLine line{journal, clock, by_hand()};
    auto const joins = join_together(
        64, 4, [](std::uint32_t) { return fan(7); }, [&](std::size_t) -> Line& { return line; });
    for (auto const& join : joins) EXPECT_EQ(join->outcome.value().place, PlaceNumber{1});
    EXPECT_EQ(journal.rows.size(), 1U);
}

TEST(LineThreads, what_is_wished_in_one_batch_happens_in_order) {
    JournalInMemory journal;
    std::mutex disk;
    std::unique_lock busy(disk);
    std::atomic<bool> writing = false;
    journal.before_append = [&] {
        writing = true;
        std::lock_guard const wait(disk);
    };
    SettableClock clock;
    EmbeddedLine line{journal, clock, by_hand(1)};
    AwaitedReply mailbox;
    JoinLine first{fan(1)};  // occupies the clerk, so that the others become one batch
    JoinLine join{fan(2)};
    EnterLine too_early{fan(2)};
    LeaveLine leave{fan(2)};
    LeaveLine again{fan(2)};
    JoinLine back{fan(2)};
    EnterLine enter{fan(1)};
    EnterLine twice{fan(1)};
    std::array<LineSubmission*, 8> const all{&first, &join, &too_early, &leave, &again, &back, &enter, &twice};
    for (auto* wish : all) {
        wish->reply_to = &mailbox;
        ASSERT_TRUE(line.submit(*wish));
        while (!writing) std::this_thread::yield();
    }
    busy.unlock();
    mailbox.wait(all.size());
    EXPECT_EQ(journal.appends, 2);
    EXPECT_EQ(join.outcome.value().kind, Kind::absent);  // it has left since
    EXPECT_TRUE(too_early.outcome.has_value());
    EXPECT_EQ(leave.outcome.value().kind, Kind::absent);
    EXPECT_EQ(again.outcome.error().reason, Reason::not_in_line);
    EXPECT_EQ(back.outcome.value().place, PlaceNumber{3});
    EXPECT_EQ(enter.outcome.value().kind, Kind::inside);
    EXPECT_EQ(twice.outcome.value(), enter.outcome.value());
    EXPECT_EQ(journal.rows.at(2).end, PlaceEnd::left);
}

TEST(LineThreads, the_line_goes_on_while_a_batch_is_being_written) {
    JournalInMemory journal;
    SettableClock clock;
    EmbeddedLine line{journal, clock, by_hand(1)};
    settle<JoinLine>(line, fan(1));
    settle<EnterLine>(line, fan(1));
    settle<JoinLine>(line, fan(2));
    // While the leaving of 1 is written, its payment ends the session and 2 is called.
    journal.before_append = [&] {
        journal.before_append = nullptr;
        EXPECT_TRUE(line.end_session(fan(1), std::nullopt));
        line.tick();
        EXPECT_EQ(line.ask(fan(2), {}, clock.now()).kind, Kind::called);
    };
    EXPECT_EQ(settle<LeaveLine>(line, fan(1))->outcome.value().kind, Kind::absent);
    EXPECT_EQ(line.report().counters.inside, 0U);
    EXPECT_EQ(line.ask(fan(2), {}, clock.now()).kind, Kind::called);
}

// By access token, a moment after the pass was promised and before it is on disk.
TEST(LineThreads, a_payment_while_its_session_is_being_written_ends_that_session) {
    JournalInMemory journal;
    SettableClock clock;
    EmbeddedLine line{journal, clock, by_hand(1)};
    settle<JoinLine>(line, fan(1));
    settle<JoinLine>(line, fan(2));
    journal.before_append = [&] {
        journal.before_append = nullptr;
        auto const session = line.session_of(fan(1), clock.now());
        EXPECT_TRUE(session);
        EXPECT_TRUE(line.end_session(fan(1), session));
    };
    settle<EnterLine>(line, fan(1));
    EXPECT_FALSE(line.session_of(fan(1), clock.now()));
    EXPECT_EQ(line.report().counters.inside, 0U);
    line.tick();
    EXPECT_EQ(line.ask(fan(2), {}, clock.now()).kind, Kind::called);
    line.close();
    EXPECT_EQ(journal.rows.at(1).end, PlaceEnd::paid);
}

// Fans on four threads join, poll, come in, pay or leave, while the clock runs and the ticks go by themselves.
TEST(LineThreads, a_busy_line_never_has_more_inside_than_its_capacity) {
    constexpr std::uint32_t capacity = 5;
    JournalInMemory journal;
    SettableClock clock;
    auto options = by_hand(capacity);
    options.ticks = LineTicks::by_itself;
    options.rules.admit_per_second = 100'000;
    EmbeddedLine line{journal, clock, std::move(options)};
    std::atomic<std::uint32_t> served = 0;
    {
        std::vector<std::jthread> threads;
        for (std::uint32_t t = 0; t < 4; ++t) {
            threads.emplace_back([&, t] {
                for (std::uint32_t i = 0; i < 50; ++i) {
                    auto const user = fan(t * 1'000 + i);
                    auto standing = settle<JoinLine>(line, user)->outcome.value();
                    while (standing.kind != Kind::inside) {
                        auto const counters = line.report().counters;
                        EXPECT_LE(counters.inside + counters.called + counters.entering, capacity);
                        clock.advance(milliseconds{1});
                        standing = line.ask(user, {}, clock.now());
                        if (standing.kind == Kind::called) standing = settle<EnterLine>(line, user)->outcome.value();
                    }
                    EXPECT_TRUE(line.inside({user, standing.session()}, clock.now()));
                    if (i % 2 == 0) {
                        EXPECT_TRUE(line.end_session(user, std::nullopt));
                    } else {
                        EXPECT_TRUE(settle<LeaveLine>(line, user)->outcome.has_value());
                    }
                    EXPECT_FALSE(line.inside({user, standing.session()}, clock.now()));
                    ++served;
                }
            });
        }
    }
    EXPECT_EQ(served, 200U);
    line.close();
    for (auto const& [number, row] : journal.rows) EXPECT_TRUE(row.end.has_value()) << number;
}

}  // namespace
}  // namespace onsale
