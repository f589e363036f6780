// The audit: clean data is clean, and every promise that is broken in a real database, by hand, is named.
#include "infrastructure/postgres/sale/audit.h"

#include <algorithm>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "application/steering/change_date.h"
#include "infrastructure/postgres/sale/sale_on_postgres.h"
#include "infrastructure/sqlite/sale/audit.h"
#include "infrastructure/sqlite/sale/unit_of_work.h"
#include "support/temporary_folder.h"

namespace onsale::postgres {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAreArray;

// Three seats: the first reserved by Kim, the second paid by Lee in a session, the third given back by Kim and free.
// The date was closed and opened again.
class LivedInSale {
  public:
    SaleOnPostgres sale;

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

    // What nobody could do through the server: no trigger fires and no foreign key is looked after.
    void corrupt(std::string const& sql) const { sale.database.run("SET session_replication_role = replica;" + sql); }

    std::set<std::string> broken() const {
        std::set<std::string> promises;
        auto const report = sale.audit();
        for (auto const& violation : report.violations) promises.insert(violation.promise);
        for (auto const& warning : report.warnings) promises.insert(warning.promise);
        return promises;
    }
};

struct Damage {
    char const* name;
    std::vector<std::string> broken;  // exactly these promises
    char const* sql;
};

// A guard that had to go for the damage is itself missed.
#define ONSALE_LAST_ID "'ffffffff-ffff-ffff-ffff-ffffffffffff'::uuid"

std::vector<Damage> const damages{
    {"blocked_while_it_is_held",
     {"nobody took a seat while it was blocked, and none that is reserved or paid was blocked"},
     "UPDATE seat SET blocked_reason = 'x', blocked_until = 9223372036854775807 WHERE status = 1"},
    {"trigger_off",
     {"the guards of the tables are in place"},
     "ALTER TABLE point_history DISABLE TRIGGER point_history_is_append_only"},
    {"guard_that_was_never_checked",
     {"the guards of the tables are in place"},
     "ALTER TABLE users DROP CONSTRAINT users_balance_check;"
     "ALTER TABLE users ADD CONSTRAINT users_balance_check CHECK (balance >= 0) NOT VALID"},
    {"index_gone", {"the guards of the tables are in place"}, "DROP INDEX point_history_of_a_user"},
    {"check_gone", {"the guards of the tables are in place"}, "ALTER TABLE seat DROP CONSTRAINT seat_status_check"},
    {"actions_trigger_gone",
     {"the guards of the tables are in place"},
     "DROP TRIGGER operator_action_is_append_only ON operator_action"},
    {"concert_gone", {"every row that is pointed at exists"}, "DELETE FROM concert"},
    {"payer_gone",
     {"every row that is pointed at exists", "points are conserved over all"},
     "DELETE FROM users WHERE balance = 500"},
    {"two_open_holds",
     {"the guards of the tables are in place", "a seat has at most one owner and one open hold"},
     "DROP INDEX one_open_reservation_of_a_seat;"
     "INSERT INTO reservation SELECT " ONSALE_LAST_ID ", seat_id, user_id, price, 0, hold_expires_at,"
     " hold_expires_at + 1, NULL, NULL FROM reservation WHERE state = 0"},
    {"two_owners",
     {"the guards of the tables are in place", "a seat has at most one owner and one open hold",
      "no reservation was made while another one was live", "every paid reservation has its payment entry",
      "points are conserved over all", "a payment takes the sum of its seats"},
     "DROP INDEX one_open_reservation_of_a_seat;"
     "INSERT INTO reservation SELECT " ONSALE_LAST_ID ", seat_id, user_id, price, 1, created_at,"
     " hold_expires_at, payment_id, paid_at FROM reservation WHERE state = 1"},
    {"taken_while_held_by_another",  // by seq, whatever the clocks and the ids say
     {"no reservation was made while another one was live"},
     "INSERT INTO reservation OVERRIDING SYSTEM VALUE SELECT " ONSALE_LAST_ID ", seat_id, user_id, price, 3,"
     " created_at - 9, created_at + 1, NULL, NULL, -1 FROM reservation WHERE state = 1"},
    {"taken_after_it_was_sold",
     {"no reservation was made while another one was live"},
     "INSERT INTO reservation SELECT " ONSALE_LAST_ID ", seat_id, user_id, price, 2,"
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
     "UPDATE users SET balance = balance + 1 WHERE balance = 5000"},
    {"entry_with_a_wrong_balance",
     {"every entry of a history carries the balance after it"},
     "UPDATE point_history SET balance = balance + 1 WHERE amount = 500"},
    {"entry_lost",
     {"every balance is the sum of its history", "every entry of a history carries the balance after it",
      "points are conserved over all"},
     "DELETE FROM point_history WHERE amount = 500"},
    {"negative_wallet",
     {"the guards of the tables are in place", "no balance is negative"},
     "ALTER TABLE users DROP CONSTRAINT users_balance_check;"
     "ALTER TABLE point_history DROP CONSTRAINT point_history_balance_check, DROP CONSTRAINT reason_fits_amount;"
     "UPDATE users SET balance = -5 WHERE balance = 5000;"
     "UPDATE point_history SET amount = -5, balance = -5 WHERE amount = 5000"},
    {"held_and_paid_seats_of_one_reservation",
     {"seats reserved together are one fan's and of one date, end at one moment, and are paid together"},
     "UPDATE reservation SET reserved_with = (SELECT id FROM reservation WHERE state = 1) WHERE state = 0"},
    {"paid_for_less_than_its_price",
     {"a payment takes the sum of its seats", "points are conserved over all"},
     "UPDATE reservation SET price = price + 1 WHERE state = 1"},
    {"paid_by_somebody_else",
     {"every paid reservation has its payment entry", "every payment entry has its paid reservation"},
     "UPDATE reservation SET user_id = (SELECT id FROM users WHERE balance = 5000) WHERE state = 1"},
    {"payment_of_an_unpaid_seat",
     {"every payment entry has its paid reservation"},
     "INSERT INTO point_history SELECT " ONSALE_LAST_ID ", user_id, 1, 0, 5000, id, created_at"
     " FROM reservation WHERE state = 0"},
    {"charged_twice",  // a second payment cannot be the one that the reservation names
     {"the guards of the tables are in place", "a reservation is paid at most once",
      "every payment entry has its paid reservation"},
     "DROP INDEX one_payment_of_a_reservation;"
     "INSERT INTO point_history SELECT " ONSALE_LAST_ID ", user_id, 1, 0, balance, reservation_id, at"
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
     "UPDATE users SET paid_session_place = 99, paid_session_entered_at = 1 WHERE balance = 5000"},
    {"steered_by_nobody", {"what is steered is what the operator did last"}, "UPDATE steering SET changed_at = 5"},
    {"reserved_while_it_is_put_on_sale",
     {"nobody has a seat of a date that is being put on sale"},
     "UPDATE concert_date SET last_piece_at = 1"},
    {"closed_by_nobody", {"what is steered is what the operator did last"}, "UPDATE concert_date SET on_sale = false"},
    {"same_moment_twice",
     {"one concert is at one moment once", "every date has seats"},
     "INSERT INTO concert SELECT " ONSALE_LAST_ID ", singer_name FROM concert;"
     "INSERT INTO concert_date (id, concert_id, date, available_seats, on_sale) SELECT " ONSALE_LAST_ID
     ", " ONSALE_LAST_ID ", date, 0, true FROM concert_date"},
    {"session_of_two_users",
     {"a session is one user's", "the guards of the tables are in place"},
     "ALTER TABLE reservation DROP CONSTRAINT only_a_payment_ends_a_session;"
     "UPDATE reservation SET session_place = 1, session_entered_at = (SELECT session_entered_at FROM reservation"
     " WHERE state = 1) WHERE state = 0"},
    {"payment_that_was_only_answered",
     {"every remembered answer has its effect"},
     "INSERT INTO idempotency VALUES ('kim', '1', '', 200,"
     " '{\"id\":\"0193a1f0-5b6c-7d8e-9f00-112233445566\",\"reason\":\"payment\"}', 1)"},
    {"charge_that_was_only_answered",
     {"every remembered answer has its effect"},
     "INSERT INTO idempotency VALUES ('kim', '1', '', 200,"
     " '{\"userId\":\"0193a1f0-5b6c-7d8e-9f00-112233445566\",\"amount\":5,\"point\":5}', 1)"},
    {"user_who_was_only_answered",
     {"every remembered answer has its effect"},
     "INSERT INTO idempotency VALUES ('kim', '1', '', 201,"
     " '{\"id\":\"0193a1f0-5b6c-7d8e-9f00-112233445566\",\"name\":\"Kim\",\"point\":0}', 1)"},
};

class DamagedPostgresSale : public testing::TestWithParam<Damage>, public LivedInSale {};

TEST_P(DamagedPostgresSale, is_named_by_the_audit_and_nothing_else_is) {
    ASSERT_TRUE(sale.audit().clean());
    ASSERT_TRUE(sale.audit().warnings.empty());
    corrupt(GetParam().sql);
    EXPECT_THAT(broken(), UnorderedElementsAreArray(GetParam().broken));
}

INSTANTIATE_TEST_SUITE_P(Audit, DamagedPostgresSale, testing::ValuesIn(damages),
                         [](auto const& damaged) { return std::string(damaged.param.name); });

TEST(PostgresAudit, clean_data_is_clean_and_counted) {
    LivedInSale const lived;
    auto const report = lived.sale.audit();
    EXPECT_TRUE(report.clean());
    std::vector<std::int64_t> numbers;
    for (auto const& count : report.counts) numbers.push_back(count.number);
    // dates, being put on sale, seats, being put on sale, available, reserved, held, reservations, users, points in
    // wallets, entries
    EXPECT_THAT(numbers, ElementsAre(1, 0, 3, 0, 1, 1, 1, 3, 2, 5'500, 4));
}

TEST(PostgresAudit, every_check_is_seen_to_fail_by_some_damage_of_these_tests) {
    LivedInSale const lived;
    auto const report = lived.sale.audit();
    auto promises = report.checked;
    promises.insert(promises.end(), report.advised.begin(), report.advised.end());
    for (auto const& promise : promises) {
        EXPECT_TRUE(std::ranges::any_of(damages, [&](auto const& damage) {
            return std::ranges::find(damage.broken, promise) != damage.broken.end();
        })) << promise;
    }
}

TEST(PostgresAudit, a_violation_names_its_row) {
    LivedInSale const lived;
    lived.corrupt("UPDATE concert_date SET available_seats = 77");
    auto const report = lived.sale.audit();
    ASSERT_EQ(report.violations.size(), 1U);
    auto const date = lived.sale.boards.seats.dates()[0]->date().id.to_string();
    EXPECT_EQ(report.violations[0].where, "date " + date + " says 77, counted 1");
}

TEST(PostgresAudit, of_very_many_violations_the_first_are_named_and_the_rest_counted) {
    LivedInSale const lived;
    lived.corrupt(
        "INSERT INTO concert_date (id, concert_id, date, available_seats, on_sale) SELECT gen_random_uuid(), "
        "concert_id, date + n, 5, true"
        " FROM concert_date, generate_series(1, 250) AS n");
    auto const report = lived.sale.audit();
    EXPECT_EQ(report.violations.size(), 101U);
    EXPECT_EQ(report.violations.back().where, "... and 150 more");
}

TEST(PostgresAudit, keeps_the_promises_of_the_sale_in_files_by_the_same_names) {
    SaleOnPostgres const here;
    TemporaryFolder const folder;
    { sqlite::SqliteUnitOfWork const made(folder.path()); }
    AuditReport in_files;
    sqlite::audit_sale(folder.path(), in_files);
    auto const report = here.audit();
    auto const names = [](AuditReport const& from) {
        std::vector<std::string> all;
        for (auto const& count : from.counts) all.push_back(count.what);
        all.insert(all.end(), from.checked.begin(), from.checked.end());
        all.insert(all.end(), from.advised.begin(), from.advised.end());
        // Of its files PostgreSQL takes care itself.
        std::erase(all, "the file is sound");
        return all;
    };
    EXPECT_EQ(names(report), names(in_files));
}

TEST(PostgresAudit, needs_a_schema) {
    FreshDatabase const nothing(Schema::none);
    AuditReport report;
    EXPECT_THROW(audit_sale(nothing.url(), report), StorageFault);
}

}  // namespace
}  // namespace onsale::postgres
