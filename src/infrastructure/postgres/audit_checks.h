// Runs an audit that is written as SQL: counts, and queries whose every row names one violation.
#pragma once

#include <span>
#include <string_view>

#include "application/audit.h"
#include "infrastructure/postgres/connection.h"

namespace onsale::postgres {

struct CountQuery {
    std::string_view what;
    std::string_view sql;  // one row, one bigint
};

struct CheckQuery {
    std::string_view promise;
    std::string_view sql;  // one text column named `broken`: where the promise is broken; no row: it holds
};

// All queries see one and the same snapshot, so that running servers cannot make an audit disagree with itself; and
// they read the tables themselves, so that a broken index cannot hide a row. Errors: StorageFault.
void audit_database(Connection& connection, std::span<CountQuery const> counts, std::span<CheckQuery const> checks,
                    AuditReport& report);

}  // namespace onsale::postgres
