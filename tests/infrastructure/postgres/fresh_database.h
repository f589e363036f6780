// A database of one test alone, on the server that ONSALE_TEST_POSTGRES names (script/with-servers starts one).
#pragma once

#include <string>

#include "infrastructure/postgres/connection.h"

namespace onsale::postgres {

enum class Schema : std::uint8_t { none, newest };

class FreshDatabase {
  public:
    // Throws where ONSALE_TEST_POSTGRES is not set: without a server these tests fail, and do not skip.
    explicit FreshDatabase(Schema schema = Schema::newest);
    ~FreshDatabase();  // drops it, and ends whatever session is left
    FreshDatabase(FreshDatabase const&) = delete;

    std::string const& name() const { return name_; }
    std::string url() const;
    // The same database, first by a port where nobody listens.
    std::string url_with_a_dead_host() const;

    // As the superuser, in a session of its own.
    void run(std::string const& sql) const;
    std::int64_t number(std::string const& sql) const;
    // As a standby looks to clients that connect from now on, or not.
    void take_no_writes(bool none) const;
    // Ends all sessions with it, and lets nobody connect until told otherwise.
    void take_no_connections(bool none) const;
    void terminate(std::int64_t backend) const;

  private:
    std::string name_;
};

}  // namespace onsale::postgres
