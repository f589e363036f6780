#include <csignal>
#include <cstdio>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <pthread.h>
#include <spdlog/sinks/stdout_sinks.h>

#include "app/commands/commands.h"
#include "app/commands/serving.h"
#include "app/config/flags.h"
#include "app/config/phase_rules.h"
#include "infrastructure/system/service_manager.h"

namespace onsale {
namespace {

spdlog::level::level_enum spdlog_level(config::LogLevel level) {
    switch (level) {
        case config::LogLevel::debug:
            return spdlog::level::debug;
        case config::LogLevel::info:
            return spdlog::level::info;
        case config::LogLevel::warn:
            return spdlog::level::warn;
        case config::LogLevel::error:
            return spdlog::level::err;
        case config::LogLevel::off:
            return spdlog::level::off;
    }
    return spdlog::level::info;
}

std::shared_ptr<spdlog::logger> operator_log(config::LogLevel level) {
    auto log = std::make_shared<spdlog::logger>("onsale", std::make_shared<spdlog::sinks::stderr_sink_mt>());
    log->set_pattern("%v");  // lines are JSON already
    log->set_level(spdlog_level(level));
    log->flush_on(spdlog::level::info);
    return log;
}

void say_where(config::Settings const& settings, config::ListenAddress const& where) {
    auto const address = where.to_string();
    fmt::print(stderr, "onsale serves http://{}   its API: http://{}/docs\n", address, address);
    if (settings.phase == config::Phase::dev) {
        fmt::print(
            stderr,
            "*** PHASE DEV: OPEN IDENTITY. Everybody who can reach this port acts as any user and manages the sale.\n"
            "*** Loopback only; for a real sale use --phase cbt or prod.\n");
    }
}

// Blocks SIGINT and SIGTERM in this thread and all that it starts, so that exactly one place waits for them.
sigset_t block_stop_signals() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    std::signal(SIGPIPE, SIG_IGN);  // a client that went away is not the end of the server
    return signals;
}

// Again, of an address that the settings do not name. Throws std::runtime_error with the first that is broken.
void check_rules(config::Settings const& settings) {
    auto const broken = config::broken_rules(settings);
    if (!broken.empty()) throw std::runtime_error("the service manager's socket: " + broken.front().complaint);
}

// Meanwhile the service manager is told that all threads take their turns; one that hangs is a reason to start again.
void await_stop_signal(sigset_t const& signals, ServiceManager const& manager, SaleServer& server) {
    auto const interval = manager.watchdog_interval();
    if (!interval) {
        int received = 0;
        sigwait(&signals, &received);
        return;
    }
    auto const whole = std::chrono::floor<seconds>(*interval);
    timespec const wait{whole.count(), std::chrono::nanoseconds{*interval - whole}.count()};
    do {
        if (server.responds(*interval)) manager.watchdog();
    } while (sigtimedwait(&signals, nullptr, &wait) < 0);
}

}  // namespace

std::optional<config::Settings> settings_or_complaints(config::Layers layers) {
    layers.environment = config::process_environment();
    auto configuration = config::load(layers);
    if (configuration) return std::move(configuration->settings);
    for (auto const& complaint : configuration.error()) fmt::print(stderr, "onsale: {}\n", complaint);
    return std::nullopt;
}

void serve(config::Settings settings, OnDifference on_difference,
           std::function<void(config::ListenAddress const&)> const& ready) {
    ServiceManager const manager;
    auto const signals = block_stop_signals();
    SaleServer::Options options{.on_difference = on_difference};
    if (manager.socket()) {
        options.listening_socket = manager.socket()->descriptor;
        settings.listen = {manager.socket()->host, manager.socket()->port};
        check_rules(settings);
    }
    SaleServer server(settings, operator_log(settings.log_level), std::move(options));
    config::ListenAddress const address{settings.listen.host, server.port()};
    say_where(settings, address);
    manager.ready(fmt::format("serving http://{}", address.to_string()));
    ready(address);
    await_stop_signal(signals, manager, server);
    manager.stopping();
    server.stop();
}

void add_serve(CLI::App& app, int& exit_code) {
    auto* command = app.add_subcommand("serve", "Serve the sale: the HTTP API, Swagger UI at /docs");
    auto layers = std::make_shared<config::Layers>();
    config::add_flags(*command, *layers);
    auto accept = std::make_shared<bool>(false);
    command->add_flag("--accept-settings", *accept,
                      "Where settings differ from those of the store's other nodes: these are to be right from now on");
    command->callback([layers, accept, &exit_code] {
        auto const settings = settings_or_complaints(*layers);
        if (!settings) {
            exit_code = 2;
            return;
        }
        serve(*settings, *accept ? OnDifference::accept : OnDifference::refuse, [](auto const&) {});
    });
}

}  // namespace onsale
