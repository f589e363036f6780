// A RehearsalServer in a process of its own, so that its memory can be told from the drill's, and on cores of its own.
#pragma once

#include <cstdint>
#include <filesystem>

#include <sys/types.h>

#include "application/audit.h"

namespace onsale {

class RehearsalProcess {
  public:
    // Forks: call it while this process has one thread. The child has the first `cores` of the cores that this process
    // may use, and as many I/O threads; this process keeps the others, if there are any. Throws std::runtime_error,
    // with the child's words if it is the server that could not start.
    RehearsalProcess(std::filesystem::path const& venue_plan, std::uint32_t capacity, std::uint32_t cores);
    ~RehearsalProcess();  // ends the child
    RehearsalProcess(RehearsalProcess const&) = delete;

    std::uint16_t port() const { return port_; }
    pid_t process() const { return process_; }
    bool apart() const { return apart_; }  // false: too few cores, server and drill share them

    // Stops the server, and audits what it leaves behind. Throws std::runtime_error if the child is no more.
    AuditReport stop_and_audit();

  private:
    int wishes_ = -1;  // to the child; closing it is the wish to stop
    int words_ = -1;   // from the child
    pid_t process_ = 0;
    std::uint16_t port_ = 0;
    bool apart_ = false;
};

}  // namespace onsale
