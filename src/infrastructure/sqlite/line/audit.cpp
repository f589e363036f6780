#include "infrastructure/sqlite/line/audit.h"

#include <vector>

#include <fmt/format.h>

#include "infrastructure/sqlite/audit_checks.h"
#include "infrastructure/sqlite/uuid_text.h"

namespace onsale::sqlite {
namespace {

// The journal does not know the capacity, nor which fans polled: the last two numbers are for the operator to compare
// with what was set. An away fan is passed by right.
std::vector<CountQuery> counts() {
    return {
        {"places ever given", "SELECT count(*) FROM place"},
        {"places not ended", "SELECT count(*) FROM place WHERE ended_at IS NULL"},
        {"fans who came in", "SELECT count(*) FROM place WHERE entered_at IS NOT NULL"},
        {"fans inside at one moment, at most",
         "SELECT coalesce(max(inside), 0) FROM (SELECT sum(step) OVER (ORDER BY at, step"
         "  ROWS UNBOUNDED PRECEDING) AS inside FROM"
         " (SELECT entered_at AS at, 1 AS step FROM place WHERE entered_at IS NOT NULL UNION ALL"
         "  SELECT min(expires_at, ifnull(ended_at, expires_at)), -1 FROM place WHERE entered_at IS NOT NULL))"},
        {"fans who came in after somebody with a higher number",
         "SELECT count(*) FROM (SELECT entered_at, min(entered_at) OVER (ORDER BY number DESC"
         "  ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS behind FROM place WHERE entered_at IS NOT NULL)"
         " WHERE behind < entered_at"},
    };
}

// That numbers are unique is the table's primary key; the file's own check looks at it.
std::vector<CheckQuery> checks() {
    auto const user = uuid_text("user_id");
    return {
        {"places are in the order of joining",
         "SELECT 'place ' || number || ' joined before place ' || before FROM"
         " (SELECT number, joined_at, lag(number) OVER line AS before, lag(joined_at) OVER line AS joined_before"
         "  FROM place WINDOW line AS (ORDER BY number)) WHERE joined_at < joined_before"},
        {"a user has one place at a time",
         fmt::format("SELECT 'user ' || {} || ' joined as ' || number || ' while place ' || before ||"
                     " ' was not ended' FROM"
                     " (SELECT user_id, number, joined_at, lag(number) OVER mine AS before,"
                     "  lag(min(ifnull(ended_at, expires_at), ifnull(expires_at, ended_at))) OVER mine AS ended_before"
                     "  FROM place WINDOW mine AS (PARTITION BY user_id ORDER BY number))"
                     " WHERE before IS NOT NULL AND (ended_before IS NULL OR joined_at < ended_before)",
                     user)},
        {"sessions begin after joining and end after beginning",
         "SELECT 'place ' || number FROM place"
         " WHERE entered_at < joined_at OR expires_at <= entered_at OR ended_at < joined_at"},
        {"every place is a user's",
         fmt::format("SELECT 'place ' || number || ' is of unknown user ' || {} FROM place"
                     " WHERE NOT EXISTS (SELECT 1 FROM sale.user WHERE sale.user.id = place.user_id)",
                     user)},
        // A session that the journal does not have is of a line that was lost, or of another one.
        {"a session that was paid is its payer's",
         fmt::format("SELECT 'place ' || p.number || ' is of user ' || {} || ', and user ' || {} || ' paid in it'"
                     " FROM sale.reservation r JOIN place p ON p.number = r.session_place"
                     " AND p.entered_at = r.session_entered_at WHERE p.user_id <> r.user_id",
                     uuid_text("p.user_id"), uuid_text("r.user_id"))},
    };
}

}  // namespace

void audit_line(std::filesystem::path const& data, AuditReport& report) {
    auto const file = data / "line.db";
    if (!std::filesystem::exists(file)) return;
    auto database = open_store(file, Mode::read_only);
    auto attach = database.prepare("ATTACH ?1 AS sale");
    attach.bind(1, (data / "sale.db").string());
    attach.run();
    audit_file(database, counts(), checks(), report);
}

}  // namespace onsale::sqlite
