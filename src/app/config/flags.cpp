#include "app/config/flags.h"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <fmt/format.h>

#include "app/config/descriptors.h"
#include "app/config/value_text.h"

namespace onsale::config {

void add_flags(CLI::App& app, Layers& layers) {
    app.add_option_function<std::string>(
           "--config", [&layers](std::string const& path) { layers.file = path; },
           "a TOML file of settings; the environment (ONSALE_...) and the flags win over it")
        ->option_text("FILE")
        ->take_last();
    Settings const defaults;
    for (auto const& setting : descriptors()) {
        if (setting.secret()) continue;
        app.add_option_function<std::string>(
               setting.flag(),
               [&layers, key = std::string(setting.key)](std::string const& text) {
                   layers.flags.emplace_back(key, text);
               },
               std::string(setting.about))
            ->option_text(fmt::format("[{}]", show_value(setting, defaults)))
            ->take_last();
    }
}

}  // namespace onsale::config
