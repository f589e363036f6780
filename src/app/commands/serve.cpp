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

void say_where(config::Settings const& settings, std::uint16_t port) {
    auto const address = config::ListenAddress{settings.listen.host, port}.to_string();
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

}  // namespace

std::optional<config::Settings> settings_or_complaints(config::Layers layers) {
    layers.environment = config::process_environment();
    auto configuration = config::load(layers);
    if (configuration) return std::move(configuration->settings);
    for (auto const& complaint : configuration.error()) fmt::print(stderr, "onsale: {}\n", complaint);
    return std::nullopt;
}

void serve(config::Settings const& settings, OnDifference on_difference,
           std::function<void(config::ListenAddress const&)> const& ready) {
    auto const signals = block_stop_signals();
    SaleServer server(settings, operator_log(settings.log_level), on_difference);
    say_where(settings, server.port());
    ready({settings.listen.host, server.port()});
    int received = 0;
    sigwait(&signals, &received);
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
