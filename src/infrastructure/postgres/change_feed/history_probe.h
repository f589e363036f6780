// HistoryProbe: looks at every server that the URL names, and tells the guard of those that take writes. Without it a
// node that talks to an old primary would never learn that another server was promoted, unless the old one was fenced.
//
// It holds a session with each of them; a URL of one host needs none.
// Threads: one of its own.
#pragma once

#include <chrono>
#include <memory>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

#include "infrastructure/postgres/connection.h"
#include "infrastructure/postgres/history.h"

namespace onsale::postgres {

class HistoryProbe {
  public:
    static constexpr std::chrono::milliseconds usual_interval{1'000};

    // Errors: StorageFault when the URL cannot be read.
    HistoryProbe(std::string const& url, std::shared_ptr<TimelineGuard> guard,
                 std::chrono::milliseconds interval = usual_interval);

    // Idempotent.
    void stop() noexcept;

  private:
    void run(std::stop_token const& stop);
    void look_at(Connection& server);

    std::shared_ptr<TimelineGuard> const guard_;
    std::chrono::milliseconds const interval_;
    std::vector<std::unique_ptr<Connection>> servers_;
    std::jthread thread_;
};

}  // namespace onsale::postgres
