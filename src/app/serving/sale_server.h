// The composition root of the server: wires stores, clerk, line, boards and API together once, in the order of their
// dependence, and takes them down in the reverse order.
#pragma once

#include <memory>

#include <spdlog/logger.h>

#include "app/config/settings.h"
#include "app/serving/store/agreed_settings.h"
#include "application/sale/hall_plan.h"

namespace onsale {

class SaleServer {
  public:
    // Opens the data, fills the boards, restores the line and listens. Errors: StorageFault, std::system_error,
    // SettingsDiffer.
    // `plans`: reads the venue plans that are uploaded; null: the formats of docs/venue-plan.md.
    SaleServer(config::Settings const& settings, std::shared_ptr<spdlog::logger> log,
               OnDifference on_difference = OnDifference::refuse, std::unique_ptr<PlanReader const> plans = nullptr);
    ~SaleServer();  // stop()
    SaleServer(SaleServer const&) = delete;

    std::uint16_t port() const;

    // Takes no more connections, answers what is under way, writes down what was decided. Idempotent.
    void stop();

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace onsale
