#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "api/assets/assets.h"
#include "app/commands/commands.h"

namespace onsale {

void add_version(CLI::App& app, int&) {
    app.add_subcommand("version", "Print the version")->callback([] { fmt::print("onsale {}\n", ONSALE_VERSION); });
}

void add_openapi(CLI::App& app, int& exit_code) {
    app.add_subcommand("openapi", "Print the API's contract (OpenAPI 3.1, JSON)")->callback([&exit_code] {
        auto const* contract = find_asset("/openapi.json");
        if (contract == nullptr) {
            exit_code = 1;
            return;
        }
        fmt::print("{}\n", contract->bytes);
    });
}

}  // namespace onsale
