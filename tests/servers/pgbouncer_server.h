// PgBouncer: a real one (tests/servers/pgbouncer) in front of a PostgreSQL, on a free port of loopback.
#pragma once

#include <cstdint>
#include <string>

#include <sys/types.h>

#include "servers/postgres_server.h"
#include "support/temporary_folder.h"

namespace onsale::tests {

class PgBouncer {
  public:
    enum class Mode : std::uint8_t { session, transaction };

    // Returns when it takes connections. Throws std::runtime_error with its log if it does not.
    PgBouncer(PostgresServer const& server, Mode mode);
    PgBouncer(PgBouncer const&) = delete;
    PgBouncer& operator=(PgBouncer const&) = delete;
    ~PgBouncer();

    std::string url() const;

  private:
    TemporaryFolder folder_;
    std::uint16_t const port_;
    pid_t pid_ = -1;
};

}  // namespace onsale::tests
