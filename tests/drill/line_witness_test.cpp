#include "drill/line_witness.h"

#include <gtest/gtest.h>

#include "drill/checks.h"

namespace onsale::drill {
namespace {

constexpr Moment after(int second) { return std::chrono::seconds{second}; }

TEST(LineWitness, one_who_came_earlier_and_still_waits_was_overtaken) {
    History history;
    auto& line = history.line;
    line.let_in(2, after(10));  // fan 2 first asked at 10 s, and is inside
    line.still_waiting(1, after(5), after(20), line.latest_inside(), true);
    auto const finding = check_order(history);
    EXPECT_EQ(finding.violations, 1U);
    EXPECT_EQ(line.overtakings()[0].ahead, 2U);
    EXPECT_EQ(line.overtakings()[0].behind, 1U);
}

TEST(LineWitness, one_who_came_later_may_wait) {
    LineWitness line;
    line.let_in(2, after(10));
    line.still_waiting(1, after(11), after(20), line.latest_inside(), true);
    EXPECT_TRUE(line.overtakings().empty());
}

TEST(LineWitness, fans_who_came_at_nearly_the_same_time_are_not_compared) {
    LineWitness line;
    line.let_in(2, after(10));
    line.still_waiting(1, after(10), after(20), line.latest_inside(), true);
    EXPECT_TRUE(line.overtakings().empty());
}

TEST(LineWitness, a_question_that_was_sent_before_the_other_came_in_accuses_nobody) {
    LineWitness line;
    auto const before = line.latest_inside();
    line.let_in(2, after(10));
    line.still_waiting(1, after(5), after(20), before, true);
    EXPECT_TRUE(line.overtakings().empty());
}

TEST(LineWitness, one_who_stopped_asking_may_be_passed) {
    LineWitness line;
    line.let_in(2, after(10));
    line.still_waiting(1, after(5), after(20), line.latest_inside(), false);
    EXPECT_TRUE(line.overtakings().empty());
}

TEST(LineWitness, the_last_comer_among_those_inside_is_remembered) {
    LineWitness line;
    line.let_in(2, after(10));
    line.let_in(3, after(4));
    line.still_waiting(1, after(5), after(20), line.latest_inside(), true);
    ASSERT_EQ(line.overtakings().size(), 1U);
    EXPECT_EQ(line.overtakings()[0].ahead, 2U);
}

}  // namespace
}  // namespace onsale::drill
