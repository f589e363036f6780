// One setting's value as text: reading it, and showing it without giving a secret away.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "app/config/descriptors.h"

namespace onsale::config {

// Puts `text` into the setting. What is wrong with it ("must be a whole number from 1 to 100000, is \"fast\""), or
// nothing; when something is wrong the settings are as before.
std::optional<std::string> read_value(Descriptor const& setting, std::string_view text, Settings& into);

// "a whole number from 1 to 100000", "dev, cbt or prod": what the setting takes, for complaints.
std::string wanted(Descriptor const& setting);

// For people: "1000", "300 s", "127.0.0.1:8080", "set (43 bytes)", "not set".
std::string show_value(Descriptor const& setting, Settings const& settings);

}  // namespace onsale::config
