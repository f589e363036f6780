#include "drill/verdict.h"

#include <algorithm>
#include <iterator>

#include <fmt/format.h>

namespace onsale::drill {
namespace {

void add_denied(std::string& out, Denied const& denied) {
    auto const add = std::back_inserter(out);
    fmt::format_to(
        add,
        "hoarders took {} seats and held them for {:.0f} seat-seconds, {:.2f} % of all; one seat for {:.1f} s "
        "together\nrefused to them:",
        denied.holds, denied.seat_seconds, 100 * denied.share, denied.longest);
    for (auto const& [type, times] : denied.refused) fmt::format_to(add, " {} {}", times, type);
    out += denied.refused.empty() ? " nothing\n\n" : "\n\n";
}

void add_sale(std::string& out, Outcome const& outcome) {
    auto const& tally = outcome.measures.tally;
    auto const seconds = std::max(seconds_of(outcome.took), 1e-3);
    fmt::format_to(std::back_inserter(out), "\n{} fans, {} bots and {} hoarders, {} of {} seats sold, {:.1f} s\n",
                   outcome.plan.fans, outcome.plan.bots, outcome.plan.hoarders, tally.paid, outcome.seats, seconds);
    fmt::format_to(
        std::back_inserter(out),
        "{} came in, {} seats reserved, {} times others were faster; {} requests, {:.0f}/s; {} shed, {} server errors, "
        "{} without an answer\n\n",
        tally.entered, tally.held, tally.seat_taken, tally.asked, static_cast<double>(tally.asked) / seconds,
        tally.shed, tally.server_errors, tally.unanswered);
    if (outcome.plan.hoarders > 0) add_denied(out, outcome.denied);
}

void add_latencies(std::string& out, Measures const& measures) {
    fmt::format_to(std::back_inserter(out), "{:<10}{:>10}{:>10}{:>10}{:>10}{:>10}\n", "ms", "answers", "p50", "p99",
                   "p99.9", "max");
    auto const add = [&](std::string_view name, Latencies const& all) {
        if (all.count() == 0) return;
        fmt::format_to(std::back_inserter(out), "{:<10}{:>10}{:>10.1f}{:>10.1f}{:>10.1f}{:>10.1f}\n", name, all.count(),
                       ms_of(all.percentile(0.5)), ms_of(all.percentile(0.99)), ms_of(all.percentile(0.999)),
                       ms_of(all.longest()));
    };
    for (std::size_t i = 0; i < steps; ++i) {
        auto const step = static_cast<Step>(i);
        add(name_of(step), measures.latencies(step));
    }
    add("(own lag)", measures.own_delays());
    out += "\n";
}

std::string_view mark_of(Finding const& finding) {
    if (!finding.kept()) return "BROKEN";
    if (!finding.checked) return "not checked";
    return finding.looked_at == 0 ? "not met" : "kept";
}

}  // namespace

Verdict judge(Outcome const& outcome, std::vector<Finding> audited, std::vector<Slo> const& slos) {
    Verdict verdict;
    verdict.findings = outcome.findings;
    verdict.slos = judge(slos, outcome.measures, outcome.findings, outcome.took);
    for (auto& finding : audited) verdict.findings.push_back(std::move(finding));
    verdict.good = outcome.complete && std::ranges::all_of(verdict.findings, &Finding::kept) &&
                   std::ranges::all_of(verdict.slos, &SloResult::kept);
    return verdict;
}

std::string line_of(Finding const& finding) {
    std::string out;
    auto const add = std::back_inserter(out);
    fmt::format_to(add, "{:<11}  {:<48}", mark_of(finding), finding.promise);
    if (finding.looked_at > 1) fmt::format_to(add, " {:>9} looked at", finding.looked_at);
    if (!finding.note.empty()) fmt::format_to(add, "; {}", finding.note);
    out += "\n";
    for (auto const& told : finding.told) fmt::format_to(add, "               {}\n", told);
    if (!finding.told.empty() && finding.violations > finding.told.size()) {
        fmt::format_to(add, "               and {} more\n", finding.violations - finding.told.size());
    }
    return out;
}

std::string closing_line(bool good, std::vector<Finding> const& findings) {
    if (!good) return "\nNOT GOOD\n";
    bool const wholly = std::ranges::all_of(findings, &Finding::checked);
    return wholly ? "\nGOOD: every promise and limit was kept\n"
                  : "\nGOOD: every promise that could be checked, and every limit, was kept\n";
}

std::string table(Outcome const& outcome, Verdict const& verdict) {
    std::string out;
    add_sale(out, outcome);
    add_latencies(out, outcome.measures);
    for (auto const& finding : verdict.findings) out += line_of(finding);
    for (auto const& result : verdict.slos) {
        fmt::format_to(std::back_inserter(out), "{:<11}  {:<48} {}\n", result.kept ? "kept" : "BROKEN", result.slo.text,
                       result.measured ? "measured " + shown(result.slo, result.value) : "nothing was measured");
    }
    if (!outcome.complete) out += "BROKEN       everybody is home before the time is up\n";
    out += closing_line(verdict.good, verdict.findings);
    return out;
}

}  // namespace onsale::drill
