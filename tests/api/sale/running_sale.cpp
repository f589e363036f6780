#include "api/sale/running_sale.h"

#include <spdlog/sinks/null_sink.h>

#include "infrastructure/sqlite/line/audit.h"
#include "infrastructure/sqlite/sale/audit.h"

namespace onsale::tests {

RunningSale::RunningSale(config::Settings settings, spdlog::level::level_enum told, MakePlanReader plans)
    : settings_(std::move(settings)), told_(told), plans_(std::move(plans)) {
    settings_.listen = {.host = "127.0.0.1", .port = 0};
    settings_.data = folder_.path();
    settings_.io_threads = 2;
    settings_.longest_wait_ms = 60'000;  // a slow machine fails no test
    start();
}

void RunningSale::start() {
    auto log = std::make_shared<spdlog::logger>("test", std::make_shared<spdlog::sinks::null_sink_mt>());
    log->set_level(told_);
    server_ = std::make_unique<SaleServer>(settings_, std::move(log), SaleServer::Options{.plans = plans_()});
}

std::string violations(RunningSale const& sale) {
    AuditReport report;
    sqlite::audit_sale(sale.settings().data, report);
    sqlite::audit_line(sale.settings().data, report);
    std::string text;
    for (auto const& violation : report.violations) text += violation.promise + ": " + violation.where + "\n";
    return text;
}

config::Settings closed_phase() {
    config::Settings settings;
    settings.phase = config::Phase::cbt;
    settings.jwt_secret = {"a-secret-of-the-tests-with-32-bytes-or-more"};
    settings.admin_key = {admin_key};
    return settings;
}

std::string path_of(std::string_view pattern) {
    std::string path;
    for (auto rest = pattern.substr(1);;) {
        auto const segment = rest.substr(0, rest.find('/'));
        path += segment.starts_with(':') ? "/0193a1f0-5b6c-7d8e-9f00-112233445566" : '/' + std::string(segment);
        if (segment.size() == rest.size()) return path;
        rest.remove_prefix(segment.size() + 1);
    }
}

}  // namespace onsale::tests
