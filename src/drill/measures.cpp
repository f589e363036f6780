#include "drill/measures.h"

#include <algorithm>
#include <bit>
#include <cmath>

namespace onsale::drill {
namespace {

constexpr std::array<std::string_view, steps> names = {"register", "join",   "poll", "enter", "dates", "seats",
                                                       "reserve",  "charge", "pay",  "point", "leave"};

// Buckets 0 to 7 hold 0 to 7 microseconds; from 8 on, three bits behind the leading one choose the bucket.
std::size_t bucket_of(std::uint64_t value) {
    if (value < 8) return value;
    auto const width = static_cast<unsigned>(std::bit_width(value));  // 4 or more
    return (width - 3) * 8 + ((value >> (width - 4)) & 7);
}

std::uint64_t upper_end(std::size_t bucket) {
    if (bucket < 8) return bucket;
    auto const shift = bucket / 8 - 1;
    return ((8 + bucket % 8 + 1) << shift) - 1;
}

}  // namespace

std::string_view name_of(Step step) { return names[static_cast<std::size_t>(step)]; }

bool find_step(std::string_view name, Step& step) {
    auto const found = std::ranges::find(names, name);
    if (found == names.end()) return false;
    step = static_cast<Step>(found - names.begin());
    return true;
}

void Latencies::add(Moment took) {
    auto const value = static_cast<std::uint64_t>(std::max<std::int64_t>(took.count(), 0));
    ++counts_[std::min(bucket_of(value), buckets - 1)];
    ++count_;
    longest_ = std::max(longest_, took);
}

void Latencies::add(Latencies const& other) {
    for (std::size_t i = 0; i < buckets; ++i) counts_[i] += other.counts_[i];
    count_ += other.count_;
    longest_ = std::max(longest_, other.longest_);
}

Moment Latencies::percentile(double share) const {
    auto left = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count_)));
    if (count_ == 0) return {};
    left = std::max<std::uint64_t>(left, 1);
    for (std::size_t i = 0; i < buckets; ++i) {
        if (counts_[i] >= left) return std::min(Moment(static_cast<std::int64_t>(upper_end(i))), longest_);
        left -= counts_[i];
    }
    return longest_;
}

void Measures::answered(Step step, unsigned status, Moment took) {
    ++statuses_[{step, status}];
    if (status == 0) {
        ++tally.unanswered;
        return;
    }
    ++tally.answered;
    tally.shed += status == 503;
    tally.server_errors += status >= 500 && status != 503;
    tally.seat_taken += status == 409 && step == Step::reserve;
    total_[static_cast<std::size_t>(step)].add(took);
    recent_[static_cast<std::size_t>(step)].add(took);
}

void Measures::sample(Moment at) {
    auto& sample = samples_.emplace_back(Sample{.at = at, .tally = tally});
    for (std::size_t i = 0; i < steps; ++i) {
        if (recent_[i].count() == 0) continue;
        sample.took[i] = {static_cast<std::uint32_t>(recent_[i].count()), recent_[i].percentile(0.5),
                          recent_[i].percentile(0.99)};
        recent_[i].clear();
    }
}

}  // namespace onsale::drill
