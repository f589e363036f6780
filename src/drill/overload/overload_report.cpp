#include <algorithm>
#include <iterator>

#include <fmt/format.h>

#include "drill/overload/overload_verdict.h"
#include "drill/report_json.h"
#include "drill/verdict.h"

namespace onsale::drill {
namespace {

namespace json = boost::json;

struct Phase {
    std::string_view name;
    Windows const& windows;
    Moment span;
};

std::vector<Phase> phases_of(OverloadPlan const& plan, OverloadOutcome const& outcome) {
    return {{"peak", outcome.peak, plan.peak},
            {"calm", outcome.calm, plan.calm},
            {"overload", outcome.overload, plan.overload},
            {"recovery", outcome.recovery, plan.recovery}};
}

double a_second(std::uint64_t many, Moment span) {
    return static_cast<double>(many) * 1e6 / static_cast<double>(std::max<std::int64_t>(span.count(), 1));
}

json::object window_json(Window const& sum, Moment span) {
    return {{"duePerSecond", a_second(sum.due, span)},
            {"sentPerSecond", a_second(sum.sent, span)},
            {"goodPerSecond", a_second(sum.good, span)},
            {"shedPerSecond", a_second(sum.shed, span)},
            {"shedWithoutRetryAfter", sum.shed_dumb},
            {"noConnectionFree", sum.no_way},
            {"generatorLate", sum.own_fault},
            {"other", sum.other},
            {"broken", sum.broken},
            {"answersOfEarlierPhases", sum.late},
            {"goodMs", latency_json(sum.good_took)},
            {"shedMs", latency_json(sum.shed_took)},
            {"ownLagMs", latency_json(sum.lag)}};
}

}  // namespace

std::string table(OverloadPlan const& plan, OverloadOutcome const& outcome, OverloadVerdict const& verdict) {
    std::string out;
    auto const add = std::back_inserter(out);
    fmt::format_to(add, "\n{:<10}{:>10}{:>10}{:>10}{:>10}{:>10}{:>10}{:>10}{:>10}{:>10}\n", "each s", "due", "sent",
                   "2xx", "503", "p50 ms", "p99 ms", "503 p50", "503 p99", "own lag");
    for (auto const& phase : phases_of(plan, outcome)) {
        auto const sum = sum_of(phase.windows);
        fmt::format_to(add, "{:<10}{:>10.0f}{:>10.0f}{:>10.0f}{:>10.0f}{:>10.1f}{:>10.1f}{:>10.1f}{:>10.1f}{:>10.1f}\n",
                       phase.name, a_second(sum.due, phase.span), a_second(sum.sent, phase.span),
                       a_second(sum.good, phase.span), a_second(sum.shed, phase.span),
                       ms_of(sum.good_took.percentile(0.5)), ms_of(sum.good_took.percentile(0.99)),
                       ms_of(sum.shed_took.percentile(0.5)), ms_of(sum.shed_took.percentile(0.99)),
                       ms_of(sum.lag.percentile(0.99)));
    }
    out += "\n";
    for (auto const& finding : verdict.findings) out += line_of(finding);
    bool const nothing_shown = !verdict.offered_enough && std::ranges::all_of(verdict.findings, &Finding::kept);
    out += nothing_shown ? "\nNOTHING SHOWN: the drill could not offer as much as it should\n"
                         : closing_line(verdict.good, verdict.findings);
    return out;
}

json::object report(OverloadPlan const& plan, OverloadOutcome const& outcome, OverloadVerdict const& verdict) {
    json::object phases;
    for (auto const& phase : phases_of(plan, outcome)) {
        auto entry = window_json(sum_of(phase.windows), phase.span);
        entry["seconds"] = static_cast<double>(phase.span.count()) / 1e6;
        json::array windows;
        for (auto const& window : phase.windows) windows.emplace_back(window_json(window, window_span));
        entry["windows"] = std::move(windows);
        phases[phase.name] = std::move(entry);
    }
    json::object report{{"good", verdict.good},
                        {"server", fmt::format("{}:{}", plan.server.host, plan.server.port)},
                        {"dialect", plan.server.dialect.get().name},
                        {"times", plan.times},
                        {"connections", plan.server.connections},
                        {"peakPerSecond", outcome.peak_rate},
                        {"sentTimes", verdict.sent / outcome.peak_rate},
                        {"goodputShare", verdict.goodput / outcome.peak_rate},
                        {"neverAnswered", outcome.never_answered},
                        {"findings", findings_json(verdict.findings)},
                        {"phases", std::move(phases)}};
    if (verdict.recovered) report["recoverySeconds"] = static_cast<double>(verdict.recovered->count()) / 1e6;
    if (auto const& memory = outcome.memory) {
        report["residentBytes"] =
            json::object{{"before", memory->before}, {"most", memory->most}, {"after", memory->after}};
    }
    return report;
}

}  // namespace onsale::drill
