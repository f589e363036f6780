#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/commands/store_options.h"

namespace onsale {

void add_migrate(CLI::App& app, int& exit_code) {
    auto* command = app.add_subcommand(
        "migrate", "Create the tables of a store, or bring them up to date; safe to run again, and on several nodes");
    auto address = std::make_shared<StoreAddress>();
    add_store_options(*command, *address);
    command->callback([address, &exit_code] {
        auto const [from, to] = migrate_store(*address);
        if (from == to) {
            fmt::print("the store is at version {}: nothing to do\n", to);
        } else {
            fmt::print("the store went from version {} to {}\n", from, to);
        }
        exit_code = 0;
    });
}

}  // namespace onsale
