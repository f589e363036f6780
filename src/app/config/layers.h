// Lays a TOML file, the environment and the flags over the defaults, in this order: the later one wins.
#pragma once

#include <cstdint>
#include <expected>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/config/settings.h"

namespace onsale::config {

// Key or variable, and the text given for it.
using Texts = std::vector<std::pair<std::string, std::string>>;

struct Layers {
    Texts defaults;                             // key, text: a command's own, in place of the settings'
    std::optional<std::filesystem::path> file;  // none: the variable ONSALE_CONFIG may name one
    Texts environment;                          // variable, text; those that do not start with ONSALE_ are passed over
    Texts flags;                                // key, text; see flags.h
};

struct Configuration {
    Settings settings;
    // Where each value comes from, in the order of descriptors(): "default", "config/dev.toml:7", "ONSALE_LISTEN" or
    // "--listen".
    std::vector<std::string> sources;
};

// One line each, naming the source and the key.
using Complaints = std::vector<std::string>;

// Every complaint at once, so that an operator fixes them in one go: unknown keys and variables, wrong values, broken
// rules between values, a file that cannot be read or is not TOML.
std::expected<Configuration, Complaints> load(Layers const& layers);

// The process's environment as load() wants it. Not safe while another thread changes the environment.
Texts process_environment();

// What `onsale config check` prints: setting, value, source; no secret's bytes.
std::string render(Configuration const& configuration);

}  // namespace onsale::config
