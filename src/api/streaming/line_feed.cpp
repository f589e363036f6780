#include "api/streaming/line_feed.h"

#include <fmt/format.h>

#include "api/streaming/event.h"

namespace onsale::api {

std::string line_data(Line::Profile const& profile) {
    auto const& counters = profile.counters;
    auto data = fmt::format("{{\"waiting\":{},\"called\":{},\"inside\":{},\"admittedPerSecond\":{:.1f},\"ahead\":[",
                            counters.waiting, counters.called + counters.entering, counters.inside,
                            counters.admissions_per_second);
    char const* comma = "";
    for (auto const& knot : profile.knots) {
        fmt::format_to(std::back_inserter(data), "{}[{},{}]", std::exchange(comma, ","), knot.place.value, knot.ahead);
    }
    return data + "]}";
}

std::uint64_t LineFeed::advance(Instant now) {
    std::lock_guard const lock(mutex_);
    if (now - made_at_ < shortest_interval) return latest_.edition;
    auto text = to_text({.name = "line", .data = line_data(line_.profile())});
    if (latest_.frame && *latest_.frame == text) return latest_.edition;
    made_at_ = now;  // of the last news: after a quiet time the next is told at once
    latest_ = {frame_of(std::move(text)), latest_.edition + 1};
    return latest_.edition;
}

LineFeed::Latest LineFeed::latest() const {
    std::lock_guard const lock(mutex_);
    return latest_;
}

}  // namespace onsale::api
