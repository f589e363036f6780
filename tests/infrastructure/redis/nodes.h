// Several nodes on one line, for the tests of what they are to each other.
#pragma once

#include <charconv>
#include <cstdint>
#include <memory>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "application/awaited.h"
#include "application/settable_clock.h"
#include "infrastructure/redis/test_redis.h"
#include "infrastructure/system/system_clock.h"
#include "support/eventually.h"

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
    return std::make_unique<RedisLine>(url, clock, small_line(capacity, LineTicks::by_hand), for_ever, by_hand(clock));
}

// The same, with a wall clock of its own.
inline Node node_with_clock(Url const& url, Clock const& own, Clock const& of_redis, std::uint32_t capacity = 1) {
    return std::make_unique<RedisLine>(url, own, small_line(capacity, LineTicks::by_hand), for_ever, by_hand(of_redis));
}

inline Node node_by_itself(Url const& url, Clock const& clock, std::uint32_t capacity = 1) {
    return std::make_unique<RedisLine>(url, clock, small_line(capacity, LineTicks::by_itself), opening_at_once);
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

// How often Redis has executed a command (any: "") since CONFIG RESETSTAT, inside of scripts too.
inline std::uint64_t calls_of(std::string_view command, Operator& redis) {
    auto const reply = redis({"INFO", "commandstats"});
    std::string_view const text = reply.view().text();
    auto const field = command.empty() ? std::string(":calls=") : fmt::format("cmdstat_{}:calls=", command);
    std::uint64_t sum = 0;
    for (auto at = text.find(field); at != std::string_view::npos; at = text.find(field, at + 1)) {
        std::uint64_t count = 0;
        std::from_chars(text.data() + at + field.size(), text.data() + text.size(), count);
        sum += count;
    }
    return sum;
}

using tests::eventually;

}  // namespace onsale::redis
