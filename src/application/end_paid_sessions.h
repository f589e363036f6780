// At start: a session whose user paid in it has ended, even if the crash came before the line could write that down.
// The payment is the durable fact; the end of the session follows from it.
#pragma once

#include <cstddef>

#include "application/boards/sale_archive.h"
#include "application/line/line.h"

namespace onsale {

// Returns how many were ended. Errors: StorageFault.
inline std::size_t end_paid_sessions(Line& line, SaleArchive& archive, Instant now) {
    std::size_t ended = 0;
    for (auto const& live : line.sessions(now)) {
        if (archive.paid_since(live.user, live.session.entered_at) && line.end_session(live.user, now)) ++ended;
    }
    return ended;
}

}  // namespace onsale
