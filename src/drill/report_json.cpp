#include "drill/report_json.h"

#include <algorithm>
#include <string>

#include <boost/json.hpp>

#include "drill/limits.h"

namespace onsale::drill {
namespace json = boost::json;
namespace {

std::string_view name_of(Arrival arrival) {
    switch (arrival) {
        case Arrival::spike:
            return "spike";
        case Arrival::ramp:
            return "ramp";
        case Arrival::poisson:
            return "poisson";
    }
    return "";
}

json::object plan_json(Plan const& plan) {
    return {{"server", plan.host + ":" + std::to_string(plan.port)},
            {"dialect", plan.dialect.get().name},
            {"fans", plan.fans},
            {"bots", plan.bots},
            {"hoarders", plan.hoarders},
            {"party", json::value_from(plan.party)},
            {"arrival", name_of(plan.arrival)},
            {"arriveSeconds", seconds_of(plan.arrive)},
            {"seed", plan.seed},
            {"abandon", plan.abandon},
            {"noShow", plan.no_show},
            {"doubleClick", plan.double_click},
            {"loseConnection", plan.lose_connection},
            {"thinkSeconds", seconds_of(plan.think)},
            {"connections", plan.connections},
            {"capacity", plan.capacity},
            {"mostTakes", plan.most_takes}};
}

json::object tally_json(Tally const& tally) {
    return {{"arrived", tally.arrived},
            {"entered", tally.entered},
            {"held", tally.held},
            {"paid", tally.paid},
            {"home", tally.gone},
            {"requests", tally.asked},
            {"answers", tally.answered},
            {"unanswered", tally.unanswered},
            {"serverErrors", tally.server_errors},
            {"shed", tally.shed},
            {"seatTaken", tally.seat_taken}};
}

json::object denied_json(Denied const& denied) {
    return {{"seatsTaken", denied.holds},
            {"seatSeconds", denied.seat_seconds},
            {"share", denied.share},
            {"longestSeconds", denied.longest},
            {"refused", json::value_from(denied.refused)}};
}

json::object endpoints_json(Measures const& measures) {
    json::object endpoints;
    for (std::size_t i = 0; i < steps; ++i) {
        auto const step = static_cast<Step>(i);
        if (measures.latencies(step).count() == 0) continue;
        auto entry = latency_json(measures.latencies(step));
        json::object statuses;
        for (auto const& [key, count] : measures.statuses()) {
            if (key.first == step) statuses[key.second == 0 ? "none" : std::to_string(key.second)] = count;
        }
        entry["statuses"] = std::move(statuses);
        endpoints[drill::name_of(step)] = std::move(entry);
    }
    return endpoints;
}

// Columns, not rows: half the bytes.
json::object series_json(std::vector<Sample> const& samples) {
    json::object series;
    auto const column = [&](std::string_view name, auto&& value) {
        json::array values;
        values.reserve(samples.size());
        for (auto const& sample : samples) values.emplace_back(value(sample));
        series[name] = std::move(values);
    };
    column("at", [](Sample const& s) { return seconds_of(s.at); });
    column("arrived", [](Sample const& s) { return s.tally.arrived; });
    column("waiting", [](Sample const& s) { return s.tally.waiting; });
    column("inside", [](Sample const& s) { return s.tally.inside; });
    column("entered", [](Sample const& s) { return s.tally.entered; });
    column("paid", [](Sample const& s) { return s.tally.paid; });
    column("answers", [](Sample const& s) { return s.tally.answered; });
    for (std::size_t i = 0; i < steps; ++i) {
        if (std::ranges::none_of(samples, [i](Sample const& s) { return s.took[i].count > 0; })) continue;
        auto const name = std::string(drill::name_of(static_cast<Step>(i)));
        auto const latency = [&](Moment Sample::Took::*which) {
            return [i, which](Sample const& s) {
                return s.took[i].count == 0 ? json::value(nullptr) : json::value(ms_of(s.took[i].*which));
            };
        };
        column("p50." + name, latency(&Sample::Took::p50));
        column("p99." + name, latency(&Sample::Took::p99));
    }
    return series;
}

// [joined, entered] of an even choice of fans.
json::array order_json(std::vector<Order> const& order) {
    json::array dots;
    auto const stride = std::max<std::size_t>(1, order.size() / limits::plotted_fans);
    for (std::size_t i = 0; i < order.size(); i += stride) {
        dots.emplace_back(json::array{order[i].joined, order[i].entered});
    }
    return dots;
}

json::array slos_json(std::vector<SloResult> const& slos) {
    json::array out;
    for (auto const& result : slos) {
        out.emplace_back(json::object{
            {"limit", result.slo.text},
            {"kept", result.kept},
            {"measured", result.measured ? json::value(shown(result.slo, result.value)) : json::value(nullptr)}});
    }
    return out;
}

}  // namespace

json::object latency_json(Latencies const& all) {
    return {{"count", all.count()},
            {"p50", ms_of(all.percentile(0.5))},
            {"p90", ms_of(all.percentile(0.9))},
            {"p99", ms_of(all.percentile(0.99))},
            {"p999", ms_of(all.percentile(0.999))},
            {"max", ms_of(all.longest())}};
}

json::array findings_json(std::vector<Finding> const& findings) {
    json::array out;
    for (auto const& finding : findings) {
        out.emplace_back(json::object{{"name", finding.name},
                                      {"promise", finding.promise},
                                      {"kept", finding.kept()},
                                      {"checked", finding.checked},
                                      {"lookedAt", finding.looked_at},
                                      {"violations", finding.violations},
                                      {"told", json::value_from(finding.told)},
                                      {"note", finding.note}});
    }
    return out;
}

json::object report(Outcome const& outcome, Verdict const& verdict) {
    return {{"good", verdict.good},
            {"complete", outcome.complete},
            {"seconds", seconds_of(outcome.took)},
            {"seats", outcome.seats},
            {"plan", plan_json(outcome.plan)},
            {"totals", tally_json(outcome.measures.tally)},
            {"denied", denied_json(outcome.denied)},
            {"findings", findings_json(verdict.findings)},
            {"slos", slos_json(verdict.slos)},
            {"endpoints", endpoints_json(outcome.measures)},
            {"ownLag", latency_json(outcome.measures.own_delays())},
            {"series", series_json(outcome.measures.samples())},
            {"order", order_json(outcome.order)}};
}

}  // namespace onsale::drill
