// The line's counters as one frame for everybody who waits, made at most twice a second and only when they changed.
#pragma once

#include <mutex>
#include <string>

#include "api/http/stream.h"
#include "api/streaming/feed.h"
#include "application/line/line.h"

namespace onsale::api {

// The event's data: {"waiting":..,"called":..,"inside":..,"admittedPerSecond":..,"ahead":[[place,count],..]}.
// `ahead` says how many live places have smaller numbers, at some numbers (see line_profile): a fan reads off
// their own by a straight line between the two knots around their place.
std::string line_data(Line::Profile const& profile);

class LineFeed final : public Feed {
  public:
    static constexpr milliseconds shortest_interval{500};

    explicit LineFeed(Line const& line) : line_(line) {}

    std::uint64_t advance(Instant now) override;

    struct Latest {
        http::Frame frame;
        std::uint64_t edition = 0;
    };
    Latest latest() const;

  private:
    Line const& line_;
    mutable std::mutex mutex_;
    Instant made_at_{};
    Latest latest_;
};

}  // namespace onsale::api
