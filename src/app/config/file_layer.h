// The TOML file as texts with the line each stands on.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace onsale::config {

struct FileEntry {
    std::string key;
    std::string text;
    std::string place;  // "config/dev.toml:7"
};

struct FileLayer {
    std::vector<FileEntry> entries;
    std::vector<std::string> complaints;
};

// A file that cannot be read, is not TOML or has a value of the wrong TOML type ends up in complaints. Does not throw.
FileLayer read_file(std::filesystem::path const& path);

}  // namespace onsale::config
