// What time it is in the line, between two answers of Redis.
#include "infrastructure/redis/line/line_clock.h"

#include <gtest/gtest.h>

namespace onsale::redis {
namespace {

constexpr Instant noon{milliseconds{1'800'000'000'000}};
constexpr SteadyTime boot{std::chrono::hours(5)};

TEST(LineClock, knows_nothing_before_the_first_answer) { EXPECT_EQ(LineClock().now(boot), std::nullopt); }

TEST(LineClock, goes_on_by_the_steady_clock) {
    LineClock clock;
    clock.heard(noon, boot, boot);
    EXPECT_EQ(clock.now(boot), noon);
    EXPECT_EQ(clock.now(boot + milliseconds{90}), noon + milliseconds{90});
}

TEST(LineClock, is_off_by_half_a_round_trip_at_most) {
    LineClock clock;
    clock.heard(noon, boot, boot + milliseconds{100});
    EXPECT_EQ(clock.now(boot + milliseconds{50}), noon);
}

TEST(LineClock, an_answer_that_took_long_does_not_spoil_what_is_known) {
    LineClock clock;
    clock.heard(noon, boot, boot);
    for (int i = 0; i < 100; ++i) clock.heard(noon + milliseconds{10}, boot, boot + milliseconds{20});
    EXPECT_EQ(clock.now(boot + milliseconds{20}), noon + milliseconds{20});
    clock.heard(noon + milliseconds{700}, boot + milliseconds{20}, boot + milliseconds{720});
    EXPECT_NEAR(static_cast<double>((*clock.now(boot + milliseconds{720}) - noon).count()), 720, 50);
}

TEST(LineClock, a_clock_that_was_set_is_taken_over_at_once) {
    LineClock clock;
    clock.heard(noon, boot, boot);
    clock.heard(noon - seconds{600}, boot + seconds{1}, boot + seconds{1});
    EXPECT_EQ(clock.now(boot + seconds{1}), noon - seconds{600});
}

}  // namespace
}  // namespace onsale::redis
