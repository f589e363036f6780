#include "served.h"

#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <vector>

#include <fmt/format.h>
#include <unistd.h>

#include "load.h"
#include "requests.h"

namespace onsale::bench {
namespace {

// A sample in the text format of Prometheus: a line "NAME VALUE", where NAME has its labels, if any.
double sample(std::string const& metrics, std::string const& name) {
    auto const line = metrics.find("\n" + name + " ");
    if (line == std::string::npos) throw std::runtime_error("/metrics has no " + name);
    return std::stod(metrics.substr(line + 1 + name.size()));
}

}  // namespace

std::string Target::host() const { return fmt::format("127.0.0.1:{}", port); }

// proc(5), fields 14 and 15; the name before them may hold blanks.
double server_cpu_seconds(Target const& target) {
    std::ifstream in("/proc/" + target.pid + "/stat");
    std::string text{std::istreambuf_iterator<char>(in), {}};
    auto const name_end = text.rfind(')');
    if (name_end == std::string::npos) throw std::runtime_error("there is no process " + target.pid);
    std::istringstream rest(text.substr(name_end + 2));
    std::vector<std::string> fields{std::istream_iterator<std::string>(rest), {}};
    return (std::stod(fields.at(11)) + std::stod(fields.at(12))) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

BatchCounters read_batch_counters(Target const& target) {
    std::string metrics;
    load::Plan plan{.port = target.port, .connections = 1, .once = true, .requests = {}};
    plan.requests.push_back(load::serialise({.target = "/metrics"}, target.host()));
    plan.on_answer = [&](std::size_t, unsigned, std::string_view body) { metrics = body; };
    load::run(plan);
    return {.writer_batches = sample(metrics, "onsale_writer_batches_total"),
            .writer_commands = sample(metrics, "onsale_writer_commands_total"),
            .line_batches = sample(metrics, "onsale_line_batches_total{line=\"main\"}"),
            .line_events = sample(metrics, "onsale_line_events_total{line=\"main\"}")};
}

BatchCounters operator-(BatchCounters const& later, BatchCounters const& earlier) {
    return {.writer_batches = later.writer_batches - earlier.writer_batches,
            .writer_commands = later.writer_commands - earlier.writer_commands,
            .line_batches = later.line_batches - earlier.line_batches,
            .line_events = later.line_events - earlier.line_events};
}

}  // namespace onsale::bench
