#include "infrastructure/postgres/audit_checks.h"

#include <string>

#include <fmt/format.h>

namespace onsale::postgres {
namespace {

constexpr auto begin_reading =
    "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;"
    "SET LOCAL enable_indexscan = off;"
    "SET LOCAL enable_indexonlyscan = off;"
    "SET LOCAL enable_bitmapscan = off;";

// Prepared under no name: each text is run once.
Rows ask_once(Connection& connection, std::string const& sql) { return connection.ask({"", sql.c_str()}); }

void run_check(Connection& connection, CheckQuery const& check, AuditReport& report) {
    auto const rows = ask_once(connection, fmt::format("SELECT broken, count(*) OVER () FROM ({}) AS found LIMIT {}",
                                                       check.sql, most_violations_named));
    auto const broken = rows.size() == 0 ? 0 : static_cast<std::size_t>(rows[0].integer(1));
    report.note(check.promise, broken, rows.map([](Row row) { return std::string(row.text(0)); }), check.weight);
}

}  // namespace

void audit_database(Connection& connection, std::span<CountQuery const> counts, std::span<CheckQuery const> checks,
                    AuditReport& report) {
    connection.run_script(begin_reading);
    for (auto const& count : counts) {
        auto const rows = ask_once(connection, count.sql);
        report.counts.push_back({std::string(count.what), rows[0].integer(0)});
    }
    for (auto const& check : checks) run_check(connection, check, report);
    connection.run_script("COMMIT");
}

}  // namespace onsale::postgres
