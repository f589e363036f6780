#include "infrastructure/postgres/sale/audit.h"

#include <algorithm>
#include <chrono>
#include <iterator>

#include <fmt/format.h>

#include "infrastructure/postgres/audit_checks.h"
#include "infrastructure/postgres/sale/schema.h"
#include "infrastructure/sale_encoding/audit/sale_promises.h"

namespace onsale::postgres {
namespace {

std::string uuid_text(std::string_view expression) { return fmt::format("CAST({} AS text)", expression); }

std::string body_member(std::string_view member) {
    return fmt::format("CASE WHEN length(body) > 0 THEN convert_from(body, 'UTF8')::json ->> '{}' END", member);
}

constexpr AuditDialect dialect{
    .users = "users", .seq = "seq", .uuid = &uuid_text, .body = &body_member, .not_indexed = ""};

// Whether the files are sound is the server's own affair.
constexpr auto guards =
    "SELECT 'no valid unique index ' || name AS broken FROM (VALUES"
    " ('one_open_reservation_of_a_seat'), ('one_payment_of_a_reservation'), ('point_history_of_a_user'),"
    " ('concert_pkey'), ('concert_date_pkey'), ('concert_date_concert_id_date_key'), ('seat_pkey'),"
    " ('seat_concert_date_id_seat_number_key'), ('users_pkey'), ('reservation_pkey'), ('point_history_pkey'),"
    " ('idempotency_pkey'), ('drawing_pkey'), ('steering_pkey'), ('operator_action_pkey')) AS expected (name)"
    " WHERE NOT EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass(name)"
    "                   AND indisvalid AND indisready AND indisunique)"
    " UNION ALL SELECT 'no trigger ' || name FROM (VALUES"
    " ('point_history', 'point_history_is_append_only'), ('operator_action', 'operator_action_is_append_only'))"
    "  AS expected (of, name)"
    " WHERE NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = to_regclass(of) AND tgname = name AND tgenabled = 'O')"
    " UNION ALL SELECT 'no constraint ' || name FROM (VALUES"
    " ('concert_date_available_seats_check'), ('concert_came_with_unfinished_date'), ('concert_date_concert_id_fkey'),"
    " ('seat_seat_number_check'), ('seat_price_check'), ('seat_status_check'), ('seat_concert_date_id_fkey'),"
    " ('users_balance_check'), ('paid_session_is_whole'),"
    " ('reservation_price_check'), ('reservation_state_check'), ('paid_has_its_payment'), ('session_is_whole'),"
    " ('only_a_payment_ends_a_session'), ('reservation_seat_id_fkey'), ('reservation_user_id_fkey'),"
    " ('point_history_reason_check'), ('point_history_balance_check'), ('reason_fits_amount'),"
    " ('point_history_user_id_fkey'), ('point_history_reservation_id_fkey'), ('drawing_concert_date_id_fkey'),"
    " ('steering_capacity_check'), ('steering_admit_per_second_check'), ('message_has_its_time')) AS expected (name)"
    " WHERE NOT EXISTS (SELECT FROM pg_constraint WHERE conname = name AND connamespace ="
    "                   (SELECT relnamespace FROM pg_class WHERE oid = 'seat'::regclass))"
    " UNION ALL SELECT 'constraint ' || conname || ' was never checked' FROM pg_constraint"
    "   WHERE NOT convalidated AND connamespace ="
    "   (SELECT relnamespace FROM pg_class WHERE oid = 'seat'::regclass)";

}  // namespace

void audit_sale(std::string const& url, AuditReport& report) {
    // Millions of rows may have to be read for one answer.
    Connection connection(url, {.answer_timeout = std::chrono::hours{1}, .settings = {}});
    connection.ensure_open();
    require_schema(connection);
    std::vector<CheckQuery> checks{{"the guards of the tables are in place", guards}};
    std::ranges::move(promises_of_sale(dialect), std::back_inserter(checks));
    audit_database(connection, counts_of_sale(dialect), checks, report);
}

}  // namespace onsale::postgres
