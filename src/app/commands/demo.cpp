#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/commands/serving.h"
#include "app/config/flags.h"
#include "app/serving/demo_sale.h"
#include "app/serving/files_inside.h"
#include "infrastructure/system/system_clock.h"

namespace onsale {
namespace {

constexpr std::string_view address_in_walk = "127.0.0.1:8080";

// Where programs keep what may be lost, but is nice to find again (XDG Base Directory Specification).
std::filesystem::path usual_folder() {
    if (auto const* state = std::getenv("XDG_STATE_HOME"); state != nullptr && *state == '/') {
        return std::filesystem::path(state) / "onsale-demo";
    }
    if (auto const* home = std::getenv("HOME"); home != nullptr && *home == '/') {
        return std::filesystem::path(home) / ".local/state/onsale-demo";
    }
    return std::filesystem::temp_directory_path() / "onsale-demo";
}

void print_walk(config::ListenAddress const& where, std::string const& data) {
    std::string walk(demo_walk());
    auto const address = where.to_string();
    for (auto at = walk.find(address_in_walk); at != std::string::npos; at = walk.find(address_in_walk, at)) {
        walk.replace(at, address_in_walk.size(), address);
        at += address.size();
    }
    fmt::print("{}  Everything that happens is kept in {}\n\n", walk, data);
    std::fflush(stdout);
}

int demo(config::Layers layers) {
    layers.defaults.emplace_back("data", usual_folder().string());
    auto const settings = settings_or_complaints(std::move(layers));
    if (!settings) return 2;
    {
        auto const store = settings->store.set() ? open_offline({.url = settings->store.text})
                                                 : open_offline({.data = settings->data});
        put_demo_on_sale(*store, SystemClock{}.now());
    }
    serve(*settings, OnDifference::refuse, [&](auto const& where) {
        print_walk(where, settings->store.set() ? settings->store.shown() : settings->data.string());
    });
    return 0;
}

}  // namespace

void add_demo(CLI::App& app, int& exit_code) {
    auto* command = app.add_subcommand(
        "demo", "Serve a sale to look at: a club and a stadium, with the pages and a purchase by curl");
    auto layers = std::make_shared<config::Layers>();
    config::add_flags(*command, *layers);
    command->callback([layers, &exit_code] { exit_code = demo(*layers); });
}

}  // namespace onsale
