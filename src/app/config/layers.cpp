#include "app/config/layers.h"

#include <algorithm>

#include <fmt/format.h>
#include <unistd.h>

#include "app/config/descriptors.h"
#include "app/config/file_layer.h"
#include "app/config/nearest_name.h"
#include "app/config/phase_rules.h"
#include "app/config/value_text.h"

namespace onsale::config {

namespace {

constexpr std::string_view prefix = "ONSALE_";
constexpr std::string_view file_variable = "ONSALE_CONFIG";

class Laying {
  public:
    Laying() { configuration_.sources.assign(descriptors().size(), "default"); }

    void put(Descriptor const& setting, std::string_view text, std::string const& source, std::string_view named) {
        if (auto const wrong = read_value(setting, text, configuration_.settings)) {
            complaints_.push_back(fmt::format("{}: {}", named, *wrong));
            return;
        }
        source_of(setting) = source;
    }

    void lay_defaults(Texts const& defaults) {
        for (auto const& [key, text] : defaults) put(*find_descriptor(key), text, "default", key);
    }

    void lay_file(std::filesystem::path const& path) {
        auto layer = read_file(path);
        std::ranges::move(layer.complaints, std::back_inserter(complaints_));
        for (auto const& entry : layer.entries) {
            put(*find_descriptor(entry.key), entry.text, entry.place, fmt::format("{}: {}", entry.place, entry.key));
        }
    }

    void lay_environment(Texts const& environment) {
        for (auto const& [variable, text] : environment) {
            if (!variable.starts_with(prefix) || variable == file_variable) continue;
            auto const found = std::ranges::find(descriptors(), variable, &Descriptor::variable);
            if (found == descriptors().end()) {
                complaints_.push_back(unknown_variable(variable));
            } else {
                put(*found, text, variable, variable);
            }
        }
    }

    void lay_flags(Texts const& flags) {
        for (auto const& [key, text] : flags) {
            if (auto const* setting = find_descriptor(key)) put(*setting, text, setting->flag(), setting->flag());
        }
    }

    std::expected<Configuration, Complaints> finish() && {
        if (complaints_.empty()) {  // a rule between wrong values would only confuse
            for (auto const& rule : broken_rules(configuration_.settings)) {
                auto const& source = source_of(*find_descriptor(rule.key));
                complaints_.push_back(fmt::format("{}: {}: {}", source, rule.key, rule.complaint));
            }
        }
        if (!complaints_.empty()) return std::unexpected(std::move(complaints_));
        return std::move(configuration_);
    }

  private:
    std::string& source_of(Descriptor const& setting) {
        return configuration_.sources[static_cast<std::size_t>(&setting - descriptors().data())];
    }

    static std::string unknown_variable(std::string const& variable) {
        std::vector<std::string> known{std::string(file_variable)};
        for (auto const& setting : descriptors()) known.push_back(setting.variable());
        auto const nearest = nearest_name(variable.substr(prefix.size()), without_prefix(known));
        auto const hint = nearest.empty() ? std::string{} : fmt::format("; did you mean {}{}?", prefix, nearest);
        return fmt::format("{}: there is no such setting{}", variable, hint);
    }

    static std::vector<std::string> without_prefix(std::vector<std::string> names) {
        for (auto& name : names) name.erase(0, prefix.size());
        return names;
    }

    Configuration configuration_;
    Complaints complaints_;
};

}  // namespace

std::expected<Configuration, Complaints> load(Layers const& layers) {
    Laying laying;
    laying.lay_defaults(layers.defaults);
    auto file = layers.file;
    if (!file) {
        auto const named = std::ranges::find(layers.environment, file_variable, &Texts::value_type::first);
        if (named != layers.environment.end()) file = named->second;
    }
    if (file) laying.lay_file(*file);
    laying.lay_environment(layers.environment);
    laying.lay_flags(layers.flags);
    return std::move(laying).finish();
}

Texts process_environment() {
    Texts texts;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        std::string_view const text = *entry;
        auto const equals = text.find('=');
        if (equals != std::string_view::npos) texts.emplace_back(text.substr(0, equals), text.substr(equals + 1));
    }
    return texts;
}

std::string render(Configuration const& configuration) {
    std::vector<std::string> values;
    std::size_t key_width = std::string_view("setting").size();
    std::size_t value_width = std::string_view("value").size();
    for (auto const& setting : descriptors()) {
        values.push_back(show_value(setting, configuration.settings));
        key_width = std::max(key_width, setting.key.size());
        value_width = std::max(value_width, values.back().size());
    }
    auto text = fmt::format("{:<{}}  {:<{}}  {}\n", "setting", key_width, "value", value_width, "source");
    for (std::size_t i = 0; i < values.size(); ++i) {
        text += fmt::format("{:<{}}  {:<{}}  {}\n", descriptors()[i].key, key_width, values[i], value_width,
                            configuration.sources[i]);
    }
    return text;
}

}  // namespace onsale::config
