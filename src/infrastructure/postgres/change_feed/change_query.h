// The question for changes, and how old ones are deleted, as SQL.
//
// What the question costs depends on what is new and on how many transactions were under way at the last one, whatever
// else runs on the server: each of its three parts finds its rows by an index, and passes over none that is old. A
// transaction that somebody forgot is one number in pg_snapshot_xip, and one look into the index.
#pragma once

#include "infrastructure/postgres/connection.h"
#include "infrastructure/postgres/history.h"

namespace onsale::postgres {

// $1: the snapshot of the last question, $2: its seq, $3: how many of those behind $2 are given at most. Columns:
// ChangeColumn. One row at least; a payload of NULL: nothing new. `seq + 0`: so that nobody takes the index of all that
// is old for this part.
//
// All behind $2 besides what $1 did not show: a server that was killed, or the standby that takes its place, may give a
// transaction the number of one that was rolled back and never reached its disk, and in $1 that one is over. A seq of
// what was committed is not given again, as long as the history is the same.
#define ONSALE_CHANGE_QUERY(history)                                                              \
    "SELECT now.*, changes.payload FROM"                                                          \
    " (SELECT pg_current_snapshot()::text AS snapshot,"                                           \
    "  greatest((SELECT max(seq) FROM change), (SELECT deleted_to FROM change_horizon)) AS seq,"  \
    "  (SELECT deleted_to FROM change_horizon) AS deleted_to,"                                    \
    "  pg_is_in_recovery() OR current_setting('transaction_read_only')::boolean AS read_only,"    \
    "  (SELECT max(version) FROM schema_version) AS schema,"                                      \
    "  floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS clock, " history            \
    ") AS now"                                                                                    \
    " LEFT JOIN ("                                                                                \
    "  (SELECT seq, payload FROM change WHERE seq > $2 ORDER BY seq LIMIT $3)"                    \
    "  UNION ALL SELECT seq, payload FROM change"                                                 \
    "   WHERE xid >= pg_snapshot_xmax($1::text::pg_snapshot) AND seq + 0 <= $2"                   \
    "  UNION ALL SELECT seq, payload FROM change"                                                 \
    "   WHERE xid = ANY (ARRAY(SELECT pg_snapshot_xip($1::text::pg_snapshot))) AND seq + 0 <= $2" \
    " ) AS changes ON true ORDER BY changes.seq"

enum ChangeColumn : int { snapshot, seq, deleted_to, read_only, schema, clock, system, timeline, payload };

constexpr Statement changes_since{"changes_since", ONSALE_CHANGE_QUERY(ONSALE_HISTORY_COLUMNS)};
constexpr Statement changes_since_without_control{"changes_since_2",
                                                  ONSALE_CHANGE_QUERY(ONSALE_HISTORY_COLUMNS_WITHOUT_CONTROL)};

// FeedState that a dump of another server brought along (pg_restore): the numbers of their transactions mean nothing
// here, and while this server has yet to give them, such a row would be new at each question. What a snapshot shows was
// committed before its end, or it is not of this server's history. One piece; gives how many there were.
constexpr int piece_of_foreign_changes = 10'000;
constexpr Statement delete_foreign_changes{
    "delete_foreign_changes",
    "WITH gone AS (DELETE FROM change WHERE seq = ANY (ARRAY("
    "  SELECT seq FROM change WHERE xid >= pg_snapshot_xmax(pg_current_snapshot())"
    "  LIMIT $1 FOR UPDATE SKIP LOCKED))"
    " RETURNING 1) SELECT count(*) FROM gone"};

constexpr Statement export_snapshot{"export_snapshot", "SELECT pg_export_snapshot()"};

// Up to $1. Passes over what others deleted before: while a long transaction keeps dead rows in the index, looking at
// them again and again would cost more each time.
constexpr Statement delete_old{
    "delete_old_changes",
    "WITH gone AS (DELETE FROM change WHERE seq > (SELECT deleted_to FROM change_horizon) AND seq <= $1)"
    " UPDATE change_horizon SET deleted_to = $1 WHERE deleted_to < $1"};

// The planner has no statistics of a table that turns over all the time, and would read all of it.
constexpr auto feed_settings = "-c enable_seqscan=off -c plan_cache_mode=force_generic_plan -c jit=off";

}  // namespace onsale::postgres
