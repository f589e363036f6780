// PostgresServer: a PostgreSQL of one test alone (tests/servers/postgres), on a free port of loopback, in a temporary
// folder. It can be killed and started again; a second one can be its standby.
//
// Nothing is flushed to disk: what a killed process has written is still there, what a machine without power has is
// not.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <sys/types.h>

#include "support/temporary_folder.h"

namespace onsale::tests {

class PostgresServer {
  public:
    // An empty one, or a standby that follows `primary`. Returns when it takes connections. Throws std::runtime_error
    // with its log if it does not.
    explicit PostgresServer(PostgresServer const* primary = nullptr);
    PostgresServer(PostgresServer const&) = delete;
    PostgresServer& operator=(PostgresServer const&) = delete;
    ~PostgresServer();

    std::uint16_t port() const { return port_; }
    std::string url() const;
    // One URL for two servers: whichever can be written to.
    std::string url_or(PostgresServer const& other) const;

    void kill();   // SIGKILL
    void start();  // again, on the same port, with what is in the folder

    // As the superuser. Throws what postgres::Connection throws.
    void run(std::string const& sql) const;
    std::int64_t number(std::string const& sql) const;

  private:
    void spawn();
    void wait_until_it_answers();
    void copy(PostgresServer const& primary) const;
    std::string folder() const { return (folder_ / "data").string(); }

    TemporaryFolder folder_;
    std::uint16_t const port_;
    pid_t pid_ = -1;
};

}  // namespace onsale::tests
