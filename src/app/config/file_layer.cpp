#include "app/config/file_layer.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <utility>

#include <fmt/format.h>
#include <toml++/toml.h>

#include "app/config/descriptors.h"
#include "app/config/nearest_name.h"
#include "app/config/value_text.h"

namespace onsale::config {

namespace {

bool takes_number(Descriptor const& setting) {
    return std::holds_alternative<std::uint32_t Settings::*>(setting.member) ||
           std::holds_alternative<std::int64_t Settings::*>(setting.member) ||
           std::holds_alternative<seconds Settings::*>(setting.member);
}

// As it stands in the file: text in quotes, a table or a list as one line of TOML.
std::string as_written(toml::node const& node) {
    if (node.is_string()) return fmt::format("\"{}\"", node.as_string()->get());
    std::ostringstream out;
    node.visit([&](auto const& value) { out << value; });
    return out.str();
}

std::string unknown_key(std::string_view place, std::string_view key) {
    std::vector<std::string> known;
    for (auto const& setting : descriptors()) known.emplace_back(setting.key);
    auto const nearest = nearest_name(key, known);
    auto const hint = nearest.empty() ? std::string{} : fmt::format("; did you mean {}?", nearest);
    return fmt::format("{}: {}: there is no such setting{}", place, key, hint);
}

// A table forgets the order of its keys; complaints read best in the order of the file.
std::vector<std::pair<toml::source_index, std::string>> keys_by_line(toml::table const& table) {
    std::vector<std::pair<toml::source_index, std::string>> keys;
    for (auto const& [key, node] : table) keys.emplace_back(key.source().begin.line, key.str());
    std::ranges::sort(keys);
    return keys;
}

void judge(std::string const& place, std::string const& key, toml::node const& node, FileLayer& layer) {
    auto const* setting = find_descriptor(key);
    if (setting == nullptr) {
        layer.complaints.push_back(unknown_key(place, key));
    } else if (takes_number(*setting) && node.is_integer()) {
        layer.entries.push_back({key, std::to_string(node.as_integer()->get()), place});
    } else if (!takes_number(*setting) && node.is_string()) {
        layer.entries.push_back({key, node.as_string()->get(), place});
    } else {
        auto const given = setting->secret() ? "something else" : as_written(node);
        auto const type = takes_number(*setting) ? "" : " in quotes";
        layer.complaints.push_back(
            fmt::format("{}: {}: must be {}{}, is {}", place, key, wanted(*setting), type, given));
    }
}

}  // namespace

FileLayer read_file(std::filesystem::path const& path) {
    FileLayer layer;
    std::ifstream in(path, std::ios::binary);
    std::error_code ignored;
    if (!in || std::filesystem::is_directory(path, ignored)) {
        layer.complaints.push_back(fmt::format("{}: cannot be read", path.string()));
        return layer;
    }
    std::string const content{std::istreambuf_iterator<char>(in), {}};
    toml::table table;
    try {
        table = toml::parse(content);
    } catch (toml::parse_error const& error) {
        layer.complaints.push_back(
            fmt::format("{}:{}: is not TOML: {}", path.string(), error.source().begin.line, error.description()));
        return layer;
    }
    for (auto const& [line, key] : keys_by_line(table))
        judge(fmt::format("{}:{}", path.string(), line), key, *table.get(key), layer);
    return layer;
}

}  // namespace onsale::config
