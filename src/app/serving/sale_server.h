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
    struct Options {
        OnDifference on_difference = OnDifference::refuse;
        std::unique_ptr<PlanReader const> plans{};  // reads what is uploaded; null: the formats of docs/venue-plan.md
        std::optional<int> listening_socket{};      // in place of the settings' address, see http::ServerOptions
    };

    // Opens the data, fills the boards, restores the line and listens. Errors: StorageFault, std::system_error,
    // SettingsDiffer.
    SaleServer(config::Settings const& settings, std::shared_ptr<spdlog::logger> log, Options options);
    SaleServer(config::Settings const& settings, std::shared_ptr<spdlog::logger> log)
        : SaleServer(settings, std::move(log), Options{}) {}
    ~SaleServer();  // stop()
    SaleServer(SaleServer const&) = delete;

    std::uint16_t port() const;
    bool responds(milliseconds within);  // http::Server's

    // Takes no more connections, answers what is under way, writes down what was decided. Idempotent.
    void stop();

  private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace onsale
