// A clock that only a test moves. Thread-safe.
#pragma once

#include <atomic>

#include "domain/waiting/fans.h"

namespace onsale {

class SettableClock final : public Clock {
  public:
    Instant now() const override { return now_.load(); }
    void set(Instant at) { now_ = at; }
    void advance(milliseconds by) { now_ = now_.load() + by; }

  private:
    std::atomic<Instant> now_ = opening;
};

}  // namespace onsale
