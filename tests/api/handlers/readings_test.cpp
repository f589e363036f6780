// As many readings wait as may, and no more.
#include "api/handlers/readings.h"

#include <vector>

#include <gtest/gtest.h>

namespace onsale::api {
namespace {

TEST(Readings, beyond_the_bound_there_is_no_turn_until_one_has_ended) {
    Readings readings;
    std::vector<Readings::Turn> turns;
    while (auto turn = readings.take_turn()) turns.push_back(std::move(*turn));
    EXPECT_EQ(turns.size(), Readings::most);
    EXPECT_FALSE(readings.take_turn());
    turns.pop_back();
    EXPECT_TRUE(readings.take_turn());
}

TEST(Readings, a_turn_that_has_just_been_taken_is_not_late) {
    Readings readings;
    EXPECT_FALSE(readings.take_turn()->late());
}

}  // namespace
}  // namespace onsale::api
