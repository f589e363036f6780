#include "application/idempotency/keys_under_way.h"

#include <atomic>
#include <thread>
#include <vector>

#include <gtest/gtest.h>

namespace onsale {
namespace {

TEST(KeysUnderWayTest, a_key_is_one_requests_until_it_ends) {
    KeysUnderWay keys;
    auto first = keys.begin({"kim", "a"});
    ASSERT_TRUE(first);
    EXPECT_FALSE(keys.begin({"kim", "a"}));
    EXPECT_TRUE(keys.begin({"kim", "b"}));
    EXPECT_TRUE(keys.begin({"lee", "a"}));
    {
        auto moved = *std::move(first);
        first.reset();
        EXPECT_FALSE(keys.begin({"kim", "a"})) << "a turn that moved is still one";
    }
    EXPECT_TRUE(keys.begin({"kim", "a"}));
}

TEST(KeysUnderWayTest, of_parallel_requests_with_one_key_one_at_a_time_is_under_way) {
    KeysUnderWay keys;
    std::atomic<int> inside{0};
    std::atomic<int> turns{0};
    std::atomic<int> doubled{0};
    {
        std::vector<std::jthread> crowd;
        for (int t = 0; t < 4; ++t) {
            crowd.emplace_back([&] {
                for (int i = 0; i < 2'000; ++i) {
                    auto const turn = keys.begin({"kim", "a"});
                    if (!turn) continue;
                    if (++inside > 1) ++doubled;
                    ++turns;
                    --inside;
                }
            });
        }
    }
    EXPECT_EQ(doubled, 0);
    EXPECT_GT(turns, 0);
}

}  // namespace
}  // namespace onsale
