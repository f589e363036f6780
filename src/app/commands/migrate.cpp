#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/commands/commands.h"
#include "infrastructure/postgres/sale/schema.h"

namespace onsale {

void add_migrate(CLI::App& app, int& exit_code) {
    auto* command = app.add_subcommand(
        "migrate",
        "Create the tables of a PostgreSQL store, or bring them up to date; safe to run again, and on several nodes");
    auto store = std::make_shared<std::string>();
    command->add_option("--store", *store, "The PostgreSQL, postgresql://user@host/database")
        ->envname("ONSALE_STORE")
        ->required();
    command->callback([store, &exit_code] {
        auto const [from, to] = postgres::migrate(*store);
        if (from == to) {
            fmt::print("the store is at version {}: nothing to do\n", to);
        } else {
            fmt::print("the store went from version {} to {}\n", from, to);
        }
        exit_code = 0;
    });
}

}  // namespace onsale
