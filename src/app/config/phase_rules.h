// What must hold between settings: rules that no single value can break alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/config/settings.h"

namespace onsale::config {

struct BrokenRule {
    std::string_view key;  // the setting to change
    std::string complaint;
};

std::vector<BrokenRule> broken_rules(Settings const& settings);

}  // namespace onsale::config
