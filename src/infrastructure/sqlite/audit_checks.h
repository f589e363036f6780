// Runs the queries of an audit.
#pragma once

#include <span>

#include "infrastructure/sale_encoding/audit/audit_query.h"
#include "infrastructure/sqlite/connection.h"

namespace onsale::sqlite {

// All queries see one and the same snapshot, so that a running server cannot make an audit disagree with itself.
// Also lets SQLite check the file itself. Errors: StorageFault.
void audit_file(Database& database, std::span<CountQuery const> counts, std::span<CheckQuery const> checks,
                AuditReport& report);

}  // namespace onsale::sqlite
