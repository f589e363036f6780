// Which sale a command is about: that of a data directory, or that of a PostgreSQL.
#pragma once

#include <string>

#include <CLI/App.hpp>
#include <CLI/Option.hpp>

namespace onsale {

// Adds --data and --store (also ONSALE_STORE), of which exactly one must be given. Returns --data, for more checks.
CLI::Option& add_store_options(CLI::App& command, std::string& data, std::string& store);

}  // namespace onsale
