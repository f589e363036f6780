// The promises, as they are written down: see sale_promises.h.
#pragma once

#include <span>
#include <string_view>

#include "application/audit.h"

namespace onsale {

struct Promise {
    std::string_view promise;
    std::string_view sql;
    AuditWeight weight = AuditWeight::promise;
};

std::span<Promise const> promises_of_seats();    // concerts, dates, seats, reservations
std::span<Promise const> promises_of_history();  // wallets, the ledger, sessions, remembered answers, steering

}  // namespace onsale
