// Latencies in buckets whose width is at most 1/64 of their value: percentiles are exact to 1.6 %.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace onsale::load {

class Latency {
  public:
    void add(std::uint64_t nanoseconds);
    std::uint64_t count() const { return count_; }
    double percentile_us(double percent) const;  // microseconds; 0 if nothing was added
    double worst_us() const { return static_cast<double>(worst_) / 1000.0; }

  private:
    static constexpr unsigned sub_bits = 6;
    static constexpr std::size_t buckets = (64 - sub_bits + 1) << sub_bits;
    static std::size_t bucket_of(std::uint64_t value);
    static std::uint64_t top_of(std::size_t bucket);

    std::array<std::uint64_t, buckets> counts_{};
    std::uint64_t count_ = 0;
    std::uint64_t worst_ = 0;
};

}  // namespace onsale::load
