// Puts a concert date on sale in a data directory that no server has open: what `onsale import` does, and `onsale
// drill --serve` before it starts its own server.
#pragma once

#include <expected>
#include <filesystem>
#include <string>

#include "application/sale/put_on_sale.h"
#include "infrastructure/venue/venue_plan.h"

namespace onsale {

// The seats of the plan, with its labels and prices, durably. The directory is made if it is not there. Unexpected:
// nothing was put on sale, and why. Throws StorageFault for a directory that cannot be opened, or is in use.
std::expected<SaleOpened, std::string> open_sale(std::filesystem::path const& data, std::string const& concert,
                                                 Instant date, venue::VenuePlan const& plan);

// The whole file. Throws std::runtime_error when it cannot be read.
std::string read_plan_file(std::filesystem::path const& path);

}  // namespace onsale
