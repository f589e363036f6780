// Runs the queries of an audit.
#pragma once

#include <span>

#include "infrastructure/postgres/connection.h"
#include "infrastructure/sale_encoding/audit/audit_query.h"

namespace onsale::postgres {

// All queries see one and the same snapshot, so that running servers cannot make an audit disagree with itself; and
// they read the tables themselves, so that a broken index cannot hide a row. Errors: StorageFault.
void audit_database(Connection& connection, std::span<CountQuery const> counts, std::span<CheckQuery const> checks,
                    AuditReport& report);

}  // namespace onsale::postgres
