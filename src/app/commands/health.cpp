#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/commands/ask_node.h"
#include "app/commands/commands.h"

namespace onsale {
namespace {

constexpr std::chrono::seconds longest_check{2};

}  // namespace

void add_health(CLI::App& app, int& exit_code) {
    auto* command = app.add_subcommand("health", "Ask a running server whether it is ready: exit code 0; else 1");
    auto url = std::make_shared<std::string>("http://127.0.0.1:8080");
    command->add_option("URL", *url, "The server; plain HTTP")->capture_default_str();
    command->callback([url, &exit_code] {
        auto const answer = ask_node(*url, "/readyz", {}, longest_check);
        fmt::print("{}\n{}\n", answer.status, answer.body);
        exit_code = answer.good() ? 0 : 1;
    });
}

}  // namespace onsale
