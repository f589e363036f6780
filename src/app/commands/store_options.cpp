#include "app/commands/store_options.h"

#include <CLI/CLI.hpp>

namespace onsale {

CLI::Option& add_store_options(CLI::App& command, std::string& data, std::string& store) {
    auto* sale = command.add_option_group("sale", "Which sale");
    auto* directory = sale->add_option("--data", data, "The data directory");
    sale->add_option("--store", store, "The PostgreSQL, postgresql://user@host/database")->envname("ONSALE_STORE");
    sale->require_option(1);
    return *directory;
}

}  // namespace onsale
