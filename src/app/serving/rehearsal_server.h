// A server of our own for a rehearsal: temporary data, a hall on sale, loopback, open identity.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>

#include "app/serving/sale_server.h"
#include "application/audit.h"

namespace onsale {

class RehearsalServer {
  public:
    // Puts the venue plan's seats (an empty path: those of stadium_plan()) on sale, each that has no price of its
    // own for 99,000 points, and serves them on a free port. capacity: how many may be inside. io_threads, hold: as the
    // settings. Throws std::runtime_error for a plan that is not good, and what SaleServer throws.
    RehearsalServer(std::filesystem::path const& venue_plan, std::uint32_t capacity, std::uint32_t io_threads = 0,
                    seconds hold = seconds{20});
    ~RehearsalServer();  // stops, and removes the data
    RehearsalServer(RehearsalServer const&) = delete;

    std::uint16_t port() const { return server_->port(); }

    // Stops the server, and audits what it leaves behind.
    AuditReport stop_and_audit();

  private:
    std::filesystem::path data_;
    std::unique_ptr<SaleServer> server_;
};

}  // namespace onsale
