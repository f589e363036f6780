// Window: what came of a stretch of a phase of an overload.
#pragma once

#include <chrono>
#include <cstdint>
#include <span>
#include <vector>

#include "drill/measures.h"
#include "drill/moment.h"
#include "load_generator/traffic.h"

namespace onsale::drill {

struct Window {
    std::uint64_t due = 0;        // open loop: requests that should have gone out
    std::uint64_t sent = 0;       // ... that did
    std::uint64_t no_way = 0;     // ... that did not, because every connection waited for an answer
    std::uint64_t own_fault = 0;  // ... that did not, because the generator was late itself
    std::uint64_t good = 0;       // 2xx
    std::uint64_t shed = 0;       // 503
    std::uint64_t shed_dumb = 0;  // 503 without Retry-After
    std::uint64_t other = 0;      // other answers
    std::uint64_t broken = 0;  // requests whose connection ended without an answer, and connections that were refused
    std::uint64_t late = 0;    // answers of an earlier phase; in none of the counts above
    Latencies good_took;       // from when a request was due to the whole answer
    Latencies shed_took;
    Latencies lag;  // of the generator: from due to sent

    void count(load_generator::Answer const& answer);
    void count(load_generator::Counts const& now, load_generator::Counts const& at_start);
    void add(Window const& other_window);
};

inline constexpr Moment window_span = std::chrono::milliseconds{250};

using Windows = std::vector<Window>;
Window sum_of(std::span<Window const> windows);

}  // namespace onsale::drill
