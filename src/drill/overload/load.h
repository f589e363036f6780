// What is to be sent in one phase of an overload, and what came of it.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "drill/measures.h"
#include "drill/moment.h"

namespace onsale::drill {

struct Load {
    enum class Loop : std::uint8_t {
        closed,  // each connection of the pool asks again as soon as it is answered
        open,    // requests are due at a rate, whether earlier ones were answered or not
        once,    // as closed, until each request was sent and answered once
    };

    Loop loop = Loop::closed;
    double rate = 0;              // of the open loop: requests a second
    Moment span{};                // how long requests are sent; of `once`: at most
    std::uint32_t pool_from = 0;  // the connections that may be used: [pool_from, pool_to)
    std::uint32_t pool_to = 0;
    std::span<std::string const> requests;  // in turn; outlive the phase and its late answers

    // Told of every answer to this phase's requests: which request, its status (0: none will come), and its body, if it
    // is wanted: a copy each time. May be empty. But for `once`, of late answers too: what it refers to outlives the
    // generator.
    std::function<void(std::size_t request, unsigned status, std::string const& body)> on_answer;
    bool wants_body = false;
    // Told once for each window that is over.
    std::function<void()> on_window;
};

// A stretch of a phase.
struct Window {
    std::uint64_t due = 0;        // open loop: requests that should have gone out
    std::uint64_t sent = 0;       // ... that did
    std::uint64_t no_way = 0;     // ... that did not, because every connection waited for an answer
    std::uint64_t own_fault = 0;  // ... that did not, because the generator was late itself
    std::uint64_t good = 0;       // 2xx
    std::uint64_t shed = 0;       // 503
    std::uint64_t shed_dumb = 0;  // 503 without Retry-After
    std::uint64_t other = 0;      // other answers
    std::uint64_t broken = 0;     // connections that ended without an answer
    std::uint64_t late = 0;       // answers of an earlier phase; in none of the counts above
    Latencies good_took;          // from sending to the whole answer
    Latencies shed_took;
    Latencies lag;  // of the generator: from due to sent

    void add(Window const& other_window);
};

inline constexpr Moment window_span = std::chrono::milliseconds{250};

using Windows = std::vector<Window>;
Window sum_of(std::span<Window const> windows);

}  // namespace onsale::drill
