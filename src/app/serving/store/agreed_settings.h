// Settings in which all nodes of a store must agree: a token of one is read by the others, and the line's rules and the
// terms of the sale go by what the asking node says. The first node keeps them in the store; one with others does not
// start. Of a secret a salted hash is kept, so that a copy of the store tells nothing of it.
//
// They are changed on purpose by a start with OnDifference::accept (`serve --accept-settings`), or by the first start
// when no node runs.
#pragma once

#include <cstdint>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>

#include "app/config/settings.h"

namespace onsale {

enum class OnDifference : std::uint8_t { refuse, accept };

// Says which settings differ, and how to go on; no byte of a secret.
struct SettingsDiffer : std::runtime_error {
    using std::runtime_error::runtime_error;
};

// Their keys (descriptors.h).
std::span<std::string_view const> agreed_settings();

// For a store of many nodes, whose schema is there. Waits for a second for sessions of a node that has just ended.
// Errors: SettingsDiffer, StorageFault.
void agree_on_settings(config::Settings const& settings, OnDifference on_difference);

}  // namespace onsale
