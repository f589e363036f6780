#include "api/observing/latency.h"

#include <algorithm>
#include <limits>

namespace onsale::api {

void Latency::observe(std::chrono::nanoseconds took) noexcept {
    auto const at = std::ranges::lower_bound(bounds, std::chrono::duration<double>(took).count());
    counts_[static_cast<std::size_t>(at - bounds.begin())].fetch_add(1, std::memory_order_relaxed);
    nanoseconds_.fetch_add(static_cast<std::uint64_t>(took.count()), std::memory_order_relaxed);
}

std::array<std::uint64_t, Latency::buckets> Latency::cumulative() const {
    std::array<std::uint64_t, buckets> all{};
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < buckets; ++i) all[i] = sum += counts_[i].load(std::memory_order_relaxed);
    return all;
}

prometheus::MetricFamily Latency::family() const {
    prometheus::ClientMetric metric;
    auto const all = cumulative();
    for (std::size_t i = 0; i < buckets; ++i) {
        auto const bound = i < bounds.size() ? bounds[i] : std::numeric_limits<double>::infinity();
        metric.histogram.bucket.push_back({all[i], bound});
    }
    metric.histogram.sample_count = all.back();
    metric.histogram.sample_sum = static_cast<double>(nanoseconds_.load(std::memory_order_relaxed)) / 1e9;
    return {"onsale_http_answer_seconds",
            "From a complete request to its answer; what was answered without being read again counts as 0.",
            prometheus::MetricType::Histogram,
            {std::move(metric)}};
}

}  // namespace onsale::api
