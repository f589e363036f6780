#include "drill/slo.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include <fmt/format.h>

namespace onsale::drill {
namespace {

struct Latency {
    double share = 0;  // 1: the longest
    Step step{};
};

std::optional<Latency> latency_of(std::string_view metric) {
    constexpr std::array<std::pair<std::string_view, double>, 5> shares = {
        {{"p50.", 0.5}, {"p90.", 0.9}, {"p99.9.", 0.999}, {"p99.", 0.99}, {"max.", 1}}};
    for (auto const& [prefix, share] : shares) {
        Latency latency{share, {}};
        if (metric.starts_with(prefix) && find_step(metric.substr(prefix.size()), latency.step)) return latency;
    }
    return std::nullopt;
}

constexpr std::array<std::string_view, 20> counters = {
    "oversold",   "double_held", "charged_twice", "points_lost", "overtaken",    "overfull",           "trespassed",
    "over_limit", "over_takes",  "split",         "apart",       "paid_in_part", "no_ticket",          "errors",
    "5xx",        "shed",        "paid",          "entered",     "seconds",      "requests_per_second"};

// Nullopt: not a number of that unit.
std::optional<double> read_limit(std::string_view text, bool time) {
    double number = 0;
    auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failed != std::errc{} || number < 0) return std::nullopt;
    std::string_view const unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    if (!time) return unit.empty() ? std::optional(number) : std::nullopt;
    if (unit == "us") return number;
    if (unit == "ms") return number * 1e3;
    if (unit == "s") return number * 1e6;
    return std::nullopt;
}

bool holds(Slo::Relation relation, double value, double limit) {
    switch (relation) {
        case Slo::Relation::less:
            return value < limit;
        case Slo::Relation::at_most:
            return value <= limit;
        case Slo::Relation::equal:
            return value == limit;
        case Slo::Relation::at_least:
            return value >= limit;
        case Slo::Relation::more:
            return value > limit;
    }
    return false;
}

double counter(std::string_view metric, Measures const& measures, std::vector<Finding> const& findings, Moment took) {
    auto const& tally = measures.tally;
    double const seconds = std::max(static_cast<double>(took.count()) / 1e6, 1e-6);
    if (metric == "errors") return static_cast<double>(tally.unanswered);
    if (metric == "5xx") return static_cast<double>(tally.server_errors);
    if (metric == "shed") return static_cast<double>(tally.shed);
    if (metric == "paid") return tally.paid;
    if (metric == "entered") return tally.entered;
    if (metric == "seconds") return seconds;
    if (metric == "requests_per_second") return static_cast<double>(tally.answered) / seconds;
    auto const found = std::ranges::find(findings, metric, &Finding::name);
    return found == findings.end() ? 0 : static_cast<double>(found->violations);
}

}  // namespace

std::expected<Slo, std::string> parse_slo(std::string_view text) {
    using Relation = Slo::Relation;
    auto const sign = text.find_first_of("<>=");
    if (sign == std::string_view::npos) return std::unexpected(fmt::format("\"{}\" has no <, <=, =, >= or >", text));
    bool const two = text.size() > sign + 1 && text[sign + 1] == '=' && text[sign] != '=';
    Slo slo{.text = std::string(text), .metric = std::string(text.substr(0, sign))};
    switch (text[sign]) {
        case '<':
            slo.relation = two ? Relation::at_most : Relation::less;
            break;
        case '>':
            slo.relation = two ? Relation::at_least : Relation::more;
            break;
        default:
            slo.relation = Relation::equal;
    }
    bool const time = latency_of(slo.metric).has_value();
    if (!time && std::ranges::find(counters, slo.metric) == counters.end()) {
        return std::unexpected(fmt::format("\"{}\" is nothing that a drill measures", slo.metric));
    }
    auto const limit = read_limit(text.substr(sign + (two ? 2 : 1)), time);
    if (!limit) {
        return std::unexpected(fmt::format("\"{}\" needs {} behind the sign", text,
                                           time ? "a time in us, ms or s, as 50ms," : "a number"));
    }
    slo.limit = *limit;
    return slo;
}

std::vector<SloResult> judge(std::vector<Slo> const& slos, Measures const& measures,
                             std::vector<Finding> const& findings, Moment took) {
    std::vector<SloResult> results;
    for (auto const& slo : slos) {
        SloResult result{.slo = slo};
        if (auto const latency = latency_of(slo.metric)) {
            auto const& all = measures.latencies(latency->step);
            result.measured = all.count() > 0;
            result.value =
                static_cast<double>((latency->share >= 1 ? all.longest() : all.percentile(latency->share)).count());
        } else {
            result.value = counter(slo.metric, measures, findings, took);
            auto const finding = std::ranges::find(findings, slo.metric, &Finding::name);
            result.measured = finding == findings.end() || finding->checked || !finding->kept();
        }
        result.kept = result.measured && holds(slo.relation, result.value, slo.limit);
        results.push_back(std::move(result));
    }
    return results;
}

std::string shown(Slo const& slo, double value) {
    return latency_of(slo.metric) ? fmt::format("{:.1f} ms", value / 1e3) : fmt::format("{:.10g}", value);
}

}  // namespace onsale::drill
