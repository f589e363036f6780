#include "infrastructure/postgres/sale/agreements.h"

#include <string_view>
#include <utility>

#include "infrastructure/postgres/connection.h"
#include "infrastructure/postgres/sale/schema.h"

namespace onsale::postgres {
namespace {

constexpr Statement one_at_a_time{"agreed_lock", "LOCK TABLE agreed_setting IN EXCLUSIVE MODE"};
constexpr Statement what_is_kept{"agreed_kept", "SELECT name, value FROM agreed_setting"};
// By the name that our connections give themselves, or that the URL gives them.
constexpr Statement others_there{
    "agreed_others",
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    " AND application_name = current_setting('application_name')"};
constexpr Statement keep{"agreed_keep",
                         "INSERT INTO agreed_setting (name, value) SELECT * FROM unnest($1::text[], $2::text[])"
                         " ON CONFLICT (name) DO UPDATE SET value = excluded.value"};

}  // namespace

void agree(std::string const& url, std::function<Agreements(Agreements const& kept, bool alone)> const& decide) {
    Connection connection(url, {.writes = true});
    connection.ensure_open();
    require_schema(connection);
    Transaction transaction(connection);
    connection.queue(one_at_a_time);
    auto const rows = connection.ask(what_is_kept);
    Agreements kept;
    for (int i = 0; i < rows.size(); ++i) kept.emplace(rows[i].text(0), rows[i].text(1));
    auto const fresh = decide(kept, connection.ask(others_there)[0].integer(0) == 0);
    if (!fresh.empty()) {
        Parameters parameters;
        parameters.add_each(fresh, [](auto const& each) { return std::string_view(each.first); });
        parameters.add_each(fresh, [](auto const& each) { return std::string_view(each.second); });
        connection.queue(keep, std::move(parameters));
    }
    transaction.commit();
}

}  // namespace onsale::postgres
