#include "infrastructure/sqlite/sale/audit.h"

#include <array>

#include "infrastructure/sqlite/audit_checks.h"
#include "infrastructure/sqlite/sale/schema.h"

namespace onsale::sqlite {
namespace {

constexpr std::array counts{
    CountQuery{"concert dates", "SELECT count(*) FROM concert_date"},
    CountQuery{"seats", "SELECT count(*) FROM seat"},
    CountQuery{"seats available", "SELECT count(*) FROM seat WHERE status = 0"},
    CountQuery{"seats reserved", "SELECT count(*) FROM seat WHERE status = 1"},
    CountQuery{"seats held (paid)", "SELECT count(*) FROM seat WHERE status = 2"},
    CountQuery{"reservations", "SELECT count(*) FROM reservation"},
    CountQuery{"users", "SELECT count(*) FROM user"},
    CountQuery{"points in wallets", "SELECT coalesce(sum(balance), 0) FROM user"},
    CountQuery{"point history entries", "SELECT count(*) FROM point_history"},
};

// NOT INDEXED: the table itself is read, so that a broken index cannot hide a second owner.
constexpr std::array checks{
    CheckQuery{"a seat has at most one owner and one open hold",
               "SELECT 'seat ' || lower(hex(seat_id)) || ' has ' || count(*) || ' open reservations'"
               " FROM reservation NOT INDEXED WHERE state IN (0, 1) GROUP BY seat_id HAVING count(*) > 1"},
    CheckQuery{"no reservation was made while another one was live",
               "SELECT 'seat ' || lower(hex(a.seat_id)) || ': reservation ' || lower(hex(b.id)) || ' was made while '"
               " || lower(hex(a.id)) || ' was live'"
               " FROM (SELECT id, seat_id, state, hold_expires_at,"
               "              lead(id) OVER later AS next_id, lead(created_at) OVER later AS next_made"
               "       FROM reservation NOT INDEXED WHERE true WINDOW later AS (PARTITION BY seat_id ORDER BY id)) a"
               " JOIN reservation b ON b.id = a.next_id"
               " WHERE a.state = 1 OR (a.state IN (0, 3) AND a.next_made < a.hold_expires_at)"},
    CheckQuery{"seat status and reservations agree",
               "SELECT 'seat ' || lower(hex(seat.id)) || ' has status ' || seat.status || ' and its open reservation '"
               " || coalesce('has state ' || open.state, 'is missing')"
               " FROM seat LEFT JOIN reservation AS open ON open.seat_id = seat.id AND open.state IN (0, 1)"
               " WHERE seat.status <> CASE open.state WHEN 0 THEN 1 WHEN 1 THEN 2 ELSE 0 END"},
    CheckQuery{"availableSeats equals the count",
               "SELECT 'date ' || lower(hex(d.id)) || ' says ' || d.available_seats || ', counted ' || count(seat.id)"
               " FROM concert_date d LEFT JOIN seat ON seat.concert_date_id = d.id AND seat.status = 0"
               " GROUP BY d.id HAVING d.available_seats <> count(seat.id)"},
    CheckQuery{"every balance is the sum of its history",
               "SELECT 'user ' || lower(hex(user.id)) || ' has ' || user.balance || ', history ' ||"
               " coalesce(sum(h.amount), 0) FROM user LEFT JOIN point_history h ON h.user_id = user.id"
               " GROUP BY user.id HAVING user.balance <> coalesce(sum(h.amount), 0)"},
    CheckQuery{"every entry of a history carries the balance after it",
               "SELECT 'entry ' || lower(hex(id)) || ' says ' || balance || ', summed ' || summed FROM"
               " (SELECT id, balance, sum(amount) OVER (PARTITION BY user_id ORDER BY id) AS summed FROM point_history)"
               " WHERE balance <> summed"},
    CheckQuery{"no balance is negative",
               "SELECT 'user ' || lower(hex(id)) || ' has ' || balance FROM user WHERE balance < 0"},
    CheckQuery{"every paid reservation has its payment entry",
               "SELECT 'reservation ' || lower(hex(r.id)) || ' is paid without an entry of its user and price'"
               " FROM reservation r LEFT JOIN point_history h ON h.user_id = r.user_id AND h.id = r.payment_id"
               " AND h.reservation_id = r.id AND h.reason = 1 AND h.amount = -r.price"
               " WHERE r.state = 1 AND h.id IS NULL"},
    CheckQuery{"every payment entry has its paid reservation",
               "SELECT 'entry ' || lower(hex(h.id)) || ' pays a reservation that is not paid by it'"
               " FROM point_history h LEFT JOIN reservation r ON r.id = h.reservation_id AND r.state = 1"
               " AND r.payment_id = h.id AND r.user_id = h.user_id WHERE h.reason = 1 AND r.id IS NULL"},
    CheckQuery{"a reservation is paid at most once",
               "SELECT 'reservation ' || lower(hex(reservation_id)) || ' has ' || count(*) || ' payments'"
               " FROM point_history NOT INDEXED WHERE reason = 1 GROUP BY reservation_id HAVING count(*) > 1"},
};

}  // namespace

void audit_sale(std::filesystem::path const& data, AuditReport& report) {
    auto database = open_sale(data, Mode::read_only);
    audit_file(database, counts, checks, report);
}

}  // namespace onsale::sqlite
