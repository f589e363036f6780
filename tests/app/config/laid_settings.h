// Settings laid in a test: a temporary file, an environment and flags of its own.
#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <gtest/gtest.h>

#include "app/config/descriptors.h"
#include "app/config/flags.h"
#include "app/config/layers.h"

namespace onsale::config {

inline std::string const secret_of_40_bytes = "0123456789abcdef0123456789abcdef01234567";
inline std::string const admin_key = "the-key-of-management";

class Config : public testing::Test {
  protected:
    void TearDown() override { std::filesystem::remove(file_); }

    // Writes a settings file and lays it.
    void file(std::string_view content) {
        std::ofstream(file_) << content;
        layers_.file = file_;
    }
    void environment(std::string variable, std::string text) {
        layers_.environment.emplace_back(std::move(variable), std::move(text));
    }
    void flags(std::string const& line) {
        CLI::App app;
        add_flags(app, layers_);
        app.parse(line);
    }
    void closed_phase(std::string phase) {
        environment("ONSALE_PHASE", std::move(phase));
        environment("ONSALE_JWT_SECRET", secret_of_40_bytes);
        environment("ONSALE_ADMIN_KEY", admin_key);
    }

    Configuration loaded() {
        auto configuration = load(layers_);
        if (configuration) return *configuration;
        for (auto const& complaint : configuration.error()) ADD_FAILURE() << complaint;
        return {.settings = {}, .sources = std::vector<std::string>(descriptors().size())};
    }
    Complaints complaints() {
        auto const configuration = load(layers_);
        return configuration ? Complaints{} : configuration.error();
    }
    std::string source_of(std::string_view key) {
        return loaded().sources[static_cast<std::size_t>(find_descriptor(key) - descriptors().data())];
    }
    std::string at_line(int line) const { return file_.string() + ":" + std::to_string(line); }

    Layers layers_;
    std::filesystem::path const file_ =
        std::filesystem::temp_directory_path() /
        ("onsale_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()) + ".toml");
};

}  // namespace onsale::config
