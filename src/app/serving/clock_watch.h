// Watches the sale's clock for the operator: a warning when it is notably off, one word when that is over.
#pragma once

#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

#include <spdlog/logger.h>

#include "infrastructure/system/sale_clock.h"

namespace onsale {

class ClockWatch {
  public:
    // Borrows both. A thread of its own, once a second.
    ClockWatch(SaleClock const& clock, spdlog::logger& log);

  private:
    struct Watched {
        std::string_view against;
        OffsetAlarm alarm;
    };
    void run(std::stop_token const& stop);
    void measure(Watched& watched, milliseconds offset);

    SaleClock const& clock_;
    spdlog::logger& log_;
    Watched system_{"system", {}};
    Watched store_{"store", {}};
    std::mutex mutex_;
    std::condition_variable_any pause_;
    std::jthread thread_;
};

}  // namespace onsale
