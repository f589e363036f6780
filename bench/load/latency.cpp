#include "latency.h"

#include <algorithm>
#include <bit>

namespace onsale::load {

std::size_t Latency::bucket_of(std::uint64_t value) {
    auto const width = static_cast<unsigned>(std::bit_width(value));
    if (width <= sub_bits) return value;
    auto const shift = width - sub_bits - 1;
    return ((std::size_t{shift} + 1) << sub_bits) + ((value >> shift) - (std::uint64_t{1} << sub_bits));
}

std::uint64_t Latency::top_of(std::size_t bucket) {
    auto const power = bucket >> sub_bits;
    auto const within = bucket & ((std::size_t{1} << sub_bits) - 1);
    if (power == 0) return within;
    return ((within + (std::uint64_t{1} << sub_bits) + 1) << (power - 1)) - 1;
}

void Latency::add(std::uint64_t nanoseconds) {
    ++counts_[bucket_of(nanoseconds)];
    ++count_;
    worst_ = std::max(worst_, nanoseconds);
}

double Latency::percentile_us(double percent) const {
    auto const wanted = static_cast<std::uint64_t>(static_cast<double>(count_) * percent / 100.0);
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
        seen += counts_[i];
        if (seen > wanted || (seen == count_ && seen > 0)) {
            return static_cast<double>(std::min(top_of(i), worst_)) / 1000.0;
        }
    }
    return 0;
}

}  // namespace onsale::load
