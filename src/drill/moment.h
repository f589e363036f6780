// Moment: microseconds since the drill's opening, on this process's monotonic clock.
#pragma once

#include <chrono>
#include <cstdint>

namespace onsale::drill {

using Moment = std::chrono::microseconds;

inline double seconds_of(Moment moment) { return static_cast<double>(moment.count()) / 1e6; }
inline double ms_of(Moment moment) { return static_cast<double>(moment.count()) / 1e3; }

class StopWatch {
  public:
    Moment now() const { return std::chrono::duration_cast<Moment>(std::chrono::steady_clock::now() - opened_at_); }
    std::chrono::steady_clock::time_point at(Moment moment) const { return opened_at_ + moment; }
    void restart() { opened_at_ = std::chrono::steady_clock::now(); }

  private:
    std::chrono::steady_clock::time_point opened_at_ = std::chrono::steady_clock::now();
};

}  // namespace onsale::drill
