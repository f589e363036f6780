// The built `onsale` binary: a server in a process of its own, and commands that run to their end.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <sys/types.h>

namespace onsale::tests {

using Arguments = std::vector<std::string>;
using Environment = std::vector<std::string>;  // "NAME=value", instead of all ONSALE_* there are

struct Finished {
    int exit_code = 0;   // -N: ended by signal N
    std::string output;  // both streams
};

// Throws when it does not end within a minute (and kills it).
Finished run(std::filesystem::path const& program, Arguments const& arguments, Environment const& environment = {});

class OnsaleProcess {
  public:
    // Starts and waits until it listens; its output is appended to `log`. Throws when it ends instead.
    OnsaleProcess(std::filesystem::path const& program, Arguments const& arguments, std::filesystem::path const& log);
    ~OnsaleProcess();  // kills it, if it is still there
    OnsaleProcess(OnsaleProcess const&) = delete;
    OnsaleProcess& operator=(OnsaleProcess const&) = delete;

    std::uint16_t port() const { return port_; }
    void signal(int number) const;

    // Waits for the end; see Finished. Throws when it does not end within a minute.
    int exit_code();

  private:
    pid_t pid_ = -1;
    std::uint16_t port_ = 0;
};

}  // namespace onsale::tests
