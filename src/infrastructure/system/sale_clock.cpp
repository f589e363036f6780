#include "infrastructure/system/sale_clock.h"

#include <algorithm>
#include <cstdlib>

#include <time.h>

namespace onsale {
namespace {

using Count = milliseconds::rep;

constexpr Count fine_share = 5;     // of the time that passes, up to finest_step
constexpr Count coarse_share = 20;  // beyond it
// How often the reference is looked at, at most; so this is also the grain in which the time moves.
constexpr milliseconds between_looks{20};
// What one look may take over at most: since when the reference has been as it is now, nobody knows.
constexpr milliseconds longest_look{1'000};

Count share_of(Count difference) {
    return std::abs(difference) > SaleClock::finest_step.count() ? coarse_share : fine_share;
}

}  // namespace

milliseconds MachineTime::steady() const {
    timespec time{};
    clock_gettime(CLOCK_BOOTTIME, &time);
    return milliseconds{Count{time.tv_sec} * 1'000 + time.tv_nsec / 1'000'000};
}

Instant MachineTime::system() const {
    return std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
}

MachineTime const& MachineTime::real() {
    static MachineTime const machine;
    return machine;
}

SaleClock::SaleClock(Instant newest, MachineTime const& machine) : machine_(machine) {
    auto const steady = machine_.steady();
    auto const begins = std::max(machine_.system(), newest + milliseconds{1});
    offset_ = (begins - steady).time_since_epoch().count();
    shown_ = begins.time_since_epoch().count();
    slewed_ = steady.count();
}

Instant SaleClock::now() const {
    auto const steady = machine_.steady();
    if (steady.count() - slewed_.load(std::memory_order_relaxed) >= between_looks.count()) slew(steady);
    auto const time = steady.count() + offset_.load(std::memory_order_relaxed);
    // A thread that was held up between two lines must not show a time before what another has shown meanwhile.
    auto shown = shown_.load(std::memory_order_relaxed);
    while (shown < time && !shown_.compare_exchange_weak(shown, time, std::memory_order_relaxed)) {
    }
    return Instant{milliseconds{std::max(shown, time)}};
}

milliseconds SaleClock::reference_from_steady() const {
    if (follows_store()) return milliseconds{reference_.load(std::memory_order_relaxed)};
    return machine_.system().time_since_epoch() - machine_.steady();
}

void SaleClock::slew(milliseconds steady) const {
    std::unique_lock const lock(slewing_, std::try_to_lock);
    if (!lock) return;  // another thread does it
    auto const passed = std::min(steady.count() - slewed_.load(std::memory_order_relaxed), longest_look.count());
    if (passed < between_looks.count()) return;
    auto const offset = offset_.load(std::memory_order_relaxed);
    auto const difference = reference_from_steady().count() - offset;
    auto const share = share_of(difference);
    auto const most = passed / share;
    offset_.store(offset + std::clamp(difference, -most, most), std::memory_order_relaxed);
    slewed_.store(steady.count() - passed % share, std::memory_order_relaxed);  // the rest counts the next time
}

void SaleClock::follow(Instant reference, milliseconds round_trip) noexcept {
    std::lock_guard const lock(slewing_);
    auto const steady = machine_.steady();
    auto const half = round_trip / 2;
    auto const said = (reference.time_since_epoch() + half - steady).count();
    if (!follows_store()) {
        reference_.store(said, std::memory_order_relaxed);
        offset_.store(said, std::memory_order_relaxed);
        slewed_.store(steady.count(), std::memory_order_relaxed);
        shown_.store((steady + milliseconds{said}).count(), std::memory_order_relaxed);
        follows_store_.store(true, std::memory_order_release);
        return;
    }
    // The answer was made at some moment of the round trip: the truth is within half of it, either way.
    auto const known = reference_.load(std::memory_order_relaxed);
    auto const unsure = half.count() + 1;  // both clocks are cut to milliseconds
    reference_.store(std::clamp(known, said - unsure, said + unsure), std::memory_order_relaxed);
}

milliseconds SaleClock::offset() const {
    return milliseconds{offset_.load(std::memory_order_relaxed)} - reference_from_steady();
}

milliseconds SaleClock::system_offset() const {
    if (!follows_store()) return milliseconds{0};
    return machine_.system().time_since_epoch() - machine_.steady() - reference_from_steady();
}

ClockOffsets SaleClock::offsets() const {
    if (!follows_store()) return {.to_system = offset(), .to_store = std::nullopt};
    return {.to_system = offset() - system_offset(), .to_store = offset()};
}

bool SaleClock::trusted() const { return !follows_store() || std::chrono::abs(offset()) <= widest_trusted; }

}  // namespace onsale
