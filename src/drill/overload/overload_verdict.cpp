#include "drill/overload/overload_verdict.h"

#include <algorithm>

#include <fmt/format.h>

namespace onsale::drill {
namespace {

constexpr std::size_t normal_windows = 4;  // in a row
constexpr double surely_offered = 0.8;     // of what was to be offered; with less it was another overload
constexpr double mebibyte = 1024.0 * 1024.0;

Moment normal_limit(Windows const& calm) {
    Moment worst{};
    // The first window still has answers of the peak before it.
    for (std::size_t i = 1; i < calm.size(); ++i) worst = std::max(worst, calm[i].good_took.percentile(0.9));
    return worst + worst / 2 + std::chrono::milliseconds{1};
}

bool normal(Window const& window, Moment limit) {
    bool const all_answered = window.shed + window.other + window.broken + window.no_way == 0;
    return all_answered && window.good > 0 && window.good_took.percentile(0.9) <= limit;
}

// A request that found every connection waiting for an answer was offered, too, as far as the crowd is concerned: it is
// the server that keeps the crowd waiting. One that the generator was too late for was not.
Finding check_offered(OverloadPlan const& plan, Window const& sum, double sent, double peak) {
    Finding finding{"offered", fmt::format("{:g} x the peak was offered", plan.times), sum.due, 0, {}};
    auto const offered = static_cast<double>(sum.due - std::min(sum.due, sum.own_fault));
    finding.checked = offered >= surely_offered * plan.times * peak * seconds_of(plan.overload);
    finding.note =
        fmt::format("{:.0f}/s sent, {:.1f} x; {:.0f}/s found no connection free, for {:.0f}/s the drill was late", sent,
                    sent / peak, static_cast<double>(sum.no_way) / seconds_of(plan.overload),
                    static_cast<double>(sum.own_fault) / seconds_of(plan.overload));
    return finding;
}

Finding check_goodput(OverloadOutcome const& outcome, double goodput, double least) {
    auto const share = goodput / outcome.peak_rate;
    Finding finding{"goodput", fmt::format("{:.0f} % of the peak is still carried", least * 100), 1, share < least, {}};
    finding.note = fmt::format("{:.0f}/s of {:.0f}/s, {:.0f} %", goodput, outcome.peak_rate, share * 100);
    return finding;
}

std::vector<Finding> check_answers(Window const& sum, OverloadLimits const& limits) {
    auto const p99 = sum.shed_took.percentile(0.99);
    Finding quick{"refused_slowly",
                  fmt::format("99 % of the 503 come within {:.0f} ms", ms_of(limits.slowest_refusal)),
                  sum.shed,
                  p99 > limits.slowest_refusal,
                  {}};
    quick.note = fmt::format("p50 {:.1f} ms, p99 {:.1f} ms", ms_of(sum.shed_took.percentile(0.5)), ms_of(p99));
    auto const good_p99 = sum.good_took.percentile(0.99);
    Finding slow{"answered_slowly",
                 fmt::format("99 % of the 2xx come within {:.0f} ms", ms_of(limits.slowest_answer)),
                 sum.good,
                 good_p99 > limits.slowest_answer,
                 {}};
    slow.note = fmt::format("p99 {:.1f} ms", ms_of(good_p99));
    Finding told{"no_retry_after", "every 503 says when to come back", sum.shed, sum.shed_dumb, {}};
    Finding plain{"errors", "nothing but yes and 503 is answered", sum.good + sum.shed, sum.other + sum.broken, {}};
    plain.note = fmt::format("{} other answers, {} broken connections", sum.other, sum.broken);
    return {slow, quick, told, plain};
}

Finding check_memory(std::optional<Memory> const& memory, std::uint64_t cap) {
    auto const mib = [](std::uint64_t bytes) { return static_cast<double>(bytes) / mebibyte; };
    Finding finding{"memory", fmt::format("the server grows by {:.0f} MiB at most", mib(cap)), 0, 0, {}};
    finding.checked = memory.has_value();
    finding.note = "needs --serve or --server-pid";
    if (!memory) return finding;
    auto const growth = memory->most - std::min(memory->most, memory->before);
    finding.looked_at = 1;
    finding.violations = growth > cap;
    finding.note = fmt::format("{:.0f} MiB before, {:.0f} at most, {:.0f} after", mib(memory->before),
                               mib(memory->most), mib(memory->after));
    return finding;
}

Finding check_recovery(std::optional<Moment> recovered, Moment limit) {
    Finding finding{"recovery",
                    fmt::format("all is as before within {:.0f} s", seconds_of(limit)),
                    1,
                    !recovered || *recovered > limit,
                    {}};
    finding.note = recovered ? fmt::format("after {:.2f} s", seconds_of(*recovered)) : "not while it was watched";
    return finding;
}

}  // namespace

std::optional<Moment> recovery_time(Windows const& calm, Windows const& recovery) {
    auto const limit = normal_limit(calm);
    std::size_t in_a_row = 0;
    // The last window is cut short.
    for (std::size_t i = 0; i + 1 < recovery.size(); ++i) {
        in_a_row = normal(recovery[i], limit) ? in_a_row + 1 : 0;
        if (in_a_row == normal_windows) return static_cast<std::int64_t>(i + 1 - normal_windows) * window_span;
    }
    return std::nullopt;
}

OverloadVerdict judge(OverloadPlan const& plan, OverloadOutcome const& outcome, OverloadLimits const& limits,
                      std::vector<Finding> audited) {
    OverloadVerdict verdict;
    auto const sum = sum_of(outcome.overload);
    verdict.sent = static_cast<double>(sum.sent) / seconds_of(plan.overload);
    verdict.goodput = static_cast<double>(sum.good) / seconds_of(plan.overload);
    verdict.recovered = recovery_time(outcome.calm, outcome.recovery);
    auto& findings = verdict.findings;
    findings.push_back(check_offered(plan, sum, verdict.sent, outcome.peak_rate));
    findings.push_back(check_goodput(outcome, verdict.goodput, limits.least_goodput));
    for (auto& finding : check_answers(sum, limits)) findings.push_back(std::move(finding));
    findings.push_back(check_memory(outcome.memory, limits.memory_growth));
    findings.push_back(check_recovery(verdict.recovered, limits.recovery));
    findings.push_back(check_points(outcome.wallets, outcome.users));
    for (auto& finding : audited) findings.push_back(std::move(finding));
    verdict.offered_enough = findings.front().checked;
    verdict.good = verdict.offered_enough && std::ranges::all_of(findings, &Finding::kept);
    return verdict;
}

}  // namespace onsale::drill
