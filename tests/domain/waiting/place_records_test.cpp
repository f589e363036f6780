#include "domain/waiting/place_records.h"

#include <gtest/gtest.h>

#include "domain/waiting/fans.h"

namespace onsale {
namespace {

TEST(PlaceRecords, a_users_place_is_found_until_it_is_finished) {
    PlaceRecords records;
    records.add({1}, fan(1), PlaceState::waiting);
    records.add({2}, fan(2), PlaceState::waiting);
    EXPECT_EQ(records.place_of(fan(2)), PlaceNumber{2});
    EXPECT_EQ(records.find({2})->user, fan(2));
    records.finish({2});
    EXPECT_EQ(records.place_of(fan(2)), std::nullopt);
    EXPECT_EQ(records.find({2}), nullptr);
    EXPECT_EQ(records.place_of(fan(1)), PlaceNumber{1});
}

TEST(PlaceRecords, a_user_may_have_another_place_after_the_first_is_finished) {
    PlaceRecords records;
    records.add({1}, fan(1), PlaceState::waiting);
    records.finish({1});
    records.add({2}, fan(1), PlaceState::waiting);
    EXPECT_EQ(records.place_of(fan(1)), PlaceNumber{2});
}

TEST(PlaceRecords, a_hundred_thousand_fans_are_all_found_over_growth_and_finished_blocks) {
    constexpr std::uint32_t fans = 100'000;
    PlaceRecords records;
    for (std::uint32_t n = 1; n <= fans; ++n) records.add({n}, fan(n), PlaceState::waiting);
    for (std::uint32_t n = 1; n <= fans; ++n) ASSERT_EQ(records.place_of(fan(n)), PlaceNumber{n});
    for (std::uint32_t n = 1; n <= fans / 2; ++n) records.finish({n});
    for (std::uint32_t n = 1; n <= fans; ++n) ASSERT_EQ(records.place_of(fan(n)).has_value(), n > fans / 2) << n;
    EXPECT_EQ(records.total(), fans / 2);
}

TEST(PlaceRecords, every_state_is_counted) {
    PlaceRecords records;
    records.add({1}, fan(1), PlaceState::waiting);
    records.add({2}, fan(2), PlaceState::waiting);
    records.change({2}, PlaceState::called);
    EXPECT_EQ(records.count(PlaceState::waiting), 1U);
    EXPECT_EQ(records.count(PlaceState::called), 1U);
    records.finish({2});
    EXPECT_EQ(records.count(PlaceState::called), 0U);
    EXPECT_EQ(records.total(), 1U);
}

TEST(PlaceRecordsDeathTest, a_second_place_of_one_user_is_a_bug) {
    PlaceRecords records;
    records.add({1}, fan(1), PlaceState::waiting);
    EXPECT_DEATH(records.add({2}, fan(1), PlaceState::waiting), "one live place");
}

}  // namespace
}  // namespace onsale
