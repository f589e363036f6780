#include "drill/drill.h"

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <memory>
#include <optional>
#include <string>

#include <CLI/CLI.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "app/commands/commands.h"
#include "app/commands/drill_overload.h"
#include "app/serving/rehearsal_server.h"
#include "app/serving/store/offline_store.h"
#include "domain/limits.h"
#include "drill/limits.h"
#include "drill/progress.h"
#include "drill/report_html.h"
#include "drill/report_json.h"
#include "drill/slo.h"

namespace onsale {
namespace {

constexpr std::uint32_t rehearsal_capacity = 2'000;  // of --serve, unless --capacity says otherwise

struct DrillOrder {
    drill::Plan plan;
    std::string url = "http://127.0.0.1:8080";
    bool serve = false;
    std::string venue;  // empty: the one inside the program
    std::vector<std::string> slo_texts;
    std::vector<drill::Slo> slos;
    std::string html;
    std::string json;
    std::string data;
    OverloadOrder overload;
};

// "http://HOST[:PORT][/]" into plan.host and plan.port. Throws CLI::ValidationError.
void read_url(std::string const& url, drill::Plan& plan) {
    constexpr std::string_view scheme = "http://";
    auto const complain = [&] {
        throw CLI::ValidationError("URL", fmt::format("\"{}\" is not http://HOST:PORT", url));
    };
    if (!url.starts_with(scheme)) complain();
    auto place = url.substr(scheme.size());
    if (place.ends_with('/')) place.pop_back();
    auto const colon = place.rfind(':');
    plan.host = place.substr(0, colon);
    plan.port = 80;
    bool const good = !plan.host.empty() && plan.host.find('/') == std::string::npos &&
                      (colon == std::string::npos || CLI::detail::lexical_cast(place.substr(colon + 1), plan.port));
    if (!good) complain();
}

void read_slos(DrillOrder& order) {
    for (auto const& text : order.slo_texts) {
        auto slo = drill::parse_slo(text);
        if (!slo) throw CLI::ValidationError("--slo", slo.error());
        order.slos.push_back(std::move(*slo));
    }
}

int drill_with(DrillOrder& order, std::optional<RehearsalServer>& server) {
    drill::Progress progress(order.plan, stdout);
    auto const outcome =
        drill::run(order.plan, [&](drill::Moment now, drill::Measures const& measures) { progress(now, measures); });
    progress.finish();
    std::vector<drill::Finding> audited;
    if (server) audited = findings_of(server->stop_and_audit());
    if (!order.data.empty()) audited = findings_of(audit_store({.data = order.data}));
    auto const verdict = drill::judge(*outcome, std::move(audited), order.slos);
    fmt::print("{}", drill::table(*outcome, verdict));
    auto const report = drill::report(*outcome, verdict);
    if (!order.json.empty()) write_file(order.json, boost::json::serialize(report) + "\n");
    if (!order.html.empty()) write_file(order.html, drill::report_page(report));
    return verdict.good ? 0 : 1;
}

int overload_with(DrillOrder& order) {
    order.overload.serve = order.serve;
    order.overload.venue = order.venue;
    order.overload.data = order.data;
    order.overload.json = order.json;
    return run_overload(order.overload, order.plan);
}

int rehearse(DrillOrder& order) {
    std::optional<RehearsalServer> server;
    if (order.serve) {
        if (order.plan.capacity == 0) order.plan.capacity = rehearsal_capacity;
        if (order.plan.most_takes == 0) order.plan.most_takes = limits::usual_takes;
        server.emplace(order.venue, order.plan.capacity);
        order.plan.port = server->port();
        fmt::print("rehearsing on http://127.0.0.1:{}, on temporary data, with room for {} inside\n", order.plan.port,
                   order.plan.capacity);
    }
    return drill_with(order, server);
}

int run_drill(DrillOrder& order) {
    std::signal(SIGPIPE, SIG_IGN);  // a connection that the server closed is an answer that did not come
    try {
        return order.overload.times > 0 ? overload_with(order) : rehearse(order);
    } catch (drill::CannotBegin const& reason) {
        fmt::print(stderr, "onsale: the drill cannot begin: {}\n", reason.what());
        return 1;
    }
}

void add_dialect_option(CLI::App& command, drill::Plan& plan) {
    std::map<std::string, drill::Dialect const*> dialects;
    for (auto const* dialect : {&drill::onsale_dialect, &drill::reference_dialect})
        dialects.emplace(dialect->name, dialect);
    command
        .add_option_function<std::string>(
            "--dialect", [&plan, dialects](std::string const& name) { plan.dialect = *dialects.at(name); },
            "How the server's API is spelled: onsale or reference")
        ->check(CLI::IsMember(dialects))
        ->option_text("NAME [onsale]");
}

void add_crowd_options(CLI::App& command, drill::Plan& plan) {
    auto const share = CLI::Range(0.0, 1.0);
    auto const span = CLI::AsNumberWithUnit(std::map<std::string, std::int64_t>{{"ms", 1}, {"s", 1'000}, {"m", 60'000}},
                                            CLI::AsNumberWithUnit::UNIT_REQUIRED, "TIME");
    auto const time = [&](std::string const& flag, std::chrono::milliseconds& value, std::string const& about) {
        command
            .add_option_function<std::int64_t>(
                flag, [&value](std::int64_t ms) { value = std::chrono::milliseconds(ms); }, about)
            ->transform(span)
            ->check(CLI::Range(std::int64_t{0}, std::int64_t{86'400'000}))
            ->option_text(fmt::format("TIME [{}ms]", value.count()));
    };
    std::map<std::string, drill::Arrival> const curves = {
        {"spike", drill::Arrival::spike}, {"ramp", drill::Arrival::ramp}, {"poisson", drill::Arrival::poisson}};
    command.add_option("--fans", plan.fans, "How many come")
        ->check(CLI::Range(1U, drill::limits::most_fans))
        ->capture_default_str();
    command.add_option("--bots", plan.bots, "How many bots hammer at the same time")
        ->check(CLI::Range(0U, drill::limits::most_bots))
        ->capture_default_str();
    command
        .add_option("--party", plan.party,
                    "How many come for one seat, two, three and so on: weights, as 30,45,15,10. 1: all for one seat")
        ->delimiter(',')
        ->expected(1, static_cast<int>(drill::limits::largest_party))
        ->check(CLI::NonNegativeNumber)
        ->option_text("WEIGHTS [30,45,15,10]");
    command.add_option("--hoarders", plan.hoarders, "How many hold all they can, pay nothing, and take again")
        ->check(CLI::Range(0U, drill::limits::most_hoarders))
        ->capture_default_str();
    time("--arrive", plan.arrive, "Within this time all arrive");
    command.add_option("--arrival", plan.arrival, "How they arrive: spike, ramp or poisson")
        ->transform(CLI::CheckedTransformer(curves))
        ->option_text("CURVE [spike]");
    command.add_option("--seed", plan.seed, "The same seed makes the same crowd")->capture_default_str();
    command.add_option("--abandon", plan.abandon, "The share that walks away somewhere on the way")
        ->check(share)
        ->capture_default_str();
    command.add_option("--no-show", plan.no_show, "The share that holds a seat and forgets to pay")
        ->check(share)
        ->capture_default_str();
    command
        .add_option("--double-click", plan.double_click, "The share that sends reservation and payment twice at once")
        ->check(share)
        ->capture_default_str();
    command.add_option("--lose-connection", plan.lose_connection, "The share that loses a connection after sending")
        ->check(share)
        ->capture_default_str();
    time("--think", plan.think, "The mean time to make up one's mind, before picking a seat and before paying");
    time("--longest", plan.longest, "After this time the fans who are left go home, and the drill was not complete");
    command.add_option("--connections", plan.connections, "Sockets, lent to a fan for one request")
        ->check(CLI::Range(1U, drill::limits::most_connections))
        ->capture_default_str();
}

}  // namespace

void add_drill(CLI::App& app, int& exit_code) {
    auto* command = app.add_subcommand("drill", "Rehearse an on-sale: send a crowd, and check every promise");
    auto order = std::make_shared<DrillOrder>();
    command->add_option("URL", order->url, "The server; plain HTTP")->capture_default_str();
    add_dialect_option(*command, order->plan);
    add_crowd_options(*command, order->plan);
    command
        ->add_option("--capacity", order->plan.capacity,
                     "How many the server lets be inside, to be checked; 0: unknown")
        ->check(CLI::Range(0U, 1'000'000U))
        ->capture_default_str();
    command
        ->add_option("--most-takes", order->plan.most_takes,
                     "How many seats the server lets one take in one session, to be checked; 0: as it says, refusing")
        ->check(CLI::Range(0, limits::largest_takes))
        ->capture_default_str();
    command->add_option("--slo", order->slo_texts, "A limit to keep, as p99.poll<50ms or oversold=0; repeat it");
    command->add_option("--report", order->html, "Write the report as one page");
    command->add_option("--json", order->json, "Write the report for machines");
    auto* serve = command->add_flag("--serve", order->serve, "Start a server here, on temporary data, and audit it");
    command
        ->add_option("--venue", order->venue,
                     "With --serve: the venue plan whose seats are on sale, in place of a stadium")
        ->check(CLI::ExistingFile)
        ->needs(serve);
    command->add_option("--data", order->data, "The server's data directory, to be audited afterwards")
        ->check(CLI::ExistingDirectory)
        ->excludes(serve);
    add_overload_options(*command, order->overload);
    command->callback([order, command, &exit_code] {
        if (order->overload.times > 0 && command->count("--connections") == 0) {
            order->plan.connections = drill::limits::overload_connections;
        }
        read_url(order->url, order->plan);
        read_slos(*order);
        if (order->plan.abandon + order->plan.no_show > 1) {
            throw CLI::ValidationError("--abandon", "with --no-show it is more than all fans");
        }
        if (std::ranges::all_of(order->plan.party, [](double weight) { return weight == 0; })) {
            throw CLI::ValidationError("--party", "one weight at least is more than 0");
        }
        if (order->plan.hoarders > 0 && order->plan.dialect.get().reserve_together.empty()) {
            throw CLI::ValidationError("--hoarders", "they take several seats at once, and this dialect does not");
        }
        exit_code = run_drill(*order);
    });
}

}  // namespace onsale
