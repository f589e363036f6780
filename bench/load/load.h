// Keeps a number of connections busy, one request outstanding on each, from one thread and one epoll.
//
// Closed loop: each connection sends its next request as soon as it has its answer. Open loop (a rate is given):
// requests are due at an even pace, whatever the server does; one that is due waits for a free connection, and its
// latency counts from when it was due. So a server that stalls is charged for all who would have come meanwhile.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "latency.h"

namespace onsale::load {

struct Plan {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;
    std::size_t connections = 64;
    std::chrono::milliseconds warm_up{500};  // not counted
    std::chrono::milliseconds duration{5000};
    double rate = 0;        // requests a second that are due, over all connections; 0: closed loop
    bool once = false;      // send each request once and end, instead of going round for the duration
    bool keep_own = false;  // each connection sends one of the requests, always the same, as a fan who polls does
    std::vector<std::string> requests;
    // Told of every answer: which of the requests, its status and body. Costs a copy of the body.
    std::function<void(std::size_t request, unsigned status, std::string_view body)> on_answer = nullptr;
};

struct Result {
    std::array<std::uint64_t, 6> by_class{};  // [2]: 2xx, ...
    std::uint64_t broken = 0;                 // connections that failed; each was opened again
    double seconds = 0;
    double cpu_seconds = 0;  // of this process: near `seconds` means that the load, not the server, is the limit
    std::uint64_t due_but_not_sent = 0;  // open loop: at the end, for want of a free connection
    std::uint64_t unanswered = 0;        // at the end, sent and in no count above
    Latency latency;                     // of all answers
    Latency ok;                          // of 2xx
    Latency shed;                        // of 503
};

// Throws std::system_error if the first connections cannot be opened.
Result run(Plan const& plan);

}  // namespace onsale::load
