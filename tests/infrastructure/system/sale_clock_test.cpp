#include "infrastructure/system/sale_clock.h"

#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "infrastructure/system/system_clock.h"

namespace onsale {
namespace {

TEST(SaleClockTest, shows_the_systems_time_when_the_stores_are_older) {
    auto const before = SystemClock{}.now();
    SaleClock const clock(before - std::chrono::days{1});
    EXPECT_GE(clock.now(), before - milliseconds{1});  // the two clocks round each for itself
    EXPECT_LE(clock.now(), SystemClock{}.now() + milliseconds{1});
}

TEST(SaleClockTest, starts_behind_the_newest_instant_of_the_stores_and_goes_on_from_there) {
    auto const newest = SystemClock{}.now() + std::chrono::days{1};
    SaleClock const clock(newest);
    EXPECT_GT(clock.now(), newest);
    EXPECT_GT(clock.lead(), std::chrono::hours{23});
    EXPECT_LT(clock.now(), newest + std::chrono::days{1}) << "ahead by what is needed, no more";
}

TEST(SaleClockTest, never_goes_back_on_any_thread) {
    SaleClock const clock(Instant{});
    std::vector<std::jthread> readers;
    for (int reader = 0; reader < 4; ++reader) {
        readers.emplace_back([&] {
            auto last = clock.now();
            for (int i = 0; i < 20'000; ++i) {
                auto const now = clock.now();
                ASSERT_GE(now, last);
                last = now;
            }
        });
    }
}

}  // namespace
}  // namespace onsale
