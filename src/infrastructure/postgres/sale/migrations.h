// The steps of the schema, as SQL: forward only, each applied once in a transaction of its own. A step that was
// released never changes; what is to be different becomes a new step.
#pragma once

#include <span>

namespace onsale::postgres {

struct Migration {
    int version;  // 1, 2, 3 ...
    char const* name;
    char const* sql;
};

std::span<Migration const> migrations();

}  // namespace onsale::postgres
