// The sale's clock: UTC that never goes back, not even over a restart.
//
// Holds, sessions, ids and the ledger are ordered by it, so a clock that is set back (a step of NTP, a restored
// machine) must not make yesterday of today. It starts no earlier than the newest instant in the stores, goes on with
// the steady clock, and follows the system's clock forwards only. After a step back it runs ahead of the system by
// that step until the next start: lead() tells by how much.
#pragma once

#include <algorithm>
#include <atomic>

#include "domain/instant.h"

namespace onsale {

class SaleClock final : public Clock {
  public:
    // newest: the newest instant that the stores carry.
    explicit SaleClock(Instant newest) {
        if (now() <= newest) offset_.store((newest - steady()).count() + 1);
    }
    SaleClock(SaleClock const&) = delete;

    Instant now() const override {
        auto const running = steady();
        auto const wanted = (system() - running).count();
        auto offset = offset_.load(std::memory_order_relaxed);
        while (offset < wanted && !offset_.compare_exchange_weak(offset, wanted, std::memory_order_relaxed)) {
        }
        return running + milliseconds{std::max(offset, wanted)};
    }

    milliseconds lead() const { return now() - system(); }

  private:
    static Instant steady() {
        return Instant{std::chrono::duration_cast<milliseconds>(std::chrono::steady_clock::now().time_since_epoch())};
    }
    static Instant system() { return std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now()); }

    mutable std::atomic<milliseconds::rep> offset_{0};  // of UTC from the steady clock; only grows
};

}  // namespace onsale
