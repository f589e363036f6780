#include "app/commands/store_options.h"

#include <cstdlib>
#include <string>

#include <CLI/CLI.hpp>

namespace onsale {

CLI::Option& add_store_options(CLI::App& command, StoreAddress& address) {
    auto* sale = command.add_option_group("sale", "Which sale");
    auto* directory = sale->add_option_function<std::string>(
        "--data", [&address](std::string const& data) { address.data = data; }, "The data directory");
    auto* shared = sale->add_option("--store", address.url,
                                    "The PostgreSQL, postgresql://user@host/database; without either: ONSALE_STORE");
    directory->excludes(shared);
    // Not envname(): that would count as the flag, and stand against a --data that was given.
    command.parse_complete_callback([directory, shared, &address] {
        if (directory->count() + shared->count() > 0) return;
        auto const* const from_environment = std::getenv("ONSALE_STORE");
        if (from_environment == nullptr || *from_environment == '\0') {
            throw CLI::RequiredError("--data or --store (or ONSALE_STORE)");
        }
        address.url = from_environment;
    });
    return *directory;
}

}  // namespace onsale
