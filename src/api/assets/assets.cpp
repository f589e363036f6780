#include "api/assets/assets.h"

#include <algorithm>

namespace onsale {

Asset const* find_asset(std::string_view path) {
    auto const all = assets();
    auto const found = std::ranges::find(all, path, &Asset::path);
    return found == all.end() ? nullptr : &*found;
}

}  // namespace onsale
