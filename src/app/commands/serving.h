// What commands that serve a sale share: `onsale serve` and `onsale demo`.
#pragma once

#include <functional>
#include <optional>

#include "app/config/layers.h"
#include "app/serving/sale_server.h"

namespace onsale {

// The settings of these layers and the process's environment; nullopt: they are wrong, and what is wrong has been said.
std::optional<config::Settings> settings_or_complaints(config::Layers layers);

// Serves until SIGINT or SIGTERM. ready: told once where it listens, when it does. Throws what SaleServer throws.
void serve(config::Settings const& settings, OnDifference on_difference,
           std::function<void(config::ListenAddress const&)> const& ready);

}  // namespace onsale
