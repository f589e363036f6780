// The pages from a folder, in place of those inside the program: for those who work on them, or have others.
#pragma once

#include <deque>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "api/assets/assets.h"

namespace onsale {

class PagesFolder {
  public:
    // Reads every file at once, at most 64 MiB together; what changes later is not seen. index.html is at "/", other
    // pages without their ".html", twins (NAME.gz, NAME.br) are found. Throws std::runtime_error for a folder that
    // cannot be read, is too large, or has no index.html.
    explicit PagesFolder(std::filesystem::path const& folder);
    PagesFolder(PagesFolder const&) = delete;

    std::span<Asset const> assets() const { return assets_; }  // good for as long as this lives

  private:
    std::string_view kept(std::string text) { return texts_.emplace_back(std::move(text)); }

    std::deque<std::string> texts_;  // paths, bytes and tags
    std::vector<Asset> assets_;
};

}  // namespace onsale
