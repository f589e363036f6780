#include <cstdio>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/config/flags.h"

namespace onsale {

void add_config(CLI::App& app, int& exit_code) {
    auto* config = app.add_subcommand("config", "The settings");
    config->require_subcommand(1);
    auto* check = config->add_subcommand("check", "Check all settings, and print each with where it comes from");
    auto layers = std::make_shared<config::Layers>();
    config::add_flags(*check, *layers);
    check->callback([layers, &exit_code] {
        layers->environment = config::process_environment();
        if (auto const configuration = config::load(*layers)) {
            fmt::print("{}", config::render(*configuration));
            return;
        } else {
            for (auto const& complaint : configuration.error()) fmt::print(stderr, "onsale: {}\n", complaint);
        }
        exit_code = 2;
    });
}

}  // namespace onsale
