#include "api/assets/assets.h"

#include <algorithm>

namespace onsale {

Asset const* find_asset(std::string_view path) {
    auto const all = contract_assets();
    auto const found = std::ranges::find(all, path, &Asset::path);
    return found == all.end() ? nullptr : &*found;
}

AssetTable::AssetTable(std::initializer_list<std::span<Asset const>> lists) {
    for (auto const& list : lists) {
        for (auto const& asset : list) by_path_.try_emplace(asset.path, &asset);
    }
}

Asset const* AssetTable::find(std::string_view path) const {
    auto const found = by_path_.find(path);
    return found == by_path_.end() ? nullptr : found->second;
}

}  // namespace onsale
