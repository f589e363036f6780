// Every bound of the drill in one place, with its unit.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace onsale::drill::limits {

inline constexpr std::uint32_t most_fans = 2'000'000;
inline constexpr std::uint32_t most_connections = 15'000;  // a process may have 20,000 descriptors; some are not ours
inline constexpr std::uint32_t most_bots = 100'000;
inline constexpr std::uint32_t most_hoarders = 100'000;
inline constexpr std::size_t largest_party = 10;  // as many as a server chooses at once

// Asking the server.
inline constexpr std::chrono::seconds answer_time{30};           // from sending to the whole answer; then given up
inline constexpr std::chrono::milliseconds sweep_interval{500};  // how often that is looked at
inline constexpr std::chrono::seconds idle_time{20};             // a connection idle for longer is opened again
inline constexpr std::size_t first_buffer_bytes = 4 * 1024;
inline constexpr int most_tries = 12;                         // of one request that is shed or lost
inline constexpr std::chrono::milliseconds first_pause{200};  // before trying again; doubled each time
inline constexpr std::chrono::milliseconds longest_pause{5'000};

// A fan.
inline constexpr std::chrono::milliseconds poll_unless_told{1'000};  // where the server does not say when to ask
inline constexpr std::chrono::milliseconds poll_tardiness{1'000};    // a poll later than told by this: not kept polling
inline constexpr std::chrono::milliseconds bot_pause{50};            // between two requests of a bot
inline constexpr int most_looks = 6;                           // at the hall, before a fan without a seat goes home
inline constexpr int most_picks = 4;                           // seats tried from one look
inline constexpr std::chrono::milliseconds look_pause{1'000};  // before looking again at a section without a free seat

// A hoarder.
inline constexpr std::uint32_t hoard_unless_told = 4;            // seats at once, where the server does not say
inline constexpr std::chrono::milliseconds hoarder_nap{500};     // before it looks whether anybody is still there
inline constexpr std::chrono::milliseconds lapse_margin{1'500};  // after a hold's end, to be sure of it
inline constexpr std::uint32_t most_rounds = 100;                // then even a server without terms is left alone

// An overload.
inline constexpr std::uint32_t overload_connections = 12'000;  // unless told: more than a server's queue has room for
inline constexpr std::uint32_t overload_users = 2'000;         // who charge points
inline constexpr std::uint32_t peak_connections = 256;         // of the closed loop that finds the peak
inline constexpr std::uint32_t reserved_connections = 256;     // kept for the light load; the overload never gets them

// What is kept.
inline constexpr std::chrono::milliseconds sample_interval{500};
inline constexpr std::size_t told_violations = 10;  // of each promise, in words; all are counted
inline constexpr std::size_t plotted_fans = 4'000;  // dots of the fairness plot

static_assert(poll_unless_told >= bot_pause);

}  // namespace onsale::drill::limits
