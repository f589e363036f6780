// What a generator sends in one phase, and what it tells of it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <string>
#include <string_view>

namespace onsale::load_generator {

using Clock = std::chrono::steady_clock;

// What became of one request.
struct Answer {
    std::size_t request = 0;                // its index in Traffic::requests
    unsigned status = 0;                    // 0: no answer will come; its connection ended, or it was given up
    std::uint32_t retry_after_seconds = 0;  // 0: not said
    Clock::duration took{};                 // from when it was due to the whole answer
    Clock::duration lag{};    // of the generator or for want of a connection: from when it was due to sent
    bool late = false;        // of an earlier phase than the present one
    std::string_view body{};  // if it is kept; valid during the call
};

struct Traffic {
    // What becomes of a request that is due while no connection is free.
    enum class Overdue : bool {
        waits,       // is sent when one is
        is_dropped,  // is never sent; nor is one for which the generator itself is a tenth of a second late
    };

    std::span<std::string const> requests{};  // whole ones, in turn; none only with `once`
    bool once = false;                        // each request is sent once; else again from the first
    bool keep_own = false;  // a connection sends one of the requests, always the same, as a fan who polls does
    double rate = 0;        // requests a second that are due, at an even pace; 0: closed loop
    Overdue overdue = Overdue::waits;
    std::size_t first_connection = 0;  // the phase uses [first, end)
    std::size_t end_connection = std::numeric_limits<std::size_t>::max();
    bool keep_bodies = false;  // costs a copy each
    // Told of every request that was sent, late ones included. Must not call the generator. What it throws comes out of
    // the call that was made to the generator, which is then good for nothing but its destructor.
    std::function<void(Answer const&)> on_answer{};
};

// Since the present phase began.
struct Counts {
    std::uint64_t due = 0;            // open loop: requests that should have gone out
    std::uint64_t sent = 0;           // requests that did
    std::uint64_t no_connection = 0;  // open loop, dropped: every connection waited for an answer
    std::uint64_t too_late = 0;       // open loop, dropped: the generator was late itself
    std::uint64_t refused = 0;        // connections that could not be opened
    std::uint64_t closed_idle = 0;    // connections that the server ended, or wrote to, while nothing was asked
};

}  // namespace onsale::load_generator
