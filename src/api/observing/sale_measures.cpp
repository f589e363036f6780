#include "api/observing/sale_measures.h"

#include <iterator>

#include <prometheus/metric_family.h>

namespace onsale::api {
namespace {

prometheus::MetricFamily measure(prometheus::MetricType type, std::string name, std::string help, double value) {
    prometheus::ClientMetric metric;
    (type == prometheus::MetricType::Counter ? metric.counter.value : metric.gauge.value) = value;
    return {std::move(name), std::move(help), type, {std::move(metric)}};
}

// Every measure of a line says whose it is.
void label_with(LineId const& line, std::vector<prometheus::MetricFamily>& families) {
    for (auto& family : families) {
        for (auto& metric : family.metric)
            metric.label.insert(metric.label.begin(), {"line", std::string(line.view())});
    }
}

prometheus::ClientMetric offset_against(std::string against, milliseconds offset) {
    prometheus::ClientMetric metric;
    metric.label.push_back({"against", std::move(against)});
    metric.gauge.value = std::chrono::duration<double>(offset).count();
    return metric;
}

prometheus::MetricFamily clock_offsets(ClockOffsets const& offsets, std::optional<milliseconds> to_line) {
    std::vector<prometheus::ClientMetric> metrics{offset_against("system", offsets.to_system)};
    if (offsets.to_store) metrics.push_back(offset_against("store", *offsets.to_store));
    if (to_line) metrics.push_back(offset_against("line", *to_line));
    return {"onsale_clock_offset_seconds",
            "The sale's time minus another clock: the system's, the store's, the line's.",
            prometheus::MetricType::Gauge, std::move(metrics)};
}

constexpr std::pair<CallsStopped, char const*> reasons[] = {{CallsStopped::paused, "paused"},
                                                            {CallsStopped::before_opening, "before-opening"},
                                                            {CallsStopped::full, "full"},
                                                            {CallsStopped::returning, "returning"},
                                                            {CallsStopped::clock, "clock"},
                                                            {CallsStopped::store_away, "store-away"},
                                                            {CallsStopped::store_unfit, "store-unfit"}};

// One line for each reason, so that a reason can be alarmed at by its name.
prometheus::MetricFamily calls_stopped(CallsStopped now) {
    auto family = measure(prometheus::MetricType::Gauge, "onsale_line_calls_stopped",
                          "1: nobody is called now, for this reason.", 0);
    family.metric.clear();
    for (auto const& [reason, name] : reasons) {
        auto& metric = family.metric.emplace_back();
        metric.gauge.value = now == reason ? 1 : 0;
        metric.label = {{"reason", name}};
    }
    return family;
}

double number(auto value) { return static_cast<double>(value); }

std::vector<prometheus::MetricFamily> measures_of(LineReport const& line) {
    using enum prometheus::MetricType;
    return {
        measure(Gauge, "onsale_line_waiting", "Fans who wait and keep polling.", number(line.counters.waiting)),
        measure(Gauge, "onsale_line_away", "Fans who have a place and stopped polling.", number(line.counters.away)),
        measure(Gauge, "onsale_line_called", "Fans called and not in yet.", number(line.counters.called)),
        measure(Gauge, "onsale_line_inside", "Fans inside.", number(line.counters.inside)),
        measure(Counter, "onsale_line_entered_total", "Fans who came in.", number(line.counters.entered)),
        measure(Counter, "onsale_line_skipped_total", "Times a fan went away.", number(line.counters.skipped)),
        measure(Gauge, "onsale_line_admissions_per_second", "The measured pace.", line.counters.admissions_per_second),
        measure(Gauge, "onsale_line_queue", "Joins, entries and leaves that wait for the line's clerk.",
                number(line.queued)),
        measure(Counter, "onsale_line_batches_total", "Batches journalled.", number(line.batches)),
        measure(Counter, "onsale_line_events_total", "Joins, entries and ends journalled.", number(line.events)),
        measure(Counter, "onsale_line_failed_batches_total", "Batches not journalled.", number(line.faults)),
        calls_stopped(line.calls_stopped),
        measure(Gauge, "onsale_line_numbers_used_ratio", "Place numbers given; at 1 the line is full for good.",
                number(line.counters.last_given.value) / number(line.last_number.value)),
        measure(Gauge, "onsale_line_store_reachable", "1: the line's store is there.", line.connected ? 1 : 0),
    };
}

}  // namespace

std::vector<prometheus::MetricFamily> SaleMeasures::Collect() const {
    using enum prometheus::MetricType;
    auto const line = line_.report();
    auto const clerk = clerk_.counts();
    std::int64_t available = 0;
    for (auto const& board : boards_.seats.dates()) available += board->available_seats(clock_.now());
    auto families = measures_of(line);
    label_with(line_.id(), families);
    std::vector<prometheus::MetricFamily> others{
        measure(Gauge, "onsale_store_reachable", "1: the store of seats and money is there.",
                clerk_.store_away() ? 0 : 1),
        measure(Gauge, "onsale_writer_queue", "Commands that wait for a writer.", number(clerk_.waiting())),
        measure(Counter, "onsale_writer_batches_total", "Batches decided.", number(clerk.batches)),
        measure(Counter, "onsale_writer_commands_total", "Commands decided.", number(clerk.commands)),
        measure(Counter, "onsale_writer_failed_batches_total", "Batches that failed.", number(clerk.failed_batches)),
        measure(Gauge, "onsale_seats_available", "Seats that can be reserved now.", number(available)),
        measure(Gauge, "onsale_users", "Registered users.", number(boards_.wallets.users())),
        clock_offsets(offsets_(), line.clock_offset),
        measure(Gauge, "onsale_streams_open", "Streams of events that clients follow now.", number(streams_.open())),
    };
    families.insert(families.end(), std::make_move_iterator(others.begin()), std::make_move_iterator(others.end()));
    return families;
}

}  // namespace onsale::api
