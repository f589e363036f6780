#include "app/commands/drill_overload.h"

#include <fstream>
#include <optional>
#include <stdexcept>

#include <CLI/CLI.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "app/serving/rehearsal_process.h"
#include "app/serving/rehearsal_server.h"
#include "app/serving/store/offline_store.h"
#include "drill/limits.h"
#include "drill/overload/overload_verdict.h"

namespace onsale {
namespace {

constexpr std::uint32_t nobody_waits = 1'000;  // inside; charging needs no place there

void start_server(std::optional<RehearsalProcess>& server, OverloadOrder const& order, drill::OverloadPlan& plan) {
    server.emplace(order.venue, nobody_waits, ServerShare{order.server_cores, order.server_share});
    plan.server.port = server->port();
    plan.server_pid = server->process();
    fmt::print("a server of our own on http://127.0.0.1:{}, {}\n", plan.server.port,
               server->apart() ? fmt::format("with about {:.0f} % of {} of the cores; the drill has the others",
                                             order.server_share * 100, order.server_cores)
                               : std::string("on the same cores as the drill: too few for both"));
}

}  // namespace

std::vector<drill::Finding> findings_of(AuditReport const& report) {
    std::vector<drill::Finding> findings;
    for (auto const& promise : report.checked) {
        drill::Finding finding{"audit", "audit: " + promise, 1, 0, {}};
        for (auto const& violation : report.violations) {
            if (violation.promise != promise) continue;
            ++finding.violations;
            if (finding.told.size() < drill::limits::told_violations) finding.told.push_back(violation.where);
        }
        findings.push_back(std::move(finding));
    }
    return findings;
}

void write_file(std::string const& path, std::string const& bytes) {
    std::ofstream out(path, std::ios::binary);
    out << bytes;
    out.flush();
    if (!out) throw std::runtime_error("cannot write " + path);
}

void add_overload_options(CLI::App& command, OverloadOrder& order) {
    auto* overload = command.add_option("--overload", order.times,
                                        "Instead of a crowd: find what the server carries, then offer this many times "
                                        "that, and check that it answers fewer, not slower");
    overload->check(CLI::Range(1.0, 100.0))->option_text("TIMES");
    command.add_option("--server-cores", order.server_cores, "With --overload --serve: the server's cores")
        ->check(CLI::Range(1U, 256U))
        ->needs(overload)
        ->capture_default_str();
    command
        .add_option("--server-share", order.server_share,
                    "With --overload --serve: how much of them, about; small enough that more can be offered")
        ->check(CLI::Range(0.05, 1.0))
        ->needs(overload)
        ->capture_default_str();
    command.add_option("--server-pid", order.server_pid, "With --overload: the server's process, to watch its memory")
        ->check(CLI::PositiveNumber)
        ->needs(overload);
    command.add_option("--memory-cap", order.memory_cap, "With --overload: by how much the server may grow, in MiB")
        ->check(CLI::Range(1U, 1'000'000U))
        ->needs(overload)
        ->capture_default_str();
}

int run_overload(OverloadOrder const& order, drill::Plan const& server_plan) {
    drill::OverloadPlan plan;
    plan.server = server_plan;
    plan.times = order.times;
    plan.server_pid = order.server_pid;
    std::optional<RehearsalProcess> server;
    if (order.serve) start_server(server, order, plan);
    auto const outcome = drill::overload(plan, [](std::string_view phase) {
        fmt::print("{} ...\n", phase);
        std::fflush(stdout);
    });
    std::vector<drill::Finding> audited;
    if (server) audited = findings_of(server->stop_and_audit());
    if (!order.data.empty()) audited = findings_of(audit_store({.data = order.data}));
    drill::OverloadLimits limits;
    limits.memory_growth = order.memory_cap * 1024 * 1024;
    auto const verdict = drill::judge(plan, outcome, limits, std::move(audited));
    fmt::print("{}", drill::table(plan, outcome, verdict));
    if (!order.json.empty()) {
        write_file(order.json, boost::json::serialize(drill::report(plan, outcome, verdict)) + "\n");
    }
    return verdict.good ? 0 : 1;
}

}  // namespace onsale
