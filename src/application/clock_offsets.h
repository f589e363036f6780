// How far apart the clocks of a sale are, and when that is worth a word to the operator.
#pragma once

#include <cstdint>
#include <optional>

#include "domain/instant.h"

namespace onsale {

// The sale's time minus the clock that it is measured against.
struct ClockOffsets {
    milliseconds to_system;
    std::optional<milliseconds> to_store;  // nothing: there is no store's clock
};

// OffsetAlarm: tells once that a difference has become too large, and once that it is over; not at each measurement.
class OffsetAlarm {
  public:
    static constexpr milliseconds notable{250};
    static constexpr milliseconds small_again{125};  // apart from notable: a difference that wavers there is one alarm

    enum class Turn : std::uint8_t { none, raised, over };
    Turn measure(milliseconds offset) {
        auto const size = std::chrono::abs(offset);
        if (!raised_ && size > notable) {
            raised_ = true;
            return Turn::raised;
        }
        if (raised_ && size <= small_again) {
            raised_ = false;
            return Turn::over;
        }
        return Turn::none;
    }

  private:
    bool raised_ = false;
};

}  // namespace onsale
