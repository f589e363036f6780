// The files that are served as they are: the contract and its page, and the pages for people.
#pragma once

#include <initializer_list>
#include <span>
#include <string_view>
#include <unordered_map>

namespace onsale {

struct Asset {
    std::string_view path;          // of the URL: "/docs"
    std::string_view content_type;  // as the header has it
    std::string_view bytes;
    std::string_view gzip_bytes;    // empty: there is no twin, or it is not smaller
    std::string_view brotli_bytes;  // the same
    std::string_view tag;           // of `bytes`: changes with the content alone
};

// Inside the program, in read-only memory for as long as it lives. The first list is in src/api/assets/CMakeLists.txt,
// the second is what script/pages made.
std::span<Asset const> contract_assets();
std::span<Asset const> page_assets();

// Of the contract's. Null: there is none at this path.
Asset const* find_asset(std::string_view path);

// What a server serves, by path. What a client asks for is looked up here and nowhere else.
class AssetTable {
  public:
    // Borrows the assets. Of two at the same path the first counts.
    AssetTable(std::initializer_list<std::span<Asset const>> lists);

    Asset const* find(std::string_view path) const;  // null: none

  private:
    std::unordered_map<std::string_view, Asset const*> by_path_;
};

}  // namespace onsale
