#include "infrastructure/sqlite/sale/audit.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "infrastructure/sale_encoding/audit/sale_promises.h"
#include "infrastructure/sqlite/audit_checks.h"
#include "infrastructure/sqlite/sale/schema.h"
#include "infrastructure/sqlite/uuid_text.h"

namespace onsale::sqlite {
namespace {

std::string body_member(std::string_view member) {
    return fmt::format(
        "CASE WHEN json_valid(CAST(body AS text)) THEN CAST(json_extract(CAST(body AS text), '$.{}') AS text) END",
        member);
}

constexpr AuditDialect dialect{
    .users = "user", .seq = "id", .uuid = &uuid_text, .body = &body_member, .not_indexed = " NOT INDEXED"};

// A definition without what does not matter: white space, and comments.
std::string bare(std::string_view sql) {
    std::string text;
    for (std::size_t i = 0; i < sql.size(); ++i) {
        if (sql.substr(i, 2) == "--") i = std::min(sql.find('\n', i), sql.size());
        if (i < sql.size() && std::string_view(" \n\t\r").find(sql[i]) == std::string_view::npos) text += sql[i];
    }
    return text;
}

// Name -> definition of every table (its CHECKs stand in it), index and trigger.
std::map<std::string, std::string> guards_of(Database& database) {
    std::map<std::string, std::string> guards;
    auto row = database.prepare("SELECT type || ' ' || name, sql FROM sqlite_schema WHERE sql IS NOT NULL");
    while (row.step()) guards.emplace(std::string(row.text(0)), bare(row.text(1)));
    return guards;
}

// Against what this program makes where there is nothing.
void audit_guards(Database& database, AuditReport& report) {
    auto fresh = Database::open(":memory:", Mode::read_write);
    make_schema(fresh);
    auto const there = guards_of(database);
    std::vector<std::string> missed;
    for (auto const& [name, definition] : guards_of(fresh)) {
        auto const found = there.find(name);
        if (found == there.end()) {
            missed.push_back("no " + name);
        } else if (found->second != definition) {
            missed.push_back(name + " is not as this release makes it");
        }
    }
    report.note("the guards of the tables are in place", missed.size(),
                std::span(missed).first(std::min(missed.size(), most_violations_named)));
}

}  // namespace

std::vector<CheckQuery> sale_checks() { return promises_of_sale(dialect); }

void audit_sale(std::filesystem::path const& data, AuditReport& report) {
    auto database = open_sale_file(data, Mode::read_only);
    audit_guards(database, report);
    audit_file(database, counts_of_sale(dialect), sale_checks(), report);
}

}  // namespace onsale::sqlite
