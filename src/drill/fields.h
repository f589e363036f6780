// Single fields of a small flat JSON object, found without parsing the rest: polls come by the million.
//
// A field is found by its quoted name and colon. That is exact for bodies whose texts are tokens, ids and numbers;
// anything with names in it is parsed whole.
#pragma once

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace onsale::drill {

// What stands behind `"name":`, spaces apart; empty: there is no such field.
inline std::string_view behind(std::string_view json, std::string_view name) {
    for (auto at = json.find(name); at != std::string_view::npos; at = json.find(name, at + 1)) {
        auto const end = at + name.size();
        if (at == 0 || json[at - 1] != '"' || end >= json.size() || json[end] != '"') continue;
        auto rest = json.substr(end + 1);
        rest.remove_prefix(std::min(rest.find_first_not_of(" \t\r\n:"), rest.size()));
        return rest;
    }
    return {};
}

inline std::optional<std::int64_t> number_field(std::string_view json, std::string_view name) {
    auto const text = behind(json, name);
    std::int64_t number = 0;
    if (std::from_chars(text.data(), text.data() + text.size(), number).ec != std::errc{}) return std::nullopt;
    return number;
}

// A text without escapes.
inline std::string_view text_field(std::string_view json, std::string_view name) {
    auto const text = behind(json, name);
    if (!text.starts_with('"')) return {};
    return text.substr(1, text.find('"', 1) - 1);
}

}  // namespace onsale::drill
