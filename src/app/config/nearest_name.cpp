#include "app/config/nearest_name.h"

#include <algorithm>
#include <cctype>
#include <cstddef>
#include <numeric>
#include <vector>

namespace onsale::config {

namespace {

bool same_letter(char a, char b) {
    return std::tolower(static_cast<unsigned char>(a)) == std::tolower(static_cast<unsigned char>(b));
}

// Levenshtein distance, one row at a time.
std::size_t edits(std::string_view from, std::string_view to) {
    std::vector<std::size_t> row(to.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < from.size(); ++i) {
        auto diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < to.size(); ++j) {
            auto const replaced = diagonal + (same_letter(from[i], to[j]) ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({replaced, row[j] + 1, row[j + 1] + 1});
        }
    }
    return row.back();
}

}  // namespace

std::string nearest_name(std::string_view given, std::span<std::string const> known) {
    constexpr std::size_t longest_compared = 100;  // what is longer is no misspelling of ours
    if (given.size() > longest_compared) return {};
    std::string nearest;
    auto fewest = given.size() / 3 + 1;
    for (auto const& name : known) {
        auto const distance = edits(given, name);
        if (distance >= fewest) continue;
        fewest = distance;
        nearest = name;
    }
    return nearest;
}

}  // namespace onsale::config
