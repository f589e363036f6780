// Puts a hall on sale for a command that may be run again: after a kill, or a COMMIT whose answer was lost, nobody
// knows whether the first run came through. What is there already is found, and not put on sale a second time.
#pragma once

#include <expected>
#include <string>

#include "app/serving/import_date.h"
#include "application/boards/sale_archive.h"
#include "application/clerk/unit_of_work.h"
#include "domain/identifiers.h"
#include "infrastructure/venue/venue_plan.h"

namespace onsale {

struct ImportedSale {
    ConcertId concert;
    ConcertDateId date;
    std::size_t seats = 0;
    bool was_there = false;  // by an earlier run: same seats, labels and prices; its terms are those it has
};

// Both of the same store. Unexpected: nothing new is on sale, as far as is known, and why: the date is there with
// other seats or prices, the plan cannot be put on sale, or the store failed. Throws StorageFault only when the store
// cannot be read at the beginning.
std::expected<ImportedSale, std::string> import_sale(UnitOfWork& work, SaleArchive& archive, DateToImport const& what,
                                                     venue::VenuePlan const& plan, Others others);

}  // namespace onsale
