#include "api/streaming/line_feed.h"

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "api/rendering/steering_json.h"
#include "api/streaming/event.h"

namespace onsale::api {

std::string line_data(LineId const& line, Line::Profile const& profile) {
    auto const& counters = profile.counters;
    auto data = fmt::format(
        "{{\"line\":\"{}\",\"waiting\":{},\"called\":{},\"inside\":{},\"admittedPerSecond\":{:.1f},"
        "\"ahead\":[",
        line.view(), counters.waiting, counters.called + counters.entering, counters.inside,
        counters.admissions_per_second);
    char const* comma = "";
    for (auto const& knot : profile.knots) {
        fmt::format_to(std::back_inserter(data), "{}[{},{}]", std::exchange(comma, ","), knot.place.value, knot.ahead);
    }
    return data + "]}";
}

std::uint64_t LineFeed::advance(Instant now) {
    std::lock_guard const lock(mutex_);
    renew_notice(now);
    renew_counters(now);
    return latest_.edition + latest_.notice_edition;
}

void LineFeed::renew_notice(Instant now) {
    auto const steering = steering_.now();
    auto const admission = admission_at(*steering, now);
    if (steering == noticed_ && admission == noticed_admission_) return;
    noticed_ = steering;
    noticed_admission_ = admission;
    auto text = to_text({.name = "notice", .data = boost::json::serialize(notice_of(*steering, now))});
    if (latest_.notice && *latest_.notice == text) return;  // the capacity or the rate, which are nobody's business
    latest_.notice = frame_of(std::move(text));
    ++latest_.notice_edition;
}

void LineFeed::renew_counters(Instant now) {
    if (now - made_at_ < shortest_interval) return;
    auto const profile = line_.profile();
    if (!profile.known) return;  // clients keep what they were told last
    auto text = to_text({.name = "line", .data = line_data(line_.id(), profile)});
    if (latest_.frame && *latest_.frame == text) return;
    made_at_ = now;  // of the last frame: after a quiet time the next is told at once
    latest_.frame = frame_of(std::move(text));
    ++latest_.edition;
}

LineFeed::Latest LineFeed::latest() const {
    std::lock_guard const lock(mutex_);
    return latest_;
}

}  // namespace onsale::api
