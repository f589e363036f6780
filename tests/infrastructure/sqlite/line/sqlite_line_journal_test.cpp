#include "infrastructure/sqlite/line/sqlite_line_journal.h"

#include <gtest/gtest.h>

#include "domain/waiting/fans.h"
#include "support/temporary_folder.h"

namespace onsale::sqlite {
namespace {

class SqliteLineJournalTest : public testing::Test {
  protected:
    SqliteLineJournalTest() { reopen(); }

    void reopen() {
        journal.reset();
        journal.emplace(folder / "line.db", main_line);
    }
    void append(std::vector<LineEvent> const& events) { journal->append(events); }
    std::vector<StoredPlace> places() {
        std::vector<StoredPlace> all;
        journal->visit_places([&](StoredPlace const& place) { all.push_back(place); });
        return all;
    }

    TemporaryFolder folder;
    std::optional<SqliteLineJournal> journal;
};

TEST_F(SqliteLineJournalTest, a_new_file_has_no_places) {
    EXPECT_EQ(journal->last_given(), PlaceNumber{0});
    EXPECT_TRUE(places().empty());
}

TEST_F(SqliteLineJournalTest, places_come_back_in_order_with_their_users_moments_and_sessions) {
    LineSession const session{opening + milliseconds{5}, opening + seconds{300}};
    append(
        {PlaceJoined{{1}, fan(11), opening + milliseconds{1}}, PlaceJoined{{2}, fan(12), opening + milliseconds{2}}});
    append({PlaceJoined{{5}, fan(13), opening}, PlaceEntered{{2}, session}});
    reopen();
    auto const all = places();
    ASSERT_EQ(all.size(), 3U);
    EXPECT_EQ(all[0].number, PlaceNumber{1});
    EXPECT_EQ(all[0].user, fan(11));
    EXPECT_EQ(all[0].joined_at, opening + milliseconds{1});
    EXPECT_EQ(all[0].session, std::nullopt);
    EXPECT_EQ(all[1].session, session);
    EXPECT_EQ(all[2].number, PlaceNumber{5});
    EXPECT_EQ(journal->last_given(), PlaceNumber{5});
}

TEST_F(SqliteLineJournalTest, an_ended_place_is_not_visited_but_its_number_stays_given) {
    append({PlaceJoined{{1}, fan(1), opening}, PlaceEnded{{1}, PlaceEnd::left, opening}});
    reopen();
    EXPECT_TRUE(places().empty());
    EXPECT_EQ(journal->last_given(), PlaceNumber{1});
}

TEST_F(SqliteLineJournalTest, the_first_end_of_a_place_counts) {
    append({PlaceJoined{{1}, fan(1), opening}, PlaceEnded{{1}, PlaceEnd::paid, opening}});
    append({PlaceEnded{{1}, PlaceEnd::expired, opening + seconds{1}}});
    auto database = Database::open(folder / "line.db", Mode::read_only);
    auto statement = database.prepare("SELECT end_reason FROM place");
    ASSERT_TRUE(statement.step());
    EXPECT_EQ(statement.integer(0), static_cast<std::int64_t>(PlaceEnd::paid));
}

TEST_F(SqliteLineJournalTest, a_number_given_before_is_a_fault_and_nothing_of_that_batch_stays) {
    append({PlaceJoined{{1}, fan(1), opening}});
    EXPECT_THROW(append({PlaceJoined{{2}, fan(2), opening}, PlaceJoined{{1}, fan(3), opening}}), StorageFault);
    EXPECT_EQ(journal->last_given(), PlaceNumber{1});
    append({PlaceJoined{{2}, fan(2), opening}});  // and the journal goes on
    EXPECT_EQ(places().size(), 2U);
}

TEST_F(SqliteLineJournalTest, an_ended_or_unknown_place_cannot_be_entered) {
    append({PlaceJoined{{1}, fan(1), opening}, PlaceEnded{{1}, PlaceEnd::left, opening}});
    EXPECT_THROW(append({PlaceEntered{{1}, {opening, opening + seconds{1}}}}), StorageFault);
    EXPECT_THROW(append({PlaceEntered{{2}, {opening, opening + seconds{1}}}}), StorageFault);
}

TEST_F(SqliteLineJournalTest, goings_and_comings_are_kept_until_the_place_ends) {
    append({PlaceJoined{{1}, fan(1), opening}, PlaceJoined{{2}, fan(2), opening}, PlaceJoined{{3}, fan(3), opening}});
    append({PlaceAway{{1}, opening + seconds{90}}, PlaceAway{{2}, opening + seconds{91}},
            PlaceAway{{3}, opening + seconds{92}}});
    append({PlaceBack{{2}, opening + seconds{95}}, PlaceEnded{{3}, PlaceEnd::expired, opening + seconds{96}}});
    append({PlaceBack{{3}, opening + seconds{97}}});
    reopen();
    auto const all = places();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].away_since, opening + seconds{90});
    EXPECT_EQ(all[1].away_since, std::nullopt);
}

