// The order in which people count: "2" before "10", "A" before "B", and of "VIP L", "VIP", "VIP R" the left one first.
#pragma once

#include <optional>
#include <string_view>

namespace onsale::hall {

// Total and deterministic: equal for equal names only.
bool naturally_before(std::string_view a, std::string_view b);

// The digits as a number, when the label is nothing else and has at most nine of them.
std::optional<int> number_of(std::string_view label);

// What a name has in common with its neighbours: "VIP_A" of "VIP_A12" and "VIP_AL", nothing of "12".
std::string_view stem_of(std::string_view name);

}  // namespace onsale::hall
