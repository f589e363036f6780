// A whole server of this process, on a port and in a folder of its own.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include <spdlog/common.h>

#include "app/config/settings.h"
#include "app/serving/sale_server.h"
#include "application/audit.h"
#include "application/sale/hall_plan.h"
#include "support/api_client.h"
#include "support/fan.h"
#include "support/temporary_folder.h"

namespace onsale::tests {

class RunningSale {
  public:
    // Address, port and data folder of the settings are set here.
    // `told`: from which level on lines of the log are made, to be dropped. At debug each request is one, and none is
    // answered without being read again.
    // `plans`: makes the reader of uploaded plans; null: the server's own.
    using MakePlanReader = std::function<std::unique_ptr<PlanReader const>()>;
    explicit RunningSale(
        config::Settings settings = {}, spdlog::level::level_enum told = spdlog::level::info,
        MakePlanReader plans = [] { return nullptr; });

    std::uint16_t port() const { return server_->port(); }
    ApiClient client() const { return ApiClient(port()); }
    config::Settings const& settings() const { return settings_; }

    // For a restart on the same data; the port is a new one.
    void stop() { server_.reset(); }
    void start();

  private:
    TemporaryFolder folder_;
    config::Settings settings_;
    spdlog::level::level_enum const told_;
    MakePlanReader const plans_;
    std::unique_ptr<SaleServer> server_;
};

// Both stores; every violation in words. Empty: clean.
std::string violations(RunningSale const& sale);

inline constexpr char const* admin_key = "an-admin-key-of-the-tests";

// Phase cbt, with its secrets.
config::Settings closed_phase();

// A path of a route's pattern: each parameter is some id.
std::string path_of(std::string_view pattern);

// The defaults, but for what `change(settings)` sets.
template <class Change>
config::Settings settings_with(Change const& change) {
    config::Settings settings;
    change(settings);
    return settings;
}

}  // namespace onsale::tests
