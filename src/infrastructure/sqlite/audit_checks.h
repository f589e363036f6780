// Runs an audit that is written as SQL: counts, and queries whose every row names one violation.
#pragma once

#include <span>
#include <string_view>

#include "application/audit.h"
#include "infrastructure/sqlite/connection.h"

namespace onsale::sqlite {

struct CountQuery {
    std::string_view what;
    std::string_view sql;  // one row, one number
};

struct CheckQuery {
    std::string_view promise;
    std::string_view sql;  // one text column: where the promise is broken; no row: it holds
};

// All queries see one and the same snapshot, so that a running server cannot make an audit disagree with itself.
// Also lets SQLite check the file itself. Errors: StorageFault.
void audit_file(Database& database, std::span<CountQuery const> counts, std::span<CheckQuery const> checks,
                AuditReport& report);

}  // namespace onsale::sqlite
