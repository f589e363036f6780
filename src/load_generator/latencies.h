// Latencies: durations in buckets whose width is at most 1/64 of their value, so that percentiles are right to 1.6 %.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace onsale::load_generator {

// Duration: an integral one. What is longer than 2^40 of its units counts as that long but for longest().
template <class Duration>
class Latencies {
  public:
    void add(Duration took) {
        ++counts_[bucket_of(static_cast<std::uint64_t>(std::max(took, Duration::zero()).count()))];
        ++count_;
        longest_ = std::max(longest_, took);
    }

    void add(Latencies const& other) {
        for (std::size_t i = 0; i < buckets; ++i) counts_[i] += other.counts_[i];
        count_ += other.count_;
        longest_ = std::max(longest_, other.longest_);
    }

    void clear() { *this = {}; }

    std::uint64_t count() const { return count_; }
    Duration longest() const { return longest_; }

    // The longest that a bucket may hold, of the one that has the share-th (0 to 1) of all; zero when there is none.
    Duration percentile(double share) const {
        auto const wanted = std::max(std::ceil(share * static_cast<double>(count_)), 1.0);
        std::uint64_t seen = 0;
        for (std::size_t i = 0; i < buckets; ++i) {
            seen += counts_[i];
            if (static_cast<double>(seen) >= wanted) return std::min(longest_in(i), longest_);
        }
        return longest_;
    }

  private:
    static constexpr unsigned sub_bits = 6;
    static constexpr std::size_t in_a_power = std::size_t{1} << sub_bits;
    static constexpr std::size_t buckets = (40 - sub_bits + 1) * in_a_power;

    // Values below 64 have a bucket each; from there on the six bits behind the leading one choose it.
    static std::size_t bucket_of(std::uint64_t value) {
        auto const width = static_cast<unsigned>(std::bit_width(value));
        if (width <= sub_bits) return value;
        auto const shift = width - sub_bits - 1;
        return std::min(shift * in_a_power + (value >> shift), buckets - 1);
    }
    static Duration longest_in(std::size_t bucket) {
        auto const power = bucket / in_a_power;
        if (power == 0) return Duration(bucket);
        return Duration(((bucket % in_a_power + in_a_power + 1) << (power - 1)) - 1);
    }

    std::array<std::uint32_t, buckets> counts_{};
    std::uint64_t count_ = 0;
    Duration longest_{};
};

}  // namespace onsale::load_generator
