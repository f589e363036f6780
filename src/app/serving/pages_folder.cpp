#include "app/serving/pages_folder.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <map>
#include <stdexcept>

#include <fmt/format.h>
#include <openssl/evp.h>

namespace onsale {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t most_bytes = 64 * 1024 * 1024;

// As cmake/write_assets.cmake has them.
std::string_view content_type_of(fs::path const& name) {
    static std::map<std::string, std::string_view> const types{{".css", "text/css; charset=utf-8"},
                                                               {".html", "text/html; charset=utf-8"},
                                                               {".ico", "image/vnd.microsoft.icon"},
                                                               {".js", "text/javascript; charset=utf-8"},
                                                               {".json", "application/json"},
                                                               {".map", "application/json"},
                                                               {".png", "image/png"},
                                                               {".svg", "image/svg+xml"},
                                                               {".txt", "text/plain; charset=utf-8"},
                                                               {".webmanifest", "application/manifest+json"},
                                                               {".webp", "image/webp"},
                                                               {".woff2", "font/woff2"}};
    auto const found = types.find(name.extension().string());
    return found == types.end() ? "application/octet-stream" : found->second;
}

std::string read_file(fs::path const& path) {
    std::ifstream in(path, std::ios::binary);
    std::string bytes(std::istreambuf_iterator<char>(in), {});
    if (!in) throw std::runtime_error("pages: cannot read " + path.string());
    return bytes;
}

std::string digest_of(std::string_view bytes) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) {
        throw std::runtime_error("pages: no SHA-256");
    }
    std::string text;
    for (int i = 0; i < 8; ++i) text += fmt::format("{:02x}", digest.at(static_cast<std::size_t>(i)));
    return text;
}

std::string url_path_of(fs::path const& relative) {
    auto path = "/" + relative.generic_string();
    if (path.ends_with(".html")) path.resize(path.size() - std::string_view(".html").size());
    return path == "/index" ? "/" : path;
}

bool is_twin(fs::path const& path) {
    auto const extension = path.extension();
    return (extension == ".gz" || extension == ".br") && fs::is_regular_file(fs::path(path).replace_extension());
}

std::vector<fs::path> files_in(fs::path const& folder) {
    std::vector<fs::path> files;
    std::uintmax_t bytes = 0;
    try {
        for (auto const& entry : fs::recursive_directory_iterator(folder)) {
            if (!entry.is_regular_file()) continue;
            bytes += entry.file_size();
            files.push_back(entry.path());
        }
    } catch (fs::filesystem_error const& error) {
        throw std::runtime_error(std::string("pages: ") + error.what());
    }
    if (bytes > most_bytes) throw std::runtime_error("pages: more than 64 MiB in " + folder.string());
    return files;
}

}  // namespace

PagesFolder::PagesFolder(fs::path const& folder) {
    for (auto const& file : files_in(folder)) {
        if (is_twin(file)) continue;
        auto const bytes = kept(read_file(file));
        auto const twin = [&](char const* suffix) {
            auto const path = file.string() + suffix;
            auto const twin_bytes = fs::is_regular_file(path) ? kept(read_file(path)) : std::string_view{};
            return twin_bytes.size() < bytes.size() ? twin_bytes : std::string_view{};
        };
        assets_.push_back({.path = kept(url_path_of(fs::relative(file, folder))),
                           .content_type = content_type_of(file),
                           .bytes = bytes,
                           .gzip_bytes = twin(".gz"),
                           .brotli_bytes = twin(".br"),
                           .tag = kept(digest_of(bytes))});
    }
    if (std::ranges::find(assets_, "/", &Asset::path) == assets_.end()) {
        throw std::runtime_error("pages: there is no index.html in " + folder.string());
    }
}

}  // namespace onsale
