// Measures: how long the server took, what it answered, and how the sale went, second by second.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "drill/moment.h"
#include "load_generator/latencies.h"

namespace onsale::drill {

// What is asked of the server, by the fan's intent.
enum class Step : std::uint8_t {
    registering,
    join,
    poll,
    enter,
    dates,
    seats,
    reserve,  // one seat
    party,    // several at once
    charge,
    pay,
    point,
    own,  // the fan's own reservations and ledger
    leave,
};
inline constexpr std::size_t steps = 13;

std::string_view name_of(Step step);
bool find_step(std::string_view name, Step& step);

using Latencies = load_generator::Latencies<Moment>;

// How things stand at one moment.
struct Tally {
    std::uint32_t arrived = 0;
    std::uint32_t waiting = 0;  // in line, as the fans know it
    std::uint32_t inside = 0;
    std::uint32_t entered = 0;        // so far, as everything below
    std::uint32_t held = 0;           // seats, reserved and acknowledged
    std::uint32_t paid = 0;           // tickets
    std::uint32_t gone = 0;           // home, with a ticket or without
    std::uint64_t asked = 0;          // requests sent
    std::uint64_t answered = 0;       // answers that came
    std::uint64_t unanswered = 0;     // answers that did not come, deliberate losses apart
    std::uint64_t server_errors = 0;  // 5xx but 503
    std::uint64_t shed = 0;           // 503
    std::uint64_t seat_taken = 0;     // reservations refused since others had the seats
};

struct Sample {
    Moment at{};
    Tally tally;
    struct Took {
        std::uint32_t count = 0;
        Moment p50{}, p99{};
    };
    std::array<Took, steps> took{};
};

class Measures {
  public:
    // An answer (status 0: none came; only counted).
    void answered(Step step, unsigned status, Moment took);
    // How much later than it wanted to the drill itself acted: above some milliseconds it measures itself.
    void own_delay(Moment late) { own_delay_.add(late); }
    // Every limits::sample_interval.
    void sample(Moment at);

    Tally tally;

    Latencies const& latencies(Step step) const { return total_[static_cast<std::size_t>(step)]; }
    Latencies const& own_delays() const { return own_delay_; }
    std::map<std::pair<Step, unsigned>, std::uint64_t> const& statuses() const { return statuses_; }
    std::vector<Sample> const& samples() const { return samples_; }

  private:
    std::array<Latencies, steps> total_{};
    std::array<Latencies, steps> recent_{};  // since the last sample
    Latencies own_delay_;
    std::map<std::pair<Step, unsigned>, std::uint64_t> statuses_;
    std::vector<Sample> samples_;
};

}  // namespace onsale::drill
