// Puts a concert date on sale, as one unit of work: what `onsale import` does, and `onsale drill --serve` before it
// starts its own server.
#pragma once

#include <expected>
#include <filesystem>
#include <string>

#include "application/sale/put_on_sale.h"
#include "application/unit_of_work.h"
#include "infrastructure/venue/venue_plan.h"

namespace onsale {

// The seats of the plan, with its labels and prices, durably. Unexpected: nothing was put on sale, and why; where the
// store failed in its COMMIT, that is not certain. With `is_there` a second date of the same name at the same moment is
// refused, and other orders of this function for that moment wait until this one is through, on other machines, too.
std::expected<SaleOpened, std::string> open_sale(UnitOfWork& work, std::string const& concert, Instant date,
                                                 venue::VenuePlan const& plan, SaleLookup is_there = {});

// The same in a data directory that no server has open, made if it is not there. Throws StorageFault for a directory
// that cannot be opened, or is in use.
std::expected<SaleOpened, std::string> open_sale(std::filesystem::path const& data, std::string const& concert,
                                                 Instant date, venue::VenuePlan const& plan);

// The whole file. Throws std::runtime_error when it cannot be read.
std::string read_plan_file(std::filesystem::path const& path);

}  // namespace onsale
