// LineClock: what time it is in the line, as a node knows it. The line goes by Redis' clock, which every answer tells;
// between two answers the node carries it on by its steady clock. So a wall clock that is wrong, or that is set,
// changes nothing.
//
// An answer was made at some moment of its round trip: it bounds the difference of the two clocks from both sides.
// Within the bounds the difference is smoothed; what lies outside of them is a clock that was set.
//
// Threads: none of its own.
#pragma once

#include <algorithm>
#include <chrono>
#include <optional>

#include "domain/instant.h"

namespace onsale::redis {

using SteadyTime = std::chrono::steady_clock::time_point;

// For tests that set time by hand. The server has none of it: its scripts ask Redis, and it has a steady clock.
struct TimeByHand {
    Clock const* redis = nullptr;   // what the scripts go by, in place of Redis' clock
    Clock const* steady = nullptr;  // in place of this process' steady clock

    SteadyTime steady_now() const {
        return steady == nullptr ? std::chrono::steady_clock::now() : SteadyTime{steady->now().time_since_epoch()};
    }
};

class LineClock {
  public:
    // The line said that it was `said`, in answer to what was sent and received then.
    void heard(Instant said, SteadyTime sent, SteadyTime received) {
        using std::chrono::nanoseconds;
        auto const since_epoch = [](auto at) { return nanoseconds{at.time_since_epoch()}; };
        auto const least = since_epoch(said) - since_epoch(received);
        auto const most = since_epoch(said + milliseconds{1}) - since_epoch(sent) - nanoseconds{1};
        auto const middle = least + (most - least) / 2;
        bool const fits = ahead_ && least <= *ahead_ && *ahead_ <= most;
        ahead_ = fits ? *ahead_ + (middle - *ahead_) / smoothing : middle;
        heard_at_ = received;
    }

    // Nullopt: it has said nothing yet.
    std::optional<Instant> now(SteadyTime at) const {
        if (!ahead_) return std::nullopt;
        return Instant{std::chrono::floor<milliseconds>(at.time_since_epoch() + *ahead_)};
    }
    // When the last answer came; the beginning of the steady clock: none yet.
    SteadyTime heard_at() const { return heard_at_; }

  private:
    static constexpr int smoothing = 8;

    std::optional<std::chrono::nanoseconds> ahead_;  // of the steady clock
    SteadyTime heard_at_{};
};

}  // namespace onsale::redis
