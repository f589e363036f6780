#include "infrastructure/system/sale_clock.h"

#include <atomic>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace onsale {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

// Clocks that only a test moves.
class TimeByHand final : public MachineTime {
  public:
    milliseconds steady() const override { return steady_; }
    Instant system() const override { return system_; }

    void step_system(milliseconds by) { system_ = system_.load() + by; }

    // Time passes in grains of ten milliseconds, and somebody looks at the clock all the while.
    void pass(milliseconds time, SaleClock const& clock) {
        auto last = clock.now();
        for (auto passed = milliseconds{0}; passed < time; passed += milliseconds{10}) {
            sleep(milliseconds{10});
            auto const now = clock.now();
            ASSERT_GE(now, last) << "the clock went back";
            ASSERT_LE(now - last, milliseconds{15}) << "the clock jumped";
            last = now;
        }
    }
    // Nobody looks.
    void sleep(milliseconds time) {
        steady_ = steady_.load() + time;
        system_ = system_.load() + time;
    }

  private:
    std::atomic<milliseconds> steady_ = milliseconds{5'000};
    std::atomic<Instant> system_ = Instant{days{20'000}};
};

TEST(SaleClock, shows_the_systems_time_when_the_stores_are_older) {
    TimeByHand time;
    SaleClock const clock(time.system() - days{1}, time);
    EXPECT_EQ(clock.now(), time.system());
    time.pass(minutes{1}, clock);
    EXPECT_EQ(clock.now(), time.system());
    EXPECT_EQ(clock.offset(), milliseconds{0});
    EXPECT_TRUE(clock.trusted());
}

TEST(SaleClock, begins_behind_the_newest_instant_of_the_stores_and_goes_on_from_there) {
    TimeByHand time;
    auto const newest = time.system() + days{1};
    SaleClock const clock(newest, time);
    EXPECT_EQ(clock.now(), newest + milliseconds{1});
    EXPECT_EQ(clock.offset(), days{1} + milliseconds{1});
    time.pass(seconds{10}, clock);
    EXPECT_GT(clock.now(), newest + seconds{9});
}

TEST(SaleClock, takes_over_a_second_within_seconds) {
    for (auto const step : {milliseconds{1'000}, milliseconds{-1'000}}) {
        TimeByHand time;
        SaleClock const clock(Instant{}, time);
        time.step_system(step);
        EXPECT_EQ(std::chrono::abs(clock.offset()), seconds{1});
        time.pass(milliseconds{5'100}, clock);
        EXPECT_EQ(clock.now(), time.system());
    }
}

TEST(SaleClock, takes_over_a_minute_slowly_either_way) {
    for (auto const step : {minutes{1}, minutes{-1}}) {
        TimeByHand time;
        SaleClock const clock(Instant{}, time);
        time.step_system(step);
        time.pass(minutes{1}, clock);
        auto const left = std::chrono::abs(clock.offset());
        EXPECT_GT(left, seconds{56});
        EXPECT_LT(left, seconds{58});
        time.pass(minutes{20}, clock);
        EXPECT_EQ(clock.now(), time.system());
    }
}

TEST(SaleClock, half_a_second_of_a_wrong_clock_leaves_nothing_behind) {
    TimeByHand time;
    SaleClock const clock(Instant{}, time);
    auto const right = clock.now();
    time.step_system(days{40});
    time.pass(milliseconds{500}, clock);
    EXPECT_LT(clock.now() - right, milliseconds{530});
    time.step_system(-days{40});
    time.pass(seconds{1}, clock);
    EXPECT_EQ(clock.now(), right + milliseconds{1'500});
}

TEST(SaleClock, a_wrong_clock_that_nobody_looked_at_is_not_taken_for_a_long_one) {
    TimeByHand time;
    SaleClock const clock(Instant{}, time);
    auto const right = clock.now();
    time.sleep(hours{1});
    time.step_system(days{40});
    EXPECT_LT(clock.now() - right, hours{1} + milliseconds{100});
}

TEST(SaleClock, time_in_which_the_process_stood_still_has_passed) {
    TimeByHand time;
    SaleClock const clock(Instant{}, time);
    time.sleep(minutes{2});
    EXPECT_EQ(clock.now(), time.system());
}

TEST(SaleClock, the_first_word_of_a_store_is_taken_over_at_once_either_way) {
    for (auto const ahead : {milliseconds{hours{1}}, milliseconds{hours{-1}}}) {
        TimeByHand time;
        SaleClock clock(Instant{}, time);
        EXPECT_FALSE(clock.follows_store());
        auto const store = time.system() + ahead;
        clock.follow(store - milliseconds{20}, milliseconds{40});
        EXPECT_TRUE(clock.follows_store());
        EXPECT_EQ(clock.now(), store);
        EXPECT_EQ(clock.offset(), milliseconds{0});
        EXPECT_EQ(clock.system_offset(), -ahead);
        EXPECT_TRUE(clock.trusted());
    }
}

TEST(SaleClock, the_systems_clock_moves_nothing_any_more_when_a_store_is_followed) {
    TimeByHand time;
    SaleClock clock(Instant{}, time);
    clock.follow(time.system(), milliseconds{0});
    auto const before = clock.now();
    time.step_system(hours{1});
    time.pass(minutes{1}, clock);
    EXPECT_EQ(clock.now(), before + minutes{1});
    EXPECT_EQ(clock.system_offset(), hours{1});
}

TEST(SaleClock, follows_the_store_slowly_and_is_not_to_be_trusted_beyond_two_seconds) {
    TimeByHand time;
    SaleClock clock(Instant{}, time);
    clock.follow(time.system(), milliseconds{0});
    clock.follow(time.system() + seconds{10}, milliseconds{0});
    EXPECT_FALSE(clock.trusted());
    time.pass(seconds{150}, clock);
    EXPECT_FALSE(clock.trusted());
    time.pass(seconds{20}, clock);
    EXPECT_TRUE(clock.trusted());
    time.pass(seconds{60}, clock);
    EXPECT_LE(std::chrono::abs(clock.offset()), milliseconds{1});
}

TEST(SaleClock, what_a_long_round_trip_leaves_uncertain_moves_nothing) {
    TimeByHand time;
    SaleClock clock(Instant{}, time);
    clock.follow(time.system(), milliseconds{0});
    // Asked for at once, and the answer lay about for eight seconds.
    clock.follow(time.system() - seconds{8}, seconds{8});
    time.pass(seconds{10}, clock);
    EXPECT_EQ(clock.now(), time.system());
}

TEST(SaleClock, never_goes_back_on_any_thread) {
    TimeByHand time;
    SaleClock const clock(Instant{}, time);
    std::atomic<int> running = 4;
    std::vector<std::jthread> threads;
    for (int reader = 0; reader < 4; ++reader) {
        threads.emplace_back([&] {
            auto last = clock.now();
            for (int i = 0; i < 20'000; ++i) {
                auto const now = clock.now();
                ASSERT_GE(now, last);
                last = now;
            }
            --running;
        });
    }
    threads.emplace_back([&] {
        for (int i = 0; running > 0; ++i) {
            time.sleep(milliseconds{3});
            time.step_system(i % 2 == 0 ? seconds{5} : seconds{-5});
        }
    });
}

TEST(SaleClock, runs_with_the_machine) {
    auto const before = MachineTime::real().system();
    SaleClock const clock(Instant{});
    EXPECT_GE(clock.now(), before - milliseconds{1});  // the clocks are cut to milliseconds, each for itself
    EXPECT_LE(clock.now(), MachineTime::real().system() + milliseconds{1});
}

}  // namespace
}  // namespace onsale
