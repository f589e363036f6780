#include "infrastructure/postgres/sale/schema.h"

#include <algorithm>

#include <fmt/format.h>

#include "infrastructure/postgres/sale/migrations.h"

namespace onsale::postgres {
namespace {

// One number for all programs that change this schema: "onsale" in ASCII. Until the transaction ends: behind a pooler a
// session is not ours for longer.
constexpr Statement wait_for_our_turn{"schema_turn", "SELECT pg_advisory_xact_lock(x'6f6e73616c65'::bigint)"};
constexpr auto make_version_table =
    "CREATE TABLE IF NOT EXISTS schema_version ("
    " version integer PRIMARY KEY, name text NOT NULL, applied_at timestamptz NOT NULL DEFAULT now())";
constexpr Statement version_table{"schema_version_table", "SELECT to_regclass('schema_version') IS NOT NULL"};
constexpr Statement newest_version{"schema_newest", "SELECT coalesce(max(version), 0) FROM schema_version"};
constexpr Statement add_version{"schema_add_version", "INSERT INTO schema_version (version, name) VALUES ($1, $2)"};

int version_of_program() { return migrations().back().version; }

int version_of(Connection& connection) {
    auto const there = connection.ask(version_table);
    if (there[0].bytes(0)[0] == 0) return 0;
    return static_cast<int>(connection.ask(newest_version)[0].integer(0));
}

void refuse_newer(int version) {
    if (version <= version_of_program()) return;
    throw StorageFault(fmt::format("the database has schema version {}, this onsale knows {}: it is of a newer release",
                                   version, version_of_program()));
}

}  // namespace

namespace {

// Returns the version that was found: another program may have done the step meanwhile, and then it is not done again.
int apply(Migration const& step, Connection& connection) {
    Transaction transaction(connection);
    connection.ask(wait_for_our_turn);
    auto const there = version_of(connection);
    refuse_newer(there);
    if (there >= step.version) return there;
    connection.run_script(step.sql);
    Parameters parameters;
    parameters.add(std::int32_t{step.version}).add(std::string_view(step.name));
    connection.queue(add_version, std::move(parameters));
    transaction.commit();
    return there;
}

void make_versions(Connection& connection) {
    Transaction transaction(connection);
    connection.ask(wait_for_our_turn);
    connection.run_script(make_version_table);
    transaction.commit();
}

}  // namespace

int newest_schema() { return version_of_program(); }

Migrated migrate(std::string const& url) {
    using std::chrono::minutes;
    // A step may have to go through a large table, and others wait for the node that does it.
    Connection connection(url, {.answer_timeout = minutes{30},
                                .lock_timeout = minutes{20},
                                .idle_in_transaction_timeout = minutes{30},
                                .settings = {}});
    connection.ensure_open();
    auto const before = version_of(connection);
    refuse_newer(before);
    if (before == 0) make_versions(connection);
    Migrated done{.from = version_of_program(), .to = version_of_program()};
    for (auto const& step : migrations()) {
        if (step.version > before) done.from = std::min(done.from, apply(step, connection));
    }
    return done;
}

void migrate_if_empty(std::string const& url) {
    bool empty = false;
    {
        Connection connection(url);
        connection.ensure_open();
        empty = version_of(connection) == 0;
    }
    if (empty) migrate(url);
}

void require_schema(Connection& connection) {
    auto const version = version_of(connection);
    refuse_newer(version);
    if (version < version_of_program()) {
        throw StorageFault(fmt::format("the database has schema version {}, this onsale needs {}: run onsale migrate",
                                       version, version_of_program()));
    }
}

}  // namespace onsale::postgres
