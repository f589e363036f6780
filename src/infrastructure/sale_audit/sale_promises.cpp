#include "infrastructure/sale_audit/sale_promises.h"

#include <array>

#include "domain/invariant.h"
#include "infrastructure/sale_audit/promise_lists.h"

namespace onsale {
namespace {

struct Count {
    std::string_view what;
    std::string_view sql;
};

constexpr std::array counts{
    Count{"concert dates", "SELECT count(*) FROM concert_date"},
    Count{"seats", "SELECT count(*) FROM seat"},
    Count{"seats available", "SELECT count(*) FROM seat WHERE status = 0"},
    Count{"seats reserved", "SELECT count(*) FROM seat WHERE status = 1"},
    Count{"seats held (paid)", "SELECT count(*) FROM seat WHERE status = 2"},
    Count{"reservations", "SELECT count(*) FROM reservation"},
    Count{"users", "SELECT count(*) FROM {users}"},
    Count{"points in wallets", "SELECT CAST(coalesce(sum(balance), 0) AS bigint) FROM {users}"},
    Count{"point history entries", "SELECT count(*) FROM point_history"},
};

std::string spelled_token(std::string_view token, AuditDialect const& dialect) {
    if (token == "users") return std::string(dialect.users);
    if (token == "seq") return std::string(dialect.seq);
    if (token == "not-indexed") return std::string(dialect.not_indexed);
    if (token.starts_with("uuid:")) return dialect.uuid(token.substr(5));
    invariant(token.starts_with("body:"), "a text of the audit has a token that is known");
    return dialect.body(token.substr(5));
}

}  // namespace

std::string spelled(std::string_view sql, AuditDialect const& dialect) {
    std::string text;
    while (!sql.empty()) {
        auto const opens = sql.find('{');
        text += sql.substr(0, opens);
        if (opens == std::string_view::npos) break;
        auto const closes = sql.find('}', opens);
        invariant(closes != std::string_view::npos, "a token in a text of the audit ends");
        text += spelled_token(sql.substr(opens + 1, closes - opens - 1), dialect);
        sql.remove_prefix(closes + 1);
    }
    return text;
}

std::vector<CountQuery> counts_of_sale(AuditDialect const& dialect) {
    std::vector<CountQuery> queries;
    for (auto const& count : counts) queries.push_back({count.what, spelled(count.sql, dialect)});
    return queries;
}

std::vector<CheckQuery> promises_of_sale(AuditDialect const& dialect) {
    std::vector<CheckQuery> queries;
    for (auto const& list : {promises_of_seats(), promises_of_history()}) {
        for (auto const& [promise, sql, weight] : list) queries.push_back({promise, spelled(sql, dialect), weight});
    }
    return queries;
}

}  // namespace onsale
