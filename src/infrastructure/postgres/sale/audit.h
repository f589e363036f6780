// Audits the sale in PostgreSQL, read-only, also while servers run: promises 1 and 2, and that seats,
// reservations, counters and the ledger agree.
#pragma once

#include <string>

#include "application/audit.h"

namespace onsale::postgres {

// Errors: StorageFault when the database cannot be read.
void audit_sale(std::string const& url, AuditReport& report);

}  // namespace onsale::postgres
