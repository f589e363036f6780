#include <cstdlib>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/commands/node_boards.h"
#include "app/commands/store_options.h"

namespace onsale {
namespace {

int audit(StoreAddress const& address, std::string const& node) {
    auto const report = audit_store(address);
    for (auto const& count : report.counts) fmt::print("{:>16}  {}\n", count.number, count.what);
    for (auto const& promise : report.checked) {
        bool broken = false;
        for (auto const& violation : report.violations) broken = broken || violation.promise == promise;
        fmt::print("{}  {}\n", broken ? "BROKEN" : "holds ", promise);
    }
    for (auto const& violation : report.violations)
        fmt::print("violation: {}: {}\n", violation.promise, violation.where);
    for (auto const& warning : report.warnings) fmt::print("warning: {}: {}\n", warning.promise, warning.where);
    fmt::print("{} promises checked, {} violations\n", report.checked.size(), report.violations.size());
    bool as_stored = true;
    if (!node.empty()) {
        auto const* const key = std::getenv("ONSALE_ADMIN_KEY");
        as_stored = compare_with_node({.url = node, .admin_key = key == nullptr ? "" : key}, address) == 0;
    }
    return report.clean() && as_stored ? 0 : 1;
}

}  // namespace

void add_audit(CLI::App& app, int& exit_code) {
    auto* command =
        app.add_subcommand("audit", "Verify every promise that the data can show; read-only, also while a server runs");
    auto address = std::make_shared<StoreAddress>();
    add_store_options(*command, *address).check(CLI::ExistingDirectory);
    auto node = std::make_shared<std::string>();
    command->add_option("--node", *node,
                        "Also compare what a running node shows with its store: http://HOST:PORT; its admin key in"
                        " ONSALE_ADMIN_KEY");
    command->callback([address, node, &exit_code] { exit_code = audit(*address, *node); });
}

}  // namespace onsale
