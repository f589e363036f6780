// The server that is measured, as seen from outside: its address, the processor time it used, and its own counters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace onsale::bench {

struct Target {
    std::uint16_t port = 0;
    std::string pid;
    std::size_t connections = 0;  // for each step that names no number of its own
    std::string host() const;
};

// User and system time of the server so far, in seconds. Throws when there is no such process.
double server_cpu_seconds(Target const& target);

// How many batches the writers have committed since the start, and what was in them; from GET /metrics.
struct BatchCounters {
    double writer_batches = 0;
    double writer_commands = 0;
    double line_batches = 0;
    double line_events = 0;
};
BatchCounters read_batch_counters(Target const& target);
BatchCounters operator-(BatchCounters const& later, BatchCounters const& earlier);

}  // namespace onsale::bench
