// The line on its real journal: what was answered is there after the process is gone.
#include <map>

#include <gtest/gtest.h>

#include "application/line/join_together.h"
#include "application/line/line_doubles.h"
#include "infrastructure/sqlite/line/sqlite_line_journal.h"
#include "support/temporary_folder.h"

namespace onsale::sqlite {
namespace {

using Kind = Standing::Kind;

class LineOnSqlite : public testing::Test {
  protected:
    LineOnSqlite() { reopen(); }

    void reopen() {
        line.reset();
        journal.reset();
        journal.emplace(folder / "line.db", main_line);
        line.emplace(*journal, clock, by_hand(3));
    }

    TemporaryFolder folder;
    SettableClock clock;
    std::optional<SqliteLineJournal> journal;
    std::optional<EmbeddedLine> line;
};

TEST_F(LineOnSqlite, no_place_is_lost_or_doubled_over_reopening) {
    constexpr std::size_t fans = 3'000;
    auto const joins = join_together(fans, 3, &fan, [&](std::size_t) -> Line& { return *line; });
    std::map<PlaceNumber, UserId> answered;
    for (auto const& join : joins) answered[join->outcome.value().place] = join->user;
    ASSERT_EQ(answered.size(), fans);

    reopen();
    std::uint32_t position = 0;
    for (auto const& [place, user] : answered) {
        auto const standing = line->ask(user, {}, clock.now());
        ASSERT_EQ(standing.place, place);
        ASSERT_EQ(standing.position, ++position);
    }
}

TEST_F(LineOnSqlite, sessions_and_the_capacity_survive_reopening) {
    for (std::uint32_t n = 1; n <= 5; ++n) settle<JoinLine>(*line, fan(n));
    for (std::uint32_t n = 1; n <= 3; ++n)
        ASSERT_EQ(settle<EnterLine>(*line, fan(n))->outcome.value().kind, Kind::inside);
    line->end_session(fan(2), std::nullopt);
    reopen();
    EXPECT_TRUE(has_session(*line, fan(1), {1}, clock.now()));
    EXPECT_FALSE(has_session(*line, fan(2), {2}, clock.now()));
    EXPECT_TRUE(has_session(*line, fan(3), {3}, clock.now()));
    line->ask(fan(4), {}, clock.now());
    line->ask(fan(5), {}, clock.now());
    line->tick();
    EXPECT_EQ(line->ask(fan(4), {}, clock.now()).kind, Kind::called);
    EXPECT_EQ(line->ask(fan(5), {}, clock.now()).kind, Kind::waiting);
}

TEST_F(LineOnSqlite, another_process_may_read_the_line_while_it_runs) {
    settle<JoinLine>(*line, fan(1));
    auto reader = open_store(folder / "line.db", Mode::read_only);
    auto count = reader.prepare("SELECT count(*) FROM place");
    ASSERT_TRUE(count.step());
    EXPECT_EQ(count.integer(0), 1);
    EXPECT_EQ(settle<JoinLine>(*line, fan(2))->fate, Fate::answered);  // and does not stop it
}

}  // namespace
}  // namespace onsale::sqlite
