// What the audit asks of wallets and the ledger, of sessions that were paid, of remembered answers, and of what the
// operator steered.
#include <array>

#include "infrastructure/sale_encoding/audit/promise_lists.h"

namespace onsale {
namespace {

constexpr std::array history_promises{
    Promise{"every balance is the sum of its history",
            "SELECT 'user ' || {uuid:u.id} || ' has ' || u.balance || ', history ' || coalesce(sum(h.amount), 0)"
            " AS broken FROM {users} u LEFT JOIN point_history h ON h.user_id = u.id"
            " GROUP BY u.id, u.balance HAVING u.balance <> coalesce(sum(h.amount), 0)"},
    Promise{"every entry of a history carries the balance after it",
            "SELECT 'entry ' || {uuid:id} || ' says ' || balance || ', summed ' || summed AS broken FROM"
            " (SELECT id, balance, sum(amount) OVER (PARTITION BY user_id ORDER BY {seq}) AS summed"
            "  FROM point_history) AS entry WHERE balance <> summed"},
    Promise{"no balance is negative",
            "SELECT 'user ' || {uuid:id} || ' has ' || balance AS broken FROM {users} WHERE balance < 0"},
    Promise{"points are conserved over all",
            "SELECT 'charged ' || charged || ', paid ' || paid || ', prices of what was paid ' || prices ||"
            " ', in wallets ' || wallets AS broken FROM"
            " (SELECT (SELECT coalesce(sum(amount), 0) FROM point_history WHERE reason = {reason:charge}) AS charged,"
            "         (SELECT coalesce(-sum(amount), 0) FROM point_history WHERE reason = {reason:payment}) AS paid,"
            "         (SELECT coalesce(sum(price), 0) FROM reservation WHERE state = {state:paid}) AS prices,"
            "         (SELECT coalesce(sum(balance), 0) FROM {users}) AS wallets) AS totals"
            " WHERE charged - paid <> wallets OR paid <> prices"},
    Promise{"every paid reservation has its payment entry",
            "SELECT 'reservation ' || {uuid:r.id} || ' is paid without an entry of its user' AS broken"
            " FROM reservation r LEFT JOIN point_history h ON h.user_id = r.user_id AND h.id = r.payment_id"
            " AND h.reservation_id = coalesce(r.reserved_with, r.id) AND h.reason = {reason:payment}"
            " AND h.at = r.paid_at"
            " WHERE r.state = {state:paid} AND h.id IS NULL"},
    Promise{"every payment entry has its paid reservation",
            "SELECT 'entry ' || {uuid:h.id} || ' pays a reservation that is not paid by it' AS broken"
            " FROM point_history h LEFT JOIN (SELECT DISTINCT payment_id, user_id FROM reservation"
            "  WHERE state = {state:paid}) AS r ON r.payment_id = h.id AND r.user_id = h.user_id"
            " WHERE h.reason = {reason:payment} AND r.payment_id IS NULL"},
    Promise{"a payment takes the sum of its seats",
            "SELECT 'entry ' || {uuid:h.id} || ' of ' || h.amount || ' pays for seats of ' || r.price AS broken"
            " FROM point_history h JOIN (SELECT payment_id, sum(price) AS price FROM reservation"
            "  WHERE state = {state:paid} GROUP BY payment_id) AS r ON r.payment_id = h.id"
            " WHERE h.reason = {reason:payment} AND r.price <> -h.amount"},
    Promise{
        "a reservation is paid at most once",
        "SELECT 'reservation ' || {uuid:reservation_id} || ' has ' || count(*) || ' payments' AS broken"
        " FROM point_history{not-indexed} WHERE reason = {reason:payment} GROUP BY reservation_id HAVING count(*) > 1"},
    Promise{"the session that a user paid last is that of their last payment in one",
            "SELECT 'user ' || {uuid:u.id} || ' has place ' || coalesce(CAST(u.paid_session_place AS text), 'none') ||"
            " ', the last payment ' || coalesce(CAST(last.session_place AS text), 'none') AS broken FROM {users} u"
            " LEFT JOIN (SELECT h.user_id, r.session_place, r.session_entered_at,"
            "                   row_number() OVER (PARTITION BY h.user_id ORDER BY h.{seq} DESC) AS nth"
            "            FROM point_history h JOIN (SELECT DISTINCT payment_id, session_place, session_entered_at"
            "             FROM reservation WHERE session_place IS NOT NULL) AS r ON r.payment_id = h.id"
            "            WHERE h.reason = {reason:payment}) AS last"
            "  ON last.user_id = u.id AND last.nth = 1"
            " WHERE coalesce(u.paid_session_place, -1) <> coalesce(last.session_place, -1)"
            "    OR coalesce(u.paid_session_entered_at, -1) <> coalesce(last.session_entered_at, -1)"},
    Promise{"a session is one user's",
            "SELECT count(DISTINCT user_id) || ' users paid in the session of place ' || session_place ||"
            " ' that entered at ' || session_entered_at AS broken FROM reservation WHERE session_place IS NOT NULL"
            " GROUP BY session_place, session_entered_at HAVING count(DISTINCT user_id) > 1"},
    // By their bodies: what says that points were charged or paid, or that a user is there, has left its row.
    Promise{"every remembered answer has its effect",
            "WITH answer AS (SELECT scope, key, {body:id} AS id, {body:reason} AS reason, {body:userId} AS user_id,"
            "                       {body:amount} AS amount, {body:point} AS point, {body:name} AS name"
            "                FROM idempotency WHERE status BETWEEN 200 AND 299),"
            " entry AS MATERIALIZED (SELECT {uuid:id} AS id FROM point_history WHERE reason = {reason:payment}),"
            " charge AS MATERIALIZED (SELECT {uuid:user_id} AS user_id, CAST(amount AS text) AS amount,"
            "                                CAST(balance AS text) AS balance FROM point_history WHERE reason = "
            "{reason:charge}),"
            " person AS MATERIALIZED (SELECT {uuid:id} AS id FROM {users})"
            " SELECT 'key ' || a.key || ' of ' || a.scope || ' answers with payment ' || a.id AS broken"
            "  FROM answer a LEFT JOIN entry ON entry.id = a.id WHERE a.reason = 'payment' AND entry.id IS NULL"
            " UNION ALL SELECT 'key ' || a.key || ' of ' || a.scope || ' answers with a charge of ' || a.amount"
            "  FROM answer a LEFT JOIN charge ON charge.user_id = a.user_id AND charge.amount = a.amount"
            "   AND charge.balance = a.point"
            "  WHERE a.user_id IS NOT NULL AND a.amount IS NOT NULL AND a.point IS NOT NULL AND charge.user_id IS NULL"
            " UNION ALL SELECT 'key ' || a.key || ' of ' || a.scope || ' answers with user ' || a.id"
            "  FROM answer a LEFT JOIN person ON person.id = a.id"
            "  WHERE a.name IS NOT NULL AND a.point IS NOT NULL AND person.id IS NULL"},
    Promise{"what is steered is what the operator did last",
            "SELECT 'steered at ' || coalesce(CAST(s.changed_at AS text), 'no time') || ', the last action is of ' ||"
            " coalesce(CAST(a.at AS text), 'no time') AS broken FROM steering s"
            " LEFT JOIN (SELECT at FROM operator_action WHERE kind <= {kind:clear-message} ORDER BY {seq} DESC LIMIT "
            "1) AS a ON true"
            " WHERE coalesce(s.changed_at, -1) <> coalesce(a.at, -1)"
            " UNION ALL SELECT 'date ' || {uuid:d.id} || CASE WHEN d.on_sale THEN ' is open, and was closed last'"
            "   ELSE ' is closed, and was opened last' END FROM concert_date d"
            " JOIN (SELECT subject, kind, row_number() OVER (PARTITION BY subject ORDER BY {seq} DESC) AS nth"
            "       FROM operator_action WHERE kind IN ({kind:close-sale}, {kind:reopen-sale})) AS a ON a.subject = "
            "{uuid:d.id} AND a.nth = 1"
            " WHERE d.on_sale <> (a.kind = {kind:reopen-sale})"},
};

}  // namespace

std::span<Promise const> promises_of_history() { return history_promises; }

}  // namespace onsale
