// What commands that serve a sale share: `onsale serve` and `onsale demo`.
#pragma once

#include <functional>
#include <optional>

#include "app/config/layers.h"
#include "app/serving/sale_server.h"

namespace onsale {

// The settings of these layers and the process's environment; nullopt: they are wrong, and what is wrong has been said.
std::optional<config::Settings> settings_or_complaints(config::Layers layers);

// Serves until SIGINT or SIGTERM, on the service manager's socket where there is one. ready: told once where it
// listens, when it does. Throws what SaleServer throws, and std::runtime_error for a socket that cannot be served on.
void serve(config::Settings settings, OnDifference on_difference,
           std::function<void(config::ListenAddress const&)> const& ready);

}  // namespace onsale
