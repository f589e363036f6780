// The audit of the line's journal, which looks up its users in the sale's file.
#include <algorithm>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "application/sale_on_sqlite.h"
#include "infrastructure/sqlite/line/audit.h"
#include "infrastructure/sqlite/line/sqlite_line_journal.h"

namespace onsale::sqlite {
namespace {

using testing::UnorderedElementsAreArray;

// Place 1: Kim, inside until 900 and paid at 500. Place 2: Lee, waiting. Place 3: Kim again, joined at 600.
class LivedInLine {
  public:
    SaleOnSqlite sale;

    LivedInLine() {
        auto const kim = sale.user("Kim");
        auto const lee = sale.user("Lee");
        auto const held = sale.reserve(sale.open_seats(1, Points{0})[0], kim)->reservation.id;
        SessionId const session{{1}, Instant{milliseconds{300}}};
        sale.ask<PayReservation>(held, kim, Paying::in_session, session).value();
        { SqliteLineJournal const journal(sale.data / "line.db", main_line); }
        auto database = Database::open(sale.data / "line.db", Mode::read_write);
        auto const add = [&](int number, UserId user, char const* rest) {
            auto row = database.prepare(
                std::string(
                    "INSERT INTO place (number, user_id, joined_at, entered_at, expires_at, ended_at, end_reason)"
                    " VALUES (?1, ?2, ") +
                rest + ")");
            row.bind(1, std::int64_t{number}).bind(2, std::span<std::uint8_t const>(user.value.bytes));
            row.run();
        };
        add(1, kim, "100, 300, 900, 500, 1");
        add(2, lee, "100, NULL, NULL, NULL, NULL");
        add(3, kim, "600, NULL, NULL, NULL, NULL");
    }

    void corrupt(char const* sql) const {
        auto database = Database::open(sale.data / "line.db", Mode::read_write);
        database.exec("PRAGMA ignore_check_constraints = ON");
        database.exec(sql);
    }
    AuditReport audit() const {
        AuditReport report;
        audit_line(sale.data, report);
        return report;
    }
};

struct LineDamage {
    char const* name;
    std::vector<std::string> broken;  // exactly these promises
    char const* sql;
};

std::vector<LineDamage> const line_damages{
    {"null_where_none_may_be",
     {"the file is sound"},
     "PRAGMA writable_schema = ON;"
     "UPDATE sqlite_schema SET sql = replace(sql, 'end_reason INTEGER', 'end_reason INTEGER NOT NULL')"},
    {"overtaken", {"places are in the order of joining"}, "UPDATE place SET joined_at = 99 WHERE number = 2"},
    {"joined_twice", {"a user has one place at a time"}, "UPDATE place SET ended_at = 601 WHERE number = 1"},
    {"joined_while_waiting",
     {"a user has one place at a time"},
     "UPDATE place SET user_id = (SELECT user_id FROM place WHERE number = 2) WHERE number = 3"},
    {"came_in_before_joining",
     {"sessions begin after joining and end after beginning"},
     "UPDATE place SET entered_at = 50 WHERE number = 1"},
    {"session_without_length",
     {"sessions begin after joining and end after beginning"},
     "UPDATE place SET expires_at = 300 WHERE number = 1"},
    {"ended_before_joining",
     {"sessions begin after joining and end after beginning"},
     "UPDATE place SET ended_at = 99 WHERE number = 1"},
    {"paid_by_somebody_else",
     {"a session that was paid is its payer's"},
     "UPDATE place SET user_id = (SELECT user_id FROM place WHERE number = 2) WHERE number = 1;"
     "UPDATE place SET joined_at = 600 WHERE number = 2"},
    {"place_of_nobody", {"every place is a user's"}, "UPDATE place SET user_id = zeroblob(16) WHERE number = 2"},
};

class DamagedLine : public testing::TestWithParam<LineDamage>, public LivedInLine {};

TEST_P(DamagedLine, is_named_by_the_audit_and_nothing_else_is) {
    ASSERT_TRUE(audit().clean());
    corrupt(GetParam().sql);
    std::set<std::string> broken;
    for (auto const& violation : audit().violations) broken.insert(violation.promise);
    EXPECT_THAT(broken, UnorderedElementsAreArray(GetParam().broken));
}

INSTANTIATE_TEST_SUITE_P(LineAudit, DamagedLine, testing::ValuesIn(line_damages),
                         [](auto const& damaged) { return std::string(damaged.param.name); });

TEST(LineAudit, every_check_is_seen_to_fail_by_some_damage_of_these_tests) {
    LivedInLine lived;
    for (auto const& promise : lived.audit().checked) {
        EXPECT_TRUE(std::ranges::any_of(line_damages, [&](auto const& damage) {
            return std::ranges::find(damage.broken, promise) != damage.broken.end();
        })) << promise;
    }
}

TEST(LineAudit, a_place_may_be_taken_again_once_the_session_ran_out) {
    LivedInLine lived;
    lived.corrupt("UPDATE place SET ended_at = NULL, end_reason = NULL, expires_at = 600 WHERE number = 1");
    EXPECT_TRUE(lived.audit().clean());
}

TEST(LineAudit, how_many_were_inside_at_once_and_out_of_turn_is_counted) {
    LivedInLine lived;
    lived.corrupt(
        "UPDATE place SET entered_at = 400, expires_at = 900 WHERE number = 2;"
        "UPDATE place SET joined_at = 350, entered_at = 390, expires_at = 900 WHERE number = 3");
    auto const report = lived.audit();
    std::vector<std::int64_t> numbers;
    for (auto const& count : report.counts) numbers.push_back(count.number);
    // ever given, not ended, came in, inside at one moment, after a higher number
    EXPECT_THAT(numbers, testing::ElementsAre(3, 2, 3, 3, 1));
}

TEST(LineAudit, a_line_that_was_never_opened_is_nothing_to_audit) {
    SaleOnSqlite sale;
    AuditReport report;
    audit_line(sale.data, report);
    EXPECT_TRUE(report.clean());
    EXPECT_TRUE(report.checked.empty());
}

}  // namespace
}  // namespace onsale::sqlite
