// One measurement by the generator of src/load_generator: what is sent for how long, and the latencies of the answers.
// A request that is due while no connection is free waits for one.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "load_generator/latencies.h"

namespace onsale::load {

using Latencies = load_generator::Latencies<std::chrono::nanoseconds>;
inline double us_of(std::chrono::nanoseconds time) { return static_cast<double>(time.count()) / 1000.0; }

struct Plan {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;
    std::size_t connections = 64;
    std::chrono::milliseconds warm_up{500};  // not counted
    std::chrono::milliseconds duration{5000};
    double rate = 0;    // requests a second that are due, over all connections; 0: closed loop
    bool once = false;  // send each request once and end, instead of going round for the duration; gives up those that
                        // are out when nothing was answered for 30 s
    bool keep_own = false;  // each connection sends one of the requests, always the same, as a fan who polls does
    std::vector<std::string> requests;
    // Told of every answer: which of the requests, its status and body. Costs a copy of the body.
    std::function<void(std::size_t request, unsigned status, std::string_view body)> on_answer = nullptr;
};

struct Result {
    std::array<std::uint64_t, 6> by_class{};  // [2]: 2xx, ...
    std::uint64_t broken = 0;                 // connections that failed, also while warming up; each was opened again
    double seconds = 0;
    double cpu_seconds = 0;  // of this process: near `seconds` means that the load, not the server, is the limit
    std::uint64_t due_but_not_sent = 0;  // open loop: at the end, for want of a free connection
    std::uint64_t unanswered = 0;        // at the end, sent and in no count above
    Latencies latency;                   // of all answers
    Latencies ok;                        // of 2xx
    Latencies shed;                      // of 503
};

// Throws std::system_error if the first connections cannot be opened.
Result run(Plan const& plan);

}  // namespace onsale::load
