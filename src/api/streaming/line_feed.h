// What everybody who waits is told alike: the line's counters as one frame, made at most twice a second and only when
// they changed; and the notice (is admission open, the operator's message), whenever it changed.
#pragma once

#include <memory>
#include <mutex>
#include <string>

#include "api/streaming/feed.h"
#include "application/boards/steering_board.h"
#include "application/line/line.h"
#include "http/stream.h"

namespace onsale::api {

// The event's data:
// {"line":"main","waiting":..,"called":..,"inside":..,"admittedPerSecond":..,"ahead":[[place,count],..]}. `ahead` says
// how many live places have smaller numbers, at some numbers (see line_profile): a fan reads off their own by a
// straight line between the two knots around their place.
std::string line_data(LineId const& line, Line::Profile const& profile);

class LineFeed final : public Feed {
  public:
    static constexpr milliseconds shortest_interval{500};

    LineFeed(Line const& line, SteeringBoard const& steering) : line_(line), steering_(steering) {}

    std::uint64_t advance(Instant now) override;

    struct Latest {
        http::Frame frame;  // null: none yet
        std::uint64_t edition = 0;
        http::Frame notice;  // the same
        std::uint64_t notice_edition = 0;
    };
    Latest latest() const;

  private:
    // Both need the lock.
    void renew_notice(Instant now);
    void renew_counters(Instant now);

    Line const& line_;
    SteeringBoard const& steering_;
    mutable std::mutex mutex_;
    Instant made_at_{};
    std::shared_ptr<Steering const> noticed_;  // what the notice was made of
    Admission noticed_admission_{};
    Latest latest_;
};

}  // namespace onsale::api
