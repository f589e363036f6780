#include "application/batch_queue.h"

#include <gtest/gtest.h>

#include "support/eventually.h"

namespace onsale {
namespace {

TEST(BatchQueueTest, what_was_shed_and_is_submitted_again_is_pending_again) {
    BatchQueue<Submission> queue(1, std::chrono::hours(1));
    Submission first;
    Submission second;
    ASSERT_TRUE(queue.submit(first));
    ASSERT_FALSE(queue.submit(second));
    EXPECT_EQ(second.fate, Fate::shed);
    std::vector<Submission*> batch;
    ASSERT_TRUE(queue.take(batch, 1));
    ASSERT_TRUE(queue.submit(second));
    EXPECT_EQ(second.fate, Fate::pending);
}

// Without a limit in time, a slow machine would let as many wait as a fast one, each for much longer.
TEST(BatchQueueTest, while_the_oldest_has_waited_too_long_newcomers_are_shed) {
    BatchQueue<Submission> queue(10, std::chrono::milliseconds(1));
    Submission first;
    Submission second;
    ASSERT_TRUE(queue.submit(first));
    EXPECT_TRUE(tests::eventually([&] { return queue.overloaded(); }));
    EXPECT_FALSE(queue.submit(second));
    EXPECT_EQ(second.fate, Fate::shed);
    std::vector<Submission*> batch;
    ASSERT_TRUE(queue.take(batch, 10));
    EXPECT_FALSE(queue.overloaded());
    EXPECT_TRUE(queue.submit(second));
}

TEST(BatchQueueTest, who_has_little_patience_is_shed_behind_others_who_wait) {
    BatchQueue<Submission> queue(10, std::chrono::hours(1));
    Submission first;
    Submission second;
    ASSERT_TRUE(queue.submit(first, Patience::little)) << "nobody waits";
    first.waits_since -= std::chrono::minutes(7);
    EXPECT_FALSE(queue.submit(second, Patience::little));
    EXPECT_TRUE(queue.submit(second, Patience::usual));
}

TEST(BatchQueueTest, what_waits_when_it_closes_is_taken_and_what_comes_later_is_shed) {
    BatchQueue<Submission> queue(2, std::chrono::hours(1));
    Submission early;
    Submission late;
    ASSERT_TRUE(queue.submit(early));
    queue.close();
    EXPECT_FALSE(queue.submit(late));
    EXPECT_EQ(late.fate, Fate::shed);
    std::vector<Submission*> batch;
    EXPECT_TRUE(queue.take(batch, 2));
    EXPECT_EQ(batch, std::vector{&early});
    EXPECT_FALSE(queue.take(batch, 2));
}

}  // namespace
}  // namespace onsale
