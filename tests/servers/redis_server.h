// RedisServer: a redis-server (or redis-sentinel) of one test alone, on a free port of loopback, in a temporary folder.
// It can be killed, frozen, thawed and started again.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <sys/types.h>

#include "support/temporary_folder.h"

namespace onsale::tests {

std::uint16_t free_port();

class RedisServer {
  public:
    using Lines = std::vector<std::string>;  // of the configuration, besides port and folder
    enum class Kind : std::uint8_t { server, sentinel };

    // Returns when it answers at its URL. Throws std::runtime_error with its log if it does not.
    // url: if it needs more than redis://127.0.0.1:port.
    explicit RedisServer(Lines const& lines = {}, Kind kind = Kind::server, std::uint16_t port = free_port(),
                         std::string url = "");
    RedisServer(RedisServer const&) = delete;
    RedisServer& operator=(RedisServer const&) = delete;
    ~RedisServer();

    std::uint16_t port() const { return port_; }
    std::string const& url() const { return url_; }

    void kill();   // SIGKILL
    void start();  // again, on the same port, with what is in the folder
    void freeze() const;
    void thaw() const;

  private:
    void wait_until_it_answers();

    TemporaryFolder folder_;
    Kind const kind_;
    std::uint16_t const port_;
    std::string const url_;
    pid_t pid_ = -1;
};

}  // namespace onsale::tests
