#include "infrastructure/sqlite/audit_checks.h"

#include <string>
#include <vector>

namespace onsale::sqlite {
namespace {

void run_check(Database& database, CheckQuery const& check, AuditReport& report) {
    auto row = database.prepare(check.sql);
    std::vector<std::string> named;
    std::size_t broken = 0;
    for (; row.step(); ++broken) {
        if (broken < most_violations_named) named.emplace_back(row.text(0));
    }
    report.note(check.promise, broken, named, check.weight);
}

}  // namespace

void audit_file(Database& database, std::span<CountQuery const> counts, std::span<CheckQuery const> checks,
                AuditReport& report) {
    CheckQuery const file_is_sound{"the file is sound",
                                   "SELECT integrity_check FROM pragma_integrity_check WHERE integrity_check <> 'ok'"};
    database.exec("BEGIN");
    for (auto const& count : counts) {
        auto row = database.prepare(count.sql);
        row.step();
        report.counts.push_back({std::string(count.what), row.integer(0)});
    }
    run_check(database, file_is_sound, report);
    for (auto const& check : checks) run_check(database, check, report);
    database.exec("COMMIT");
}

}  // namespace onsale::sqlite