TEST_F(SqliteLineJournalTest, the_newest_instant_is_that_of_any_event) {
    EXPECT_EQ(journal->newest(), Instant{});
    append({PlaceJoined{{1}, fan(1), opening}});
    EXPECT_EQ(journal->newest(), opening);
    append({PlaceEntered{{1}, {opening + seconds{1}, opening + seconds{300}}}});
    EXPECT_EQ(journal->newest(), opening + seconds{1});
    append({PlaceEnded{{1}, PlaceEnd::left, opening + seconds{2}}});
    append({LineAlive{opening + seconds{60}}});
    append({PlaceJoined{{2}, fan(2), opening + seconds{3}}});
    reopen();
    EXPECT_EQ(journal->newest(), opening + seconds{60});
}

TEST_F(SqliteLineJournalTest, a_file_of_the_version_before_is_brought_forward) {
    journal.reset();
    std::filesystem::remove(folder / "line.db");
    {
        auto old = open_store(folder / "line.db", Mode::read_write);
        old.exec(R"(
            CREATE TABLE place (
                number     INTEGER PRIMARY KEY CHECK (number > 0),
                user_id    BLOB    NOT NULL CHECK (length(user_id) = 16),
                joined_at  INTEGER NOT NULL,
                entered_at INTEGER,
                expires_at INTEGER,
                ended_at   INTEGER,
                end_reason INTEGER,  -- 1 paid, 2 left, 3 expired
                CHECK ((entered_at IS NULL) = (expires_at IS NULL)),
                CHECK ((ended_at IS NULL) = (end_reason IS NULL))
            ) STRICT;
            INSERT INTO place VALUES (1, zeroblob(16), 1000, 2000, 602000, 9000, 1);
            INSERT INTO place VALUES (2, randomblob(16), 3000, 4000, 604000, NULL, NULL);
            INSERT INTO place VALUES (3, randomblob(16), 5000, NULL, NULL, NULL, NULL);
        )");
        old.set_user_version(1);
    }
    journal.emplace(folder / "line.db", main_line);
    EXPECT_EQ(journal->newest(), Instant{milliseconds{9000}});
    EXPECT_EQ(journal->last_given(), PlaceNumber{3});
    auto const all = places();
    ASSERT_EQ(all.size(), 2U);
    EXPECT_TRUE(all[0].session);
    EXPECT_EQ(all[1].away_since, std::nullopt);
    append({PlaceAway{{3}, opening}});
    EXPECT_EQ(places()[1].away_since, opening);
}

TEST_F(SqliteLineJournalTest, the_journal_of_another_line_is_refused_and_left_alone) {
    auto const balcony = LineId::parse("balcony").value();
    append({PlaceJoined{{1}, fan(1), opening}});
    journal.reset();
    EXPECT_THROW(SqliteLineJournal(folder / "line.db", balcony), StorageFault);
    { SqliteLineJournal const of_another_line(folder / "balcony.db", balcony); }
    EXPECT_THROW(SqliteLineJournal(folder / "balcony.db", main_line), StorageFault);
    EXPECT_NO_THROW(SqliteLineJournal(folder / "balcony.db", balcony));
    reopen();
    EXPECT_EQ(places().size(), 1U);
}

TEST_F(SqliteLineJournalTest, a_file_of_a_newer_release_is_refused) {
    journal.reset();
    Database::open(folder / "line.db", Mode::read_write).set_user_version(99);
    EXPECT_THROW(SqliteLineJournal(folder / "line.db", main_line), StorageFault);
}

}  // namespace
}  // namespace onsale::sqlite
