// The sale's clock: UTC that runs evenly, never goes back and never jumps while the sale runs.
//
// Holds, sessions, ids and the ledger are ordered by it. It is carried by the machine's steady clock (CLOCK_BOOTTIME:
// a machine that was suspended is right afterwards) and follows a reference slowly, as adjtime(3) does: the system's
// clock, or, from the first follow() on, the clock of the store that many nodes share. So a step of the reference
// shortens or stretches durations by a few percent for a while, and one that is taken back soon leaves nothing behind.
//
//   difference to the reference   how fast it is taken over
//   up to finest_step (1 s)       a fifth of the time that passes: one second within five
//   beyond it                     a twentieth: one minute within twenty
//
// Threads: all members may be called from every thread. now() costs a reading of the steady clock and two loads.
#pragma once

#include <atomic>
#include <mutex>

#include "application/clock_offsets.h"
#include "domain/instant.h"

namespace onsale {

// The clocks of the machine; others in tests.
class MachineTime {
  public:
    virtual ~MachineTime() = default;
    virtual milliseconds steady() const;  // since the machine was started, suspensions included; never goes back
    virtual Instant system() const;       // as it is set: may step either way

    static MachineTime const& real();
};

class SaleClock final : public Clock {
  public:
    // From here on a node's time is not to be trusted: it neither admits nor sweeps.
    static constexpr milliseconds widest_trusted{2'000};
    // The largest difference that is taken over within seconds.
    static constexpr milliseconds finest_step{1'000};

    // newest: the newest instant that the stores carry; the clock begins behind it, even when the system's clock is
    // set to before it. machine outlives the clock.
    explicit SaleClock(Instant newest, MachineTime const& machine = MachineTime::real());
    SaleClock(SaleClock const&) = delete;

    Instant now() const override;

    // The store's clock said `reference` half a round trip ago. The first call, to be made before the sale begins,
    // takes it over at once, also backwards; later ones are followed slowly. What a long round trip leaves uncertain
    // moves nothing. From then on the system's clock is no longer the reference.
    void follow(Instant reference, milliseconds round_trip) noexcept;

    // The sale's time minus the reference.
    milliseconds offset() const;
    // The system's clock minus the reference: 0 as long as it is the reference itself.
    milliseconds system_offset() const;
    ClockOffsets offsets() const;
    // Is there a store's clock to follow? Otherwise the reference is the system's.
    bool follows_store() const { return follows_store_.load(std::memory_order_acquire); }
    // |offset| <= widest_trusted. True as long as nobody else's clock is followed: one node alone orders everything by
    // this very clock, and a step of the system's clock is no reason to stop a sale.
    bool trusted() const;

  private:
    void slew(milliseconds steady) const;
    milliseconds reference_from_steady() const;

    MachineTime const& machine_;
    std::atomic<bool> follows_store_{false};
    std::atomic<milliseconds::rep> reference_{0};       // the store's clock minus the steady one
    mutable std::atomic<milliseconds::rep> offset_{0};  // the sale's time minus the steady clock
    mutable std::atomic<milliseconds::rep> shown_{0};   // the latest that was shown: never less again
    mutable std::atomic<milliseconds::rep> slewed_{0};  // when offset_ was moved last, by the steady clock
    mutable std::mutex slewing_;                        // guards the moving of offset_ and reference_
};

}  // namespace onsale
