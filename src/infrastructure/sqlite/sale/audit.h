// Audits DIR/sale.db, read-only, also while a server runs: promises 1 and 2, and that seats, reservations,
// counters and the ledger agree.
#pragma once

#include <filesystem>
#include <vector>

#include "application/audit.h"
#include "infrastructure/sale_encoding/audit/audit_query.h"

namespace onsale::sqlite {

// Errors: StorageFault when the file cannot be read.
void audit_sale(std::filesystem::path const& data, AuditReport& report);

// What it asks of the tables, in the order of asking.
std::vector<CheckQuery> sale_checks();

}  // namespace onsale::sqlite
