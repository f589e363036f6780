// The files inside the program: the contract and its page. They live as long as the program, in read-only memory.
#pragma once

#include <span>
#include <string_view>

namespace onsale {

struct Asset {
    std::string_view path;          // of the URL: "/docs"
    std::string_view content_type;  // as the header has it
    std::string_view bytes;
    std::string_view gzip_bytes;  // empty: compressing does not make it smaller
    std::string_view etag;        // of `bytes`, in its quotes; changes with the content alone
};

// Every asset. The list is in src/api/assets/CMakeLists.txt.
std::span<Asset const> assets();

// Null: there is none at this path.
Asset const* find_asset(std::string_view path);

}  // namespace onsale
