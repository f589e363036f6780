#include "application/batch_queue.h"

#include <gtest/gtest.h>

namespace onsale {
namespace {

TEST(BatchQueueTest, what_was_shed_and_is_submitted_again_is_pending_again) {
    BatchQueue<Submission> queue(1);
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

TEST(BatchQueueTest, what_waits_when_it_closes_is_taken_and_what_comes_later_is_shed) {
    BatchQueue<Submission> queue(2);
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
