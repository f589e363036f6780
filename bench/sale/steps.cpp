#include "steps.h"

#include <cmath>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

namespace onsale::bench {
namespace {

std::int64_t whole(double value) { return std::llround(value); }

}  // namespace

Steps::Steps(Target target, std::FILE* table) : target_(std::move(target)), table_(table) {
    fmt::print(table_, "{:<34}{:>9}{:>10}{:>12}{:>9}{:>9}{:>9}{:>8}\n", "step", "answers", "per s", "per CPU s",
               "p50 ms", "p99 ms", "worst", "load");
}

std::vector<std::string> Steps::once(std::string const& step, std::vector<load::RequestLine> const& lines,
                                     std::size_t connections) {
    std::vector<std::string> bodies(lines.size());
    load::Plan plan{.connections = connections == 0 ? target_.connections : connections, .once = true, .requests = {}};
    plan.on_answer = [&](std::size_t request, unsigned, std::string_view body) { bodies[request] = body; };
    measure(step, std::move(plan), lines);
    return bodies;
}

void Steps::rounds(std::string const& step, std::size_t connections, std::vector<load::RequestLine> const& lines) {
    measure(step, {.connections = connections, .warm_up = {}, .requests = {}}, lines);
}

void Steps::measure(std::string const& step, load::Plan plan, std::vector<load::RequestLine> const& lines) {
    plan.port = target_.port;
    for (auto const& line : lines) plan.requests.push_back(serialise(line, target_.host()));
    auto const batches = read_batch_counters(target_);
    auto const cpu = server_cpu_seconds(target_);
    auto const result = run(plan);
    auto const cpu_used = server_cpu_seconds(target_) - cpu;
    last_ = read_batch_counters(target_) - batches;
    show(step, result, cpu_used);
}

void Steps::show(std::string const& step, load::Result const& result, double server_cpu) {
    auto const& latency = result.latency;
    auto const count = static_cast<double>(latency.count());
    fmt::print(table_, "{:<34}{:>9}{:>10.0f}{:>12.0f}{:>9.2f}{:>9.2f}{:>9.1f}{:>7.0f}%\n", step, latency.count(),
               count / result.seconds, count / server_cpu, load::us_of(latency.percentile(0.5)) / 1000,
               load::us_of(latency.percentile(0.99)) / 1000, load::us_of(latency.longest()) / 1000,
               100 * result.cpu_seconds / result.seconds);
    std::fflush(table_);
    if (result.by_class[2] != latency.count() || result.broken > 0) {
        throw std::runtime_error(fmt::format("{}: {} of {} answers were good, {} connections broke", step,
                                             result.by_class[2], latency.count(), result.broken));
    }
    boost::json::object entry{{"name", step},
                              {"answers", latency.count()},
                              {"perSecond", whole(count / result.seconds)},
                              {"perCpuSecond", nullptr},
                              {"p50us", whole(load::us_of(latency.percentile(0.5)))},
                              {"p99us", whole(load::us_of(latency.percentile(0.99)))},
                              {"worstUs", whole(load::us_of(latency.longest()))},
                              {"loadCpuShare", result.cpu_seconds / result.seconds}};
    // The kernel counts in hundredths of a second: a step that is shorter has no figure.
    if (server_cpu > 0) entry["perCpuSecond"] = whole(count / server_cpu);
    done_.push_back(std::move(entry));
}

}  // namespace onsale::bench
