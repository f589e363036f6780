// The audit: clean data is clean, and every promise that is broken in a real file, by hand, is named.
#include "infrastructure/sqlite/sale/audit.h"

#include <algorithm>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "application/sale_on_sqlite.h"
#include "application/steering/change_date.h"

namespace onsale::sqlite {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAreArray;

// Three seats: the first reserved by Kim, the second paid by Lee in a session, the third given back by Kim and free.
// The date was closed and opened again.
class LivedInSale {
  public:
    SaleOnSqlite sale;

    LivedInSale() {
        auto const seats = sale.open_seats(3);
        auto const kim = sale.user_with(Points{5'000});
        auto const lee = sale.user_with(Points{1'000});
        sale.charge(lee, Points{500}).value();
        sale.reserve(seats[0], kim).value();
        auto const held = sale.reserve(seats[1], lee)->reservation.id;
        sale.ask<PayReservation>(held, lee, Paying::in_session, SessionId{{1}, opening}).value();
        sale.ask<ReleaseReservation>(sale.reserve(seats[2], kim)->reservation.id, kim, seats[2]).value();
        auto const date = sale.boards.seats.dates().at(0)->date().id;
        sale.ask<ChangeDate>(date, DateChange{.on_sale = false}, Operator{}).value();
        sale.ask<ChangeDate>(date, DateChange{.on_sale = true}, Operator{}).value();
        sale.clerk.close();
    }

    // What nobody could do through the server: every guard of the file is off.
    void corrupt(char const* sql) const {
        auto database = Database::open(sale_file(sale.data), Mode::read_write);
        database.exec(
            "PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON;"
            "DROP TRIGGER point_history_is_not_changed; DROP TRIGGER point_history_is_not_deleted;"
            "DROP INDEX one_payment_of_a_reservation; PRAGMA writable_schema = ON;");
        database.exec(sql);
    }

    // But for the guards, which are off.
    std::set<std::string> broken() const {
        std::set<std::string> promises;
        auto const report = sale.audit();
        for (auto const& violation : report.violations) promises.insert(violation.promise);
        for (auto const& warning : report.warnings) promises.insert(warning.promise);
        promises.erase("the guards of the tables are in place");
        return promises;
    }
};

struct Damage {
    char const* name;
    std::vector<std::string> broken;  // exactly these promises
    char const* sql;
};

#define ONSALE_ADD_RESERVATION \
    "INSERT INTO reservation (id, seat_id, user_id, price, state, created_at, hold_expires_at, payment_id, paid_at)"

std::vector<Damage> const damages{
    {"index_that_misses_a_row",
     {"the file is sound"},
     "UPDATE sqlite_schema SET sql = replace(sql, '(0, 1)', '(0, 1, 2)') WHERE name = "
     "'one_open_reservation_of_a_seat'"},
    {"concert_gone", {"every row that is pointed at exists"}, "DELETE FROM concert"},
    {"two_open_holds",
     {"a seat has at most one owner and one open hold"},
     "DROP INDEX one_open_reservation_of_a_seat;" ONSALE_ADD_RESERVATION
     " SELECT x'ffffffffffffffffffffffffffffffff', seat_id, user_id, price, 0, hold_expires_at,"
     " hold_expires_at + 1, NULL, NULL FROM reservation WHERE state = 0"},
    {"two_owners",
     {"a seat has at most one owner and one open hold", "no reservation was made while another one was live",
      "every paid reservation has its payment entry", "points are conserved over all",
      "a payment takes the sum of its seats"},
     "DROP INDEX one_open_reservation_of_a_seat;" ONSALE_ADD_RESERVATION
     " SELECT x'ffffffffffffffffffffffffffffffff', seat_id, user_id, price, 1, created_at,"
     " hold_expires_at, payment_id, paid_at FROM reservation WHERE state = 1"},
    {"taken_while_held_by_another",
     {"no reservation was made while another one was live"},
     ONSALE_ADD_RESERVATION " SELECT x'00000000000000000000000000000001', seat_id, user_id, price, 3, created_at - 9,"
                            " created_at + 1, NULL, NULL FROM reservation WHERE state = 1"},
    {"taken_after_it_was_sold",
     {"no reservation was made while another one was live"},
     ONSALE_ADD_RESERVATION " SELECT x'ffffffffffffffffffffffffffffffff', seat_id, user_id, price, 2,"
                            " hold_expires_at + 9, hold_expires_at + 10, NULL, NULL FROM reservation WHERE state = 1"},
    {"held_seat_without_payment",
     {"seat status and reservations agree"},
     "UPDATE seat SET status = 2 WHERE status = 1"},
    {"reserved_seat_shown_as_free",
     {"seat status and reservations agree", "availableSeats equals the count"},
     "UPDATE seat SET status = 0 WHERE status = 1"},
    {"wrong_counter",
     {"availableSeats equals the count"},
     "UPDATE concert_date SET available_seats = available_seats + 1"},
    {"points_out_of_thin_air",
     {"every balance is the sum of its history", "points are conserved over all"},
     "UPDATE user SET balance = balance + 1 WHERE balance = 5000"},
    {"entry_with_a_wrong_balance",
     {"every entry of a history carries the balance after it"},
     "UPDATE point_history SET balance = balance + 1 WHERE amount = 500"},
    {"entry_lost",
     {"every balance is the sum of its history", "every entry of a history carries the balance after it",
      "points are conserved over all"},
     "DELETE FROM point_history WHERE amount = 500"},
    {"negative_wallet",
     {"no balance is negative"},
     "UPDATE user SET balance = -5 WHERE balance = 5000;"
     "UPDATE point_history SET amount = -5, balance = -5 WHERE amount = 5000;"
     "UPDATE sqlite_schema SET sql = replace(replace(sql, 'CHECK (balance >= 0)', ''), 'amount > 0', 'true')"},
    {"held_and_paid_seats_of_one_reservation",
     {"seats reserved together are one fan's and of one date, end at one moment, and are paid together"},
     "UPDATE reservation SET reserved_with = (SELECT id FROM reservation WHERE state = 1) WHERE state = 0"},
    {"paid_for_less_than_its_price",
     {"a payment takes the sum of its seats", "points are conserved over all"},
     "UPDATE reservation SET price = price + 1 WHERE state = 1"},
    {"paid_by_somebody_else",
     {"every paid reservation has its payment entry", "every payment entry has its paid reservation"},
     "UPDATE reservation SET user_id = (SELECT id FROM user WHERE balance = 5000) WHERE state = 1"},
    {"payment_of_an_unpaid_seat",
     {"every payment entry has its paid reservation"},
     "INSERT INTO point_history SELECT x'ffffffffffffffffffffffffffffffff', user_id, 1, 0, 5000, id, created_at"
     " FROM reservation WHERE state = 0"},
    {"charged_twice",  // a second payment cannot be the one that the reservation names
     {"a reservation is paid at most once", "every payment entry has its paid reservation"},
     "INSERT INTO point_history SELECT x'ffffffffffffffffffffffffffffffff', user_id, 1, 0, balance, reservation_id, at"
     " FROM point_history WHERE reason = 1"},
    {"paid_when_the_hold_had_run_out",
     {"a hold ends after it began, and is paid in between"},
     "UPDATE reservation SET hold_expires_at = paid_at WHERE state = 1"},
    {"chair_sold_twice", {"a chair of the hall is on sale once for a date"}, "UPDATE seat SET seat = '1'"},
    {"concert_begun",
     {"nothing was reserved after its concert had begun", "no date of the past is on sale"},
     "UPDATE concert_date SET date = 1"},
    {"session_without_a_payment",
     {"the session that a user paid last is that of their last payment in one"},
     "UPDATE user SET paid_session_place = 99, paid_session_entered_at = 1 WHERE balance = 5000"},
    {"steered_by_nobody", {"what is steered is what the operator did last"}, "UPDATE steering SET changed_at = 5"},
    {"reserved_while_it_is_put_on_sale",
     {"nobody has a seat of a date that is being put on sale"},
     "UPDATE concert_date SET last_piece_at = 1"},
    {"blocked_while_it_is_held",
     {"nobody took a seat while it was blocked, and none that is reserved or paid was blocked"},
     "UPDATE seat SET blocked_reason = 'x', blocked_until = 9223372036854775807 WHERE status = 1"},
    {"closed_by_nobody", {"what is steered is what the operator did last"}, "UPDATE concert_date SET on_sale = 0"},
    {"same_moment_twice",
     {"one concert is at one moment once", "every date has seats"},
     "INSERT INTO concert SELECT zeroblob(16), singer_name FROM concert;"
     "INSERT INTO concert_date (id, concert_id, date, available_seats, on_sale) SELECT zeroblob(16), zeroblob(16), "
     "date, 0, 1 FROM concert_date"},
    {"session_of_two_users",
     {"a session is one user's"},
     "UPDATE reservation SET session_place = 1, session_entered_at = (SELECT session_entered_at FROM reservation"
     " WHERE state = 1) WHERE state = 0"},
    {"payment_that_was_only_answered",
     {"every remembered answer has its effect"},
     "INSERT INTO idempotency VALUES ('kim', '1', zeroblob(32), 200,"
     " CAST('{\"id\":\"0193a1f0-5b6c-7d8e-9f00-112233445566\",\"reason\":\"payment\"}' AS BLOB), 1)"},
    {"charge_that_was_only_answered",
     {"every remembered answer has its effect"},
     "INSERT INTO idempotency VALUES ('kim', '1', zeroblob(32), 200, CAST('{\"userId\":"
     "\"0193a1f0-5b6c-7d8e-9f00-112233445566\",\"amount\":5,\"point\":5}' AS BLOB), 1)"},
    {"user_who_was_only_answered",
     {"every remembered answer has its effect"},
     "INSERT INTO idempotency VALUES ('kim', '1', zeroblob(32), 201, CAST('{\"id\":"
     "\"0193a1f0-5b6c-7d8e-9f00-112233445566\",\"name\":\"Kim\",\"point\":0}' AS BLOB), 1)"},
};

class DamagedSale : public testing::TestWithParam<Damage>, public LivedInSale {};

TEST_P(DamagedSale, is_named_by_the_audit_and_nothing_else_is) {
    ASSERT_TRUE(sale.audit().clean());
    ASSERT_TRUE(sale.audit().warnings.empty());
    corrupt(GetParam().sql);
    EXPECT_THAT(broken(), UnorderedElementsAreArray(GetParam().broken));
}

INSTANTIATE_TEST_SUITE_P(Audit, DamagedSale, testing::ValuesIn(damages),
                         [](auto const& damaged) { return std::string(damaged.param.name); });

TEST(Audit, clean_data_is_clean_and_counted) {
    LivedInSale lived;
    auto const report = lived.sale.audit();
    EXPECT_TRUE(report.clean());
    std::vector<std::int64_t> numbers;
    for (auto const& count : report.counts) numbers.push_back(count.number);
    // dates, being put on sale, seats, being put on sale, available, reserved, held, reservations, users, points in
    // wallets, entries
    EXPECT_THAT(numbers, ElementsAre(1, 0, 3, 0, 1, 1, 1, 3, 2, 5'500, 4));
}

TEST(Audit, every_check_is_seen_to_fail_by_some_damage_of_these_tests) {
    LivedInSale lived;
    auto const report = lived.sale.audit();
    auto promises = report.checked;
    promises.insert(promises.end(), report.advised.begin(), report.advised.end());
    for (auto const& promise : promises) {
        if (promise == "the guards of the tables are in place") continue;  // below
        EXPECT_TRUE(std::ranges::any_of(damages, [&](auto const& damage) {
            return std::ranges::find(damage.broken, promise) != damage.broken.end();
        })) << promise;
    }
}

// The next word behind `before`; empty: the text does not begin with that.
std::string word_behind(std::string_view before, std::string_view text) {
    if (!text.starts_with(before)) return {};
    text.remove_prefix(before.size());
    return std::string(text.substr(0, text.find(' ')));
}

// The tables that are read once for each row of another one. Of the lines of a plan that stand next to each other, each
// is done for every row of those before it. A subquery that is made once has the rows that its own lines tell of.
std::vector<std::string> tables_read_again_and_again(Database& database, std::string const& sql) {
    std::vector<std::string> again;
    std::set<std::int64_t> within;  // steps with a line that reads already
    std::set<std::string> made_once;
    auto line = database.prepare("EXPLAIN QUERY PLAN " + sql);
    while (line.step()) {
        auto const detail = line.text(3);
        made_once.insert(word_behind("MATERIALIZE ", detail));
        bool const scans = detail.starts_with("SCAN ") && !made_once.contains(word_behind("SCAN ", detail));
        if (scans && within.contains(line.integer(1))) again.emplace_back(detail);
        if (scans || detail.starts_with("SEARCH ")) within.insert(line.integer(1));
    }
    return again;
}

TEST(Audit, takes_time_in_proportion_to_what_was_sold) {
    LivedInSale lived;
    auto database = Database::open(sale_file(lived.sale.data), Mode::read_only);
    for (auto const& check : sale_checks()) {
        EXPECT_THAT(tables_read_again_and_again(database, check.sql), testing::IsEmpty()) << check.promise;
    }
}

// What is damaged with the guards on: nothing but what the text does.
std::vector<std::string> missed_guards(LivedInSale const& lived, char const* sql) {
    Database::open(sale_file(lived.sale.data), Mode::read_write).exec(sql);
    std::vector<std::string> missed;
    for (auto const& violation : lived.sale.audit().violations) missed.push_back(violation.where);
    return missed;
}

TEST(Audit, a_guard_that_is_gone_is_named) {
    LivedInSale const lived;
    EXPECT_THAT(
        missed_guards(lived,
                      "DROP INDEX one_open_reservation_of_a_seat; DROP TRIGGER point_history_is_not_deleted;"
                      "DROP TRIGGER operator_action_is_not_changed"),
        UnorderedElementsAreArray({"no index one_open_reservation_of_a_seat", "no trigger point_history_is_not_deleted",
                                   "no trigger operator_action_is_not_changed"}));
}

TEST(Audit, a_check_that_is_weaker_is_named) {
    LivedInSale const lived;
    EXPECT_THAT(missed_guards(lived,
                              "PRAGMA writable_schema = ON; UPDATE sqlite_schema"
                              " SET sql = replace(sql, 'balance >= 0', 'balance >= -9') WHERE name = 'user'"),
                ElementsAre("table user is not as this release makes it"));
}

TEST(Audit, a_violation_names_its_row) {
    LivedInSale lived;
    Database::open(sale_file(lived.sale.data), Mode::read_write).exec("UPDATE concert_date SET available_seats = 77");
    auto const report = lived.sale.audit();
    ASSERT_EQ(report.violations.size(), 1U);
    auto const date = lived.sale.boards.seats.dates()[0]->date().id.to_string();
    EXPECT_EQ(report.violations[0].where, "date " + date + " says 77, counted 1");
}

TEST(Audit, of_very_many_violations_the_first_are_named_and_the_rest_counted) {
    LivedInSale lived;
    Database::open(sale_file(lived.sale.data), Mode::read_write)
        .exec(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250)"
            " INSERT INTO concert_date (id, concert_id, date, available_seats, on_sale) SELECT randomblob(16), "
            "concert_id, date + i, 5, 1 FROM n, concert_date");
    auto const report = lived.sale.audit();
    EXPECT_EQ(report.violations.size(), 101U);
    EXPECT_EQ(report.violations.back().where, "... and 150 more");
}

TEST(Audit, works_beside_a_running_server_and_needs_a_file) {
    SaleOnSqlite sale;
    auto const seat = sale.open_seats(1)[0];
    sale.reserve(seat, sale.user()).value();
    EXPECT_TRUE(sale.audit().clean());
    TemporaryFolder nothing;
    AuditReport report;
    EXPECT_THROW(audit_sale(nothing / "data", report), StorageFault);
}

}  // namespace
}  // namespace onsale::sqlite
