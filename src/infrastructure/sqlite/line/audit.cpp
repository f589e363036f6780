#include "infrastructure/sqlite/line/audit.h"

#include <array>

#include "infrastructure/sqlite/audit_checks.h"

namespace onsale::sqlite {
namespace {

constexpr std::array counts{
    CountQuery{"places ever given", "SELECT count(*) FROM place"},
    CountQuery{"places not ended", "SELECT count(*) FROM place WHERE ended_at IS NULL"},
    CountQuery{"fans who came in", "SELECT count(*) FROM place WHERE entered_at IS NOT NULL"},
};

// That numbers are unique is the table's primary key; the file's own check looks at it.
constexpr std::array checks{
    CheckQuery{"places are in the order of joining",
               "SELECT 'place ' || number || ' joined before place ' || before FROM"
               " (SELECT number, joined_at, lag(number) OVER line AS before, lag(joined_at) OVER line AS joined_before"
               "  FROM place WINDOW line AS (ORDER BY number)) WHERE joined_at < joined_before"},
    CheckQuery{"a user has one place at a time",
               "SELECT 'user ' || lower(hex(user_id)) || ' joined as ' || number || ' while place ' || before ||"
               " ' was not ended' FROM"
               " (SELECT user_id, number, joined_at, lag(number) OVER mine AS before,"
               "         lag(min(ifnull(ended_at, expires_at), ifnull(expires_at, ended_at))) OVER mine AS ended_before"
               "  FROM place WINDOW mine AS (PARTITION BY user_id ORDER BY number))"
               " WHERE before IS NOT NULL AND (ended_before IS NULL OR joined_at < ended_before)"},
    CheckQuery{"sessions begin after joining and end after beginning",
               "SELECT 'place ' || number FROM place"
               " WHERE entered_at < joined_at OR expires_at <= entered_at OR ended_at < joined_at"},
    CheckQuery{"every place is a user's",
               "SELECT 'place ' || number || ' is of unknown user ' || lower(hex(user_id)) FROM place"
               " WHERE NOT EXISTS (SELECT 1 FROM sale.user WHERE sale.user.id = place.user_id)"},
};

}  // namespace

void audit_line(std::filesystem::path const& data, AuditReport& report) {
    auto const file = data / "line.db";
    if (!std::filesystem::exists(file)) return;
    auto database = open_store(file, Mode::read_only);
    auto attach = database.prepare("ATTACH ?1 AS sale");
    attach.bind(1, (data / "sale.db").string());
    attach.run();
    audit_file(database, counts, checks, report);
}

}  // namespace onsale::sqlite
