// The system's clock.
#pragma once

#include "domain/instant.h"

namespace onsale {

class SystemClock final : public Clock {
  public:
    Instant now() const override {
        return std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now());
    }
};

}  // namespace onsale
