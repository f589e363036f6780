// A RehearsalServer in a process of its own, so that its memory can be told from the drill's, and on cores of its own.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include <sys/types.h>

#include "application/audit.h"

namespace onsale {

// What the server may use. It gets the first cores of those that this process may use, and as many I/O threads; this
// process keeps the others, if there are any.
struct ServerShare {
    std::uint32_t cores = 1;
    // Of each core, roughly, when there is more to do than it can: next to the server, which is made nicer, a process
    // burns what is left. (A server needs little CPU for a request, and a client hardly less: to offer a
    // multiple of what a server carries, from the same machine, make the server small.)
    double share = 1;
};

class RehearsalProcess {
  public:
    // Forks: call it while this process has one thread. Throws std::runtime_error, with the child's words if it is the
    // server that could not start.
    RehearsalProcess(std::filesystem::path const& venue_plan, std::uint32_t capacity, ServerShare share);
    ~RehearsalProcess();  // ends the children
    RehearsalProcess(RehearsalProcess const&) = delete;

    std::uint16_t port() const { return port_; }
    pid_t process() const { return process_; }
    bool apart() const { return apart_; }  // false: too few cores, server and drill share them

    // Stops the server, and audits what it leaves behind. Throws std::runtime_error if the child is no more.
    AuditReport stop_and_audit();

  private:
    void burn(std::vector<std::size_t> const& cores);

    std::vector<pid_t> burners_;
    int wishes_ = -1;  // to the child; closing it is the wish to stop
    int words_ = -1;   // from the child
    pid_t process_ = 0;
    std::uint16_t port_ = 0;
    bool apart_ = false;
};

}  // namespace onsale
