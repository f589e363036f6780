// Where a reader of the changes stands: what it has seen, and of which history that is. In another one (history.h) the
// same numbers mean something else, and nothing can be said of what is new.
#pragma once

#include <cstdint>
#include <string>

#include "infrastructure/postgres/history.h"

namespace onsale::postgres {

struct Bookmark {
    History history;
    std::string snapshot;  // pg_current_snapshot() of the last reading
    std::int64_t seq = 0;  // the last one of the table `change` that was visible in it, or was deleted before it
};

}  // namespace onsale::postgres
