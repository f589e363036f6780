// Puts a concert date on sale, piece by piece: what `onsale import` does, and `onsale drill --serve` before it
// starts its own server.
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>

#include "application/clerk/unit_of_work.h"
#include "application/sale/put_on_sale.h"
#include "infrastructure/venue/venue_plan.h"

namespace onsale {

enum class Repeat : std::uint8_t {
    found,  // a date at that moment of a concert whose name looks the same is this one
    meant,  // `--again`: a second one is wanted
};

struct DateToImport {
    std::string concert;  // the singer's name
    Instant date;
    SaleTerms terms{};  // within their bounds: checked()
    Repeat repeat = Repeat::found;
};

// Other processes that use the same store meanwhile.
enum class Others : std::uint8_t { none, perhaps };

// The seats of the plan, with its labels and prices, durably. Unexpected: nothing was put on sale, and why; where the
// store failed in its last COMMIT, that is not certain. With Repeat::found a second date of the same name at the same
// moment is refused. What an earlier try left unfinished is removed first; while it may still be alive, it is waited
// for (limits::given_up_after).
std::expected<DatePutOnSale, std::string> import_date(UnitOfWork& work, DateToImport const& wanted,
                                                      venue::VenuePlan const& plan, Others others);

// The whole file. Throws std::runtime_error when it cannot be read.
std::string read_plan_file(std::filesystem::path const& path);

}  // namespace onsale
