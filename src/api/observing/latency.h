// How long answers took, from the moment the request was complete until its answer was ready to be sent: a histogram,
// since the start.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>

#include <prometheus/metric_family.h>

namespace onsale::api {

class Latency {
  public:
    // Upper ends of the buckets, in seconds; one more bucket takes what is longer.
    static constexpr std::array bounds{0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025,
                                       0.05,   0.1,     0.25,   0.5,   1.0,    2.5,   5.0,  10.0};
    static constexpr std::size_t buckets = bounds.size() + 1;

    // Any thread.
    void observe(std::chrono::nanoseconds took) noexcept;
    // An answer that needed no reading of its request: a few microseconds, not worth the look at the clock.
    void observe_at_once() noexcept { counts_[0].fetch_add(1, std::memory_order_relaxed); }

    // How many took at most each bound, as Prometheus counts; the last is all.
    std::array<std::uint64_t, buckets> cumulative() const;
    prometheus::MetricFamily family() const;  // for /metrics

  private:
    std::array<std::atomic<std::uint64_t>, buckets> counts_{};
    std::atomic<std::uint64_t> nanoseconds_ = 0;
};

}  // namespace onsale::api
