// "Did you mean …?": the known name that a misspelled one is closest to.
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace onsale::config {

// Empty: none is near enough to be what was meant (at most one edit for every three letters, letter case apart).
std::string nearest_name(std::string_view given, std::span<std::string const> known);

}  // namespace onsale::config
