// Time, as the domain knows it: always an argument, never read from a clock in here.
#pragma once

#include <chrono>

namespace onsale {

// UTC, in milliseconds: what the API shows and the stores keep.
using Instant = std::chrono::sys_time<std::chrono::milliseconds>;
using std::chrono::milliseconds;
using std::chrono::seconds;

// Where "now" comes from: the system's clock in the server, a set one in tests. Safe to call from every thread.
class Clock {
  public:
    virtual ~Clock() = default;
    virtual Instant now() const = 0;
};

}  // namespace onsale
