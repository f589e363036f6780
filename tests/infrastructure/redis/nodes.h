// Several nodes on one line, for the tests of what they are to each other.
#pragma once

#include <functional>
#include <memory>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "application/awaited.h"
#include "application/settable_clock.h"
#include "infrastructure/redis/test_redis.h"
#include "infrastructure/system/system_clock.h"

namespace onsale::redis {

inline LineOptions small_line(std::uint32_t capacity, LineTicks ticks) {
    LineOptions options{.rules = {.capacity = capacity,
                                  .admit_per_second = 1'000,
                                  .claim_window = seconds{60},
                                  .session_term = seconds{600},
                                  .away_after = seconds{90}},
                        .ticks = ticks};
    options.longest_wait = std::chrono::hours(1);
    return options;
}

using Node = std::unique_ptr<RedisLine>;

// Ticks by hand; the lease is for ever.
inline Node node_by_hand(Url const& url, Clock const& clock, std::uint32_t capacity = 1) {
    return std::make_unique<RedisLine>(url, clock, small_line(capacity, LineTicks::by_hand), for_ever);
}

// As in the server.
inline Node node_by_itself(Url const& url, Clock const& clock, std::uint32_t capacity = 1) {
    return std::make_unique<RedisLine>(url, clock, small_line(capacity, LineTicks::by_itself));
}

template <class Wish, class... Arguments>
Standing settled(RedisLine& node, Arguments... arguments) {
    Wish wish(arguments...);
    if (submit_and_wait(node, wish) != Fate::answered) throw std::runtime_error("shed or failed");
    return wish.outcome.value();
}

// The fate alone, of one who joins.
inline Fate try_to_join(RedisLine& node, UserId user, std::optional<PlaceNumber> shown = {}) {
    JoinLine wish(user, shown);
    return submit_and_wait(node, wish);
}

// Waits for what happens on other threads and servers, for as long as a slow machine may need.
inline bool eventually(std::function<bool()> const& holds) {
    for (auto const end = std::chrono::steady_clock::now() + std::chrono::seconds(60);
         std::chrono::steady_clock::now() < end;) {
        if (holds()) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    return false;
}

}  // namespace onsale::redis
