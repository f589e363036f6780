#include "infrastructure/postgres/history.h"

namespace onsale::postgres {

bool TimelineGuard::behind(History const& server) const {
    return server.system == newest_.system && server.timeline != 0 && server.timeline < newest_.timeline;
}

bool TimelineGuard::met(History const& server) {
    std::lock_guard const lock(mutex_);
    if (behind(server)) return false;
    if (server.timeline != 0) newest_ = server;
    return true;
}

bool TimelineGuard::admits(History const& server) const {
    std::lock_guard const lock(mutex_);
    return !behind(server);
}

}  // namespace onsale::postgres
