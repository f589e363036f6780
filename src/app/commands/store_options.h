// Which sale a command is about: that of a data directory, or that of a PostgreSQL.
#pragma once

#include <CLI/App.hpp>
#include <CLI/Option.hpp>

#include "app/serving/store/offline_store.h"

namespace onsale {

// Adds --data and --store, of which exactly one must be given; the environment's ONSALE_STORE counts where neither is.
// Returns --data, for more checks. The address must live until the command line is read.
CLI::Option& add_store_options(CLI::App& command, StoreAddress& address);

}  // namespace onsale
