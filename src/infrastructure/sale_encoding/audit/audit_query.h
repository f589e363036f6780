// An audit that is written as SQL: counts, and queries whose every row names one violation.
#pragma once

#include <string>
#include <string_view>

#include "application/audit.h"

namespace onsale {

struct CountQuery {
    std::string_view what;
    std::string sql;  // one row, one whole number
};

struct CheckQuery {
    std::string_view promise;
    std::string sql;  // one text column named `broken`: where the promise is broken; no row: it holds
    AuditWeight weight = AuditWeight::promise;
};

}  // namespace onsale
