// HallWatch: looks, as often as it can, how many are inside, called and not yet in included, as Redis has it.
#pragma once

#include <algorithm>
#include <atomic>
#include <string>
#include <thread>

#include <gtest/gtest.h>

#include "infrastructure/redis/test_redis.h"

namespace onsale::tests {

class HallWatch {
  public:
    explicit HallWatch(redis::Url const& url) : url_(url), thread_([this](auto const& stop) { run(stop); }) {}

    std::int64_t most() const { return most_; }
    // Fails the test if there were more at any look, or never anybody.
    void expect_never_more_than(std::int64_t capacity) const {
        EXPECT_GT(most_, 0) << "the hall was in use";
        EXPECT_LE(most_, capacity);
    }

  private:
    void run(std::stop_token const& stop) {
        constexpr auto count = "return redis.call('ZCARD', KEYS[1]) + redis.call('ZCARD', KEYS[2])";
        auto const keys = redis::line_keys(url_, main_line);
        auto const& called = keys[5];
        auto const& inside = keys[6];
        redis::Operator ask(url_);
        while (!stop.stop_requested()) {
            most_ = std::max<std::int64_t>(most_, ask({"EVAL", count, "2", called, inside}).view().number());
            std::this_thread::sleep_for(std::chrono::milliseconds{2});
        }
    }

    redis::Url const url_;
    std::atomic<std::int64_t> most_ = 0;
    std::jthread thread_;
};

}  // namespace onsale::tests
