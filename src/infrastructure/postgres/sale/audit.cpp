#include "infrastructure/postgres/sale/audit.h"

#include <array>
#include <chrono>

#include "infrastructure/postgres/audit_checks.h"
#include "infrastructure/postgres/sale/schema.h"

namespace onsale::postgres {
namespace {

constexpr std::array counts{
    CountQuery{"concert dates", "SELECT count(*) FROM concert_date"},
    CountQuery{"seats", "SELECT count(*) FROM seat"},
    CountQuery{"seats available", "SELECT count(*) FROM seat WHERE status = 0"},
    CountQuery{"seats reserved", "SELECT count(*) FROM seat WHERE status = 1"},
    CountQuery{"seats held (paid)", "SELECT count(*) FROM seat WHERE status = 2"},
    CountQuery{"reservations", "SELECT count(*) FROM reservation"},
    CountQuery{"users", "SELECT count(*) FROM users"},
    CountQuery{"points in wallets", "SELECT coalesce(sum(balance), 0)::bigint FROM users"},
    CountQuery{"point history entries", "SELECT count(*) FROM point_history"},
};

constexpr std::array checks{
    // Whether the files are sound is the server's own affair.
    CheckQuery{"the guards of the tables are in place",
               "SELECT 'no valid index ' || name AS broken FROM (VALUES"
               " ('one_open_reservation_of_a_seat'), ('one_payment_of_a_reservation')) AS expected (name)"
               " WHERE NOT EXISTS (SELECT FROM pg_index WHERE indexrelid = to_regclass(name)"
               "                   AND indisvalid AND indisready AND indisunique)"
               " UNION ALL SELECT 'no trigger point_history_is_append_only' WHERE NOT EXISTS (SELECT FROM pg_trigger"
               "   WHERE tgrelid = 'point_history'::regclass AND tgname = 'point_history_is_append_only'"
               "   AND tgenabled = 'O')"
               " UNION ALL SELECT 'constraint ' || conname || ' was never checked' FROM pg_constraint"
               "   WHERE NOT convalidated AND connamespace ="
               "   (SELECT relnamespace FROM pg_class WHERE oid = 'seat'::regclass)"},
    CheckQuery{"every row that is pointed at exists",
               "SELECT 'concert_date ' || d.id || ' without its concert' AS broken"
               "  FROM concert_date d LEFT JOIN concert c ON c.id = d.concert_id WHERE c.id IS NULL"
               " UNION ALL SELECT 'seat ' || s.id || ' without its concert_date'"
               "  FROM seat s LEFT JOIN concert_date d ON d.id = s.concert_date_id WHERE d.id IS NULL"
               " UNION ALL SELECT 'reservation ' || r.id || ' without its seat'"
               "  FROM reservation r LEFT JOIN seat s ON s.id = r.seat_id WHERE s.id IS NULL"
               " UNION ALL SELECT 'reservation ' || r.id || ' without its user'"
               "  FROM reservation r LEFT JOIN users u ON u.id = r.user_id WHERE u.id IS NULL"
               " UNION ALL SELECT 'entry ' || h.id || ' without its user'"
               "  FROM point_history h LEFT JOIN users u ON u.id = h.user_id WHERE u.id IS NULL"
               " UNION ALL SELECT 'entry ' || h.id || ' without its reservation'"
               "  FROM point_history h LEFT JOIN reservation r ON r.id = h.reservation_id"
               "  WHERE h.reservation_id IS NOT NULL AND r.id IS NULL"},
    CheckQuery{"a seat has at most one owner and one open hold",
               "SELECT 'seat ' || seat_id || ' has ' || count(*) || ' open reservations' AS broken"
               " FROM reservation WHERE state IN (0, 1) GROUP BY seat_id HAVING count(*) > 1"},
    CheckQuery{"no reservation was made while another one was live",
               "SELECT 'seat ' || seat_id || ': reservation ' || next_id || ' was made while ' || id || ' was live'"
               "  AS broken"
               " FROM (SELECT id, seat_id, state, hold_expires_at,"
               "              lead(id) OVER later AS next_id, lead(created_at) OVER later AS next_made"
               "       FROM reservation WINDOW later AS (PARTITION BY seat_id ORDER BY seq)) AS one"
               " WHERE next_id IS NOT NULL AND (state = 1 OR (state IN (0, 3) AND next_made < hold_expires_at))"},
    CheckQuery{"seat status and reservations agree",
               "SELECT 'seat ' || seat.id || ' has status ' || seat.status || ' and its open reservation '"
               " || coalesce('has state ' || open.state, 'is missing') AS broken"
               " FROM seat LEFT JOIN reservation AS open ON open.seat_id = seat.id AND open.state IN (0, 1)"
               " WHERE seat.status <> CASE open.state WHEN 0 THEN 1 WHEN 1 THEN 2 ELSE 0 END"},
    CheckQuery{"availableSeats equals the count",
               "SELECT 'date ' || d.id || ' says ' || d.available_seats || ', counted ' || count(seat.id) AS broken"
               " FROM concert_date d LEFT JOIN seat ON seat.concert_date_id = d.id AND seat.status = 0"
               " GROUP BY d.id, d.available_seats HAVING d.available_seats <> count(seat.id)"},
    CheckQuery{"every balance is the sum of its history",
               "SELECT 'user ' || u.id || ' has ' || u.balance || ', history ' || coalesce(sum(h.amount), 0) AS broken"
               " FROM users u LEFT JOIN point_history h ON h.user_id = u.id"
               " GROUP BY u.id, u.balance HAVING u.balance <> coalesce(sum(h.amount), 0)"},
    CheckQuery{"every entry of a history carries the balance after it",
               "SELECT 'entry ' || id || ' says ' || balance || ', summed ' || summed AS broken FROM"
               " (SELECT id, balance, sum(amount) OVER (PARTITION BY user_id ORDER BY seq) AS summed"
               "  FROM point_history) AS entry WHERE balance <> summed"},
    CheckQuery{"no balance is negative",
               "SELECT 'user ' || id || ' has ' || balance AS broken FROM users WHERE balance < 0"},
    CheckQuery{"every paid reservation has its payment entry",
               "SELECT 'reservation ' || r.id || ' is paid without an entry of its user and price' AS broken"
               " FROM reservation r LEFT JOIN point_history h ON h.user_id = r.user_id AND h.id = r.payment_id"
               " AND h.reservation_id = r.id AND h.reason = 1 AND h.amount = -r.price"
               " WHERE r.state = 1 AND h.id IS NULL"},
    CheckQuery{"every payment entry has its paid reservation",
               "SELECT 'entry ' || h.id || ' pays a reservation that is not paid by it' AS broken"
               " FROM point_history h LEFT JOIN reservation r ON r.id = h.reservation_id AND r.state = 1"
               " AND r.payment_id = h.id AND r.user_id = h.user_id WHERE h.reason = 1 AND r.id IS NULL"},
    CheckQuery{"a reservation is paid at most once",
               "SELECT 'reservation ' || reservation_id || ' has ' || count(*) || ' payments' AS broken"
               " FROM point_history WHERE reason = 1 GROUP BY reservation_id HAVING count(*) > 1"},
};

}  // namespace

void audit_sale(std::string const& url, AuditReport& report) {
    // Millions of rows may have to be read for one answer.
    Connection connection(url, {.answer_timeout = std::chrono::hours{1}, .settings = {}});
    connection.ensure_open();
    require_schema(connection);
    audit_database(connection, counts, checks, report);
}

}  // namespace onsale::postgres
