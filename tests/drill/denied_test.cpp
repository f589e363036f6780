#include "drill/denied.h"

#include <gtest/gtest.h>

namespace onsale::drill {
namespace {

constexpr Moment moment(int second) { return std::chrono::seconds{second}; }

Hold hoarded(SeatNumber seat, int acknowledged, int until) {
    return {.seat = seat, .acknowledged = moment(acknowledged), .surely_until = moment(until), .hoarded = true};
}

TEST(Denied, seat_seconds_of_hoarders_are_added_up_until_the_drill_ends) {
    History history;
    history.holds = {hoarded(0, 0, 10), hoarded(1, 5, 10), hoarded(0, 12, 17), hoarded(1, 95, 120)};
    history.holds.push_back({.seat = 2, .acknowledged = moment(0), .surely_until = moment(50)});  // a fan's
    history.hoarders_refused["too-many-takes"] = 3;
    auto const denied = denied_by_hoarders(history, 4, moment(100));
    EXPECT_EQ(denied.holds, 4U);
    EXPECT_DOUBLE_EQ(denied.seat_seconds, 10 + 5 + 5 + 5);
    EXPECT_DOUBLE_EQ(denied.share, 25.0 / 400);
    EXPECT_DOUBLE_EQ(denied.longest, 15);
    EXPECT_EQ(denied.refused.at("too-many-takes"), 3U);
}

TEST(Denied, without_hoarders_nothing_is_denied) {
    EXPECT_EQ(denied_by_hoarders({}, 4, moment(100)).seat_seconds, 0);
    EXPECT_EQ(denied_by_hoarders({}, 4, moment(0)).share, 0);
}

}  // namespace
}  // namespace onsale::drill
