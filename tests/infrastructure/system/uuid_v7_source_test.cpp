#include "infrastructure/system/uuid_v7_source.h"

#include <algorithm>
#include <set>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

#include "application/settable_clock.h"
#include "infrastructure/system/system_clock.h"

namespace onsale {
namespace {

std::uint64_t milliseconds_of(Uuid const& id) {
    std::uint64_t value = 0;
    for (std::size_t i = 0; i < 6; ++i) value = value << 8 | id.bytes[i];
    return value;
}

TEST(UuidV7Source, an_id_carries_version_variant_and_its_moment) {
    SettableClock clock;
    UuidV7Source ids(clock);
    for (int i = 0; i < 1'000; ++i) {
        clock.advance(milliseconds{i % 3});
        auto const id = ids.next();
        EXPECT_EQ(id.bytes[6] >> 4, 7);
        EXPECT_EQ(id.bytes[8] >> 6, 0b10);
        EXPECT_EQ(milliseconds_of(id), static_cast<std::uint64_t>(clock.now().time_since_epoch().count()));
    }
}

TEST(UuidV7Source, ids_ascend_within_a_millisecond_and_when_the_clock_is_set_back) {
    SettableClock clock;
    UuidV7Source ids(clock);
    auto last = ids.next();
    for (int i = 0; i < 10'000; ++i) {
        if (i % 100 == 0) clock.advance(milliseconds{i % 300 == 0 ? -50 : 7});
        auto const next = ids.next();
        ASSERT_LT(last, next);
        last = next;
    }
}

TEST(UuidV7Source, two_sources_of_one_moment_do_not_give_the_same_ids) {
    SettableClock clock;
    UuidV7Source one(clock);
    UuidV7Source other(clock);
    std::set<Uuid> all;
    for (int i = 0; i < 1'000; ++i) {
        all.insert(one.next());
        all.insert(other.next());
    }
    EXPECT_EQ(all.size(), 2'000U);
}

TEST(UuidV7Source, threads_never_get_the_same_id) {
    constexpr std::size_t each = 5'000;
    SystemClock clock;
    UuidV7Source ids(clock);
    std::vector<std::vector<Uuid>> made(4);
    {
        std::vector<std::jthread> threads;
        for (auto& mine : made) {
            threads.emplace_back([&] {
                for (std::size_t i = 0; i < each; ++i) mine.push_back(ids.next());
            });
        }
    }
    std::set<Uuid> all;
    for (auto const& mine : made) {
        EXPECT_TRUE(std::ranges::is_sorted(mine));
        all.insert(mine.begin(), mine.end());
    }
    EXPECT_EQ(all.size(), made.size() * each);
}

}  // namespace
}  // namespace onsale
