// What the audit asks of concerts, dates, seats and reservations.
#include <array>

#include "infrastructure/sale_encoding/audit/promise_lists.h"

namespace onsale {
namespace {

constexpr std::array seat_promises{
    Promise{"every row that is pointed at exists",
            "SELECT 'concert_date ' || {uuid:d.id} || ' without its concert' AS broken"
            "  FROM concert_date d LEFT JOIN concert c ON c.id = d.concert_id WHERE c.id IS NULL"
            " UNION ALL SELECT 'seat ' || {uuid:s.id} || ' without its concert_date'"
            "  FROM seat s LEFT JOIN concert_date d ON d.id = s.concert_date_id WHERE d.id IS NULL"
            " UNION ALL SELECT 'drawing of ' || {uuid:w.concert_date_id} || ' without its concert_date'"
            "  FROM drawing w LEFT JOIN concert_date d ON d.id = w.concert_date_id WHERE d.id IS NULL"
            " UNION ALL SELECT 'reservation ' || {uuid:r.id} || ' without its seat'"
            "  FROM reservation r LEFT JOIN seat s ON s.id = r.seat_id WHERE s.id IS NULL"
            " UNION ALL SELECT 'reservation ' || {uuid:r.id} || ' without its user'"
            "  FROM reservation r LEFT JOIN {users} u ON u.id = r.user_id WHERE u.id IS NULL"
            " UNION ALL SELECT 'entry ' || {uuid:h.id} || ' without its user'"
            "  FROM point_history h LEFT JOIN {users} u ON u.id = h.user_id WHERE u.id IS NULL"
            " UNION ALL SELECT 'entry ' || {uuid:h.id} || ' without its reservation'"
            "  FROM point_history h LEFT JOIN reservation r ON r.id = h.reservation_id"
            "  WHERE h.reservation_id IS NOT NULL AND r.id IS NULL"},
    Promise{"a seat has at most one owner and one open hold",
            "SELECT 'seat ' || {uuid:seat_id} || ' has ' || count(*) || ' open reservations' AS broken"
            " FROM reservation{not-indexed} WHERE state IN ({state:reserved}, {state:paid}) GROUP BY seat_id HAVING "
            "count(*) > 1"},
    Promise{
        "no reservation was made while another one was live",
        "SELECT 'seat ' || {uuid:seat_id} || ': reservation ' || {uuid:next_id} || ' was made while ' || {uuid:id} ||"
        " ' was live' AS broken"
        " FROM (SELECT id, seat_id, state, hold_expires_at,"
        "              lead(id) OVER later AS next_id, lead(created_at) OVER later AS next_made"
        "       FROM reservation{not-indexed} WHERE true"
        "       WINDOW later AS (PARTITION BY seat_id ORDER BY {seq})) AS one"
        " WHERE next_id IS NOT NULL AND (state = {state:paid} OR (state IN ({state:reserved}, {state:expired}) AND "
        "next_made < hold_expires_at))"},
    Promise{"a hold ends after it began, and is paid in between",
            "SELECT 'reservation ' || {uuid:id} || ' of ' || created_at || ' to ' || hold_expires_at ||"
            " coalesce(' was paid at ' || paid_at, '') AS broken FROM reservation"
            " WHERE hold_expires_at <= created_at OR paid_at < created_at OR paid_at >= hold_expires_at"},
    Promise{"seats reserved together are one fan's and of one date, end at one moment, and are paid together",
            "SELECT 'reservation ' || {uuid:r.one} || ' has ' || count(DISTINCT r.user_id) || ' users, ' ||"
            " count(DISTINCT s.concert_date_id) || ' dates, ' || count(DISTINCT r.hold_expires_at) || ' ends, ' ||"
            " count(DISTINCT CASE WHEN r.state IN ({state:reserved}, {state:paid}) THEN r.state END) || ' open states'"
            " AS broken FROM (SELECT coalesce(reserved_with, id) AS one, seat_id, user_id, hold_expires_at, state"
            "  FROM reservation) AS r JOIN seat s ON s.id = r.seat_id GROUP BY r.one"
            " HAVING count(*) > 1 AND (count(DISTINCT r.user_id) > 1 OR count(DISTINCT s.concert_date_id) > 1"
            " OR count(DISTINCT r.hold_expires_at) > 1"
            " OR count(DISTINCT CASE WHEN r.state IN ({state:reserved}, {state:paid}) THEN r.state END) > 1)"},
    Promise{"seat status and reservations agree",
            "SELECT 'seat ' || {uuid:seat.id} || ' has status ' || seat.status || ' and its open reservation '"
            " || coalesce('has state ' || opened.state, 'is missing') AS broken"
            " FROM seat LEFT JOIN reservation AS opened ON opened.seat_id = seat.id AND opened.state IN "
            "({state:reserved}, {state:paid})"
            " WHERE seat.status <> CASE opened.state WHEN {state:reserved} THEN {status:reserved}"
            " WHEN {state:paid} THEN {status:sold} ELSE {status:available} END"},
    // A block that had ended says nothing; nobody has to clear it.
    Promise{"nobody took a seat while it was blocked, and none that is reserved or paid was blocked",
            "SELECT 'reservation ' || {uuid:r.id} || ' of ' || r.created_at || ' for seat ' || {uuid:s.id} ||"
            " ', blocked until ' || s.blocked_until AS broken FROM seat s JOIN reservation r ON r.seat_id = s.id"
            " WHERE s.blocked_until IS NOT NULL AND r.created_at < s.blocked_until"
            " AND r.state IN ({state:reserved}, {state:paid})"},
    Promise{"availableSeats equals the count",
            "SELECT 'date ' || {uuid:d.id} || ' says ' || d.available_seats || ', counted ' || count(seat.id) AS broken"
            " FROM concert_date d LEFT JOIN seat ON seat.concert_date_id = d.id AND seat.status = {status:available}"
            " GROUP BY d.id, d.available_seats HAVING d.available_seats <> count(seat.id)"},
    Promise{"nobody has a seat of a date that is being put on sale",
            "SELECT 'reservation ' || {uuid:r.id} || ' for the unfinished date ' || {uuid:d.id} AS broken"
            " FROM concert_date d JOIN seat s ON s.concert_date_id = d.id JOIN reservation r ON r.seat_id = s.id"
            " WHERE d.last_piece_at IS NOT NULL"},
    // Areas without rows or seat numbers have the same labels by nature.
    Promise{"a chair of the hall is on sale once for a date",
            "SELECT 'date ' || {uuid:concert_date_id} || ' has ' || count(*) || ' seats ' || section || ' ' || row ||"
            " ' ' || seat AS broken FROM seat WHERE seat <> ''"
            " GROUP BY concert_date_id, section, row, seat HAVING count(*) > 1"},
    Promise{"one concert is at one moment once",
            "SELECT count(*) || ' dates of ' || c.singer_name || ' at ' || d.date || ', the first is ' ||"
            " min({uuid:d.id}) AS broken"
            " FROM concert_date d JOIN concert c ON c.id = d.concert_id WHERE d.last_piece_at IS NULL"
            " GROUP BY c.singer_name, d.date HAVING count(*) > 1",
            AuditWeight::advice},
    Promise{"every date has seats",
            "SELECT 'date ' || {uuid:d.id} AS broken FROM concert_date d"
            " WHERE d.last_piece_at IS NULL"
            " AND NOT EXISTS (SELECT 1 FROM seat WHERE seat.concert_date_id = d.id)",
            AuditWeight::advice},
    Promise{"nothing was reserved after its concert had begun",
            "SELECT 'reservation ' || {uuid:r.id} || ' of ' || r.created_at || ' for a date at ' || d.date AS broken"
            " FROM reservation r JOIN seat s ON s.id = r.seat_id JOIN concert_date d ON d.id = s.concert_date_id"
            " WHERE r.created_at >= d.date",
            AuditWeight::advice},
    // By what the store knows itself: the newest moment in it.
    Promise{"no date of the past is on sale",
            "SELECT 'date ' || {uuid:d.id} || ' of ' || d.date AS broken FROM concert_date d WHERE d.on_sale"
            " AND d.last_piece_at IS NULL AND d.date < (SELECT max(at) FROM (SELECT max(at) AS at FROM point_history"
            "                UNION ALL SELECT max(created_at) FROM reservation) AS newest)",
            AuditWeight::advice},
};

}  // namespace

std::span<Promise const> promises_of_seats() { return seat_promises; }

}  // namespace onsale
