#include "domain/waiting/live_places.h"

#include <set>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace onsale {
namespace {

TEST(LivePlaces, an_empty_set_counts_nothing) {
    LivePlaces const places;
    EXPECT_EQ(places.total(), 0U);
    EXPECT_EQ(places.count_before({1'000'000}), 0U);
    EXPECT_FALSE(places.contains({1}));
    EXPECT_EQ(places.next_at_or_after({1}), std::nullopt);
}

TEST(LivePlaces, a_number_is_counted_once_however_often_it_is_set) {
    LivePlaces places;
    places.set({7});
    places.set({7});
    EXPECT_EQ(places.total(), 1U);
    places.clear({7});
    places.clear({7});
    EXPECT_EQ(places.total(), 0U);
}

TEST(LivePlaces, a_number_does_not_count_itself) {
    LivePlaces places;
    places.set({512});
    places.set({513});
    EXPECT_EQ(places.count_before({512}), 0U);
    EXPECT_EQ(places.count_before({513}), 1U);
    EXPECT_EQ(places.count_before({514}), 2U);
}

TEST(LivePlaces, the_next_number_is_found_across_empty_blocks) {
    LivePlaces places;
    places.set({3});
    places.set({100'000});
    EXPECT_EQ(places.next_at_or_after({1}), PlaceNumber{3});
    EXPECT_EQ(places.next_at_or_after({3}), PlaceNumber{3});
    EXPECT_EQ(places.next_at_or_after({4}), PlaceNumber{100'000});
    EXPECT_EQ(places.next_at_or_after({100'001}), std::nullopt);
    EXPECT_EQ(places.next_at_or_after({4'000'000'000}), std::nullopt);
}

TEST(LivePlacesDeathTest, a_number_below_the_first_is_a_bug) {
    LivePlaces places{PlaceNumber{100}};
    EXPECT_DEATH(places.set({99}), "below the first");
}

RC_GTEST_PROP(LivePlaces, agrees_with_an_ordered_set, ()) {
    auto const first = *rc::gen::inRange<std::uint32_t>(1, 5'000);
    LivePlaces places{PlaceNumber{first}};
    std::set<std::uint32_t> reference;
    auto const number = rc::gen::inRange<std::uint32_t>(first, first + 6'000);
    auto const steps = *rc::gen::container<std::vector<std::pair<bool, std::uint32_t>>>(
        rc::gen::pair(rc::gen::weightedElement<bool>({{3, true}, {1, false}}), number));
    for (auto const& [set, n] : steps) {
        if (set) {
            places.set({n});
            reference.insert(n);
        } else {
            places.clear({n});
            reference.erase(n);
        }
    }
    RC_ASSERT(places.total() == reference.size());
    for (auto n = first > 10 ? first - 10 : 1; n < first + 6'100; n += 7) {
        auto const at = reference.lower_bound(n);
        RC_ASSERT(places.count_before({n}) == static_cast<std::uint32_t>(std::distance(reference.begin(), at)));
        auto const next = places.next_at_or_after({n});
        RC_ASSERT(next.has_value() == (at != reference.end()));
        if (next) RC_ASSERT(next->value == *at);
        RC_ASSERT(places.contains({n}) == reference.contains(n));
    }
}

}  // namespace
}  // namespace onsale
