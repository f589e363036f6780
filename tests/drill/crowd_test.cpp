#include "drill/crowd.h"

#include <algorithm>

#include <gtest/gtest.h>

namespace onsale::drill {
namespace {

using std::chrono::microseconds;
using std::chrono::seconds;

constexpr microseconds span = seconds{60};

double share_before(std::vector<microseconds> const& moments, double of_the_span) {
    auto const limit = microseconds(static_cast<std::int64_t>(of_the_span * static_cast<double>(span.count())));
    auto const before = std::ranges::count_if(moments, [&](microseconds at) { return at < limit; });
    return static_cast<double>(before) / static_cast<double>(moments.size());
}

Plan a_plan() {
    Plan plan;
    plan.fans = 2'000;
    plan.bots = 50;
    plan.abandon = 0.2;
    plan.no_show = 0.1;
    return plan;
}

bool same(FanTraits a, FanTraits b) {
    return a.number == b.number && a.arrives == b.arrives && a.character == b.character && a.party == b.party &&
           a.taking == b.taking && a.double_clicks == b.double_clicks && a.loses_connection == b.loses_connection &&
           a.random.next() == b.random.next();
}

std::size_t count(std::vector<FanTraits> const& crowd, Character character) {
    return static_cast<std::size_t>(std::ranges::count(crowd, character, &FanTraits::character));
}

TEST(Arrivals, all_come_within_the_span_in_order) {
    for (auto const curve : {Arrival::spike, Arrival::ramp, Arrival::poisson}) {
        auto const moments = arrivals(curve, 10'000, span, 7);
        EXPECT_EQ(moments.size(), 10'000U);
        EXPECT_TRUE(std::ranges::is_sorted(moments));
        EXPECT_GE(moments.front(), microseconds{0});
        EXPECT_LT(moments.back(), span);
    }
}

// The shares follow from each curve's distribution; 10,000 draws stay within 2 % of it.
TEST(Arrivals, a_spike_brings_most_in_the_first_sixth) {
    EXPECT_NEAR(share_before(arrivals(Arrival::spike, 10'000, span, 7), 1.0 / 6), 0.634, 0.02);
}

TEST(Arrivals, a_ramp_brings_a_quarter_in_the_first_half) {
    EXPECT_NEAR(share_before(arrivals(Arrival::ramp, 10'000, span, 7), 0.5), 0.25, 0.02);
}

TEST(Arrivals, poisson_brings_half_in_the_first_half) {
    EXPECT_NEAR(share_before(arrivals(Arrival::poisson, 10'000, span, 7), 0.5), 0.5, 0.02);
}

TEST(Crowd, the_same_seed_makes_the_same_crowd) {
    EXPECT_TRUE(std::ranges::equal(crowd_of(a_plan()), crowd_of(a_plan()), same));
}

TEST(Crowd, another_seed_makes_another_crowd) {
    auto other = a_plan();
    other.seed = 2;
    EXPECT_FALSE(std::ranges::equal(crowd_of(a_plan()), crowd_of(other), same));
}

TEST(Crowd, there_are_as_many_bots_as_were_asked_for) {
    auto const crowd = crowd_of(a_plan());
    EXPECT_EQ(crowd.size(), 2'050U);
    EXPECT_EQ(count(crowd, Character::bot), 50U);
}

TEST(Crowd, about_the_asked_shares_abandon_and_forget) {
    auto const crowd = crowd_of(a_plan());
    auto const abandon = count(crowd, Character::leaves_line) + count(crowd, Character::leaves_hall) +
                         count(crowd, Character::leaves_seat);
    EXPECT_NEAR(static_cast<double>(abandon) / 2'050, 0.2, 0.03);
    EXPECT_NEAR(static_cast<double>(count(crowd, Character::no_show)) / 2'050, 0.1, 0.03);
}

TEST(Crowd, there_are_as_many_hoarders_as_were_asked_for_and_no_bot_is_one) {
    auto plan = a_plan();
    plan.hoarders = 30;
    auto const crowd = crowd_of(plan);
    EXPECT_EQ(crowd.size(), 2'080U);
    EXPECT_EQ(count(crowd, Character::hoarder), 30U);
    EXPECT_EQ(count(crowd, Character::bot), 50U);
}

TEST(Crowd, about_the_asked_shares_come_in_parties) {
    auto plan = a_plan();
    plan.fans = 20'000;
    plan.party = {30, 45, 15, 10};
    auto const crowd = crowd_of(plan);
    for (std::uint32_t size = 1; size <= 4; ++size) {
        auto const many = std::ranges::count(crowd, size, &FanTraits::party);
        EXPECT_NEAR(static_cast<double>(many) / 20'050, plan.party[size - 1] / 100, 0.02) << size;
    }
    auto const take = [&](Taking taking) { return std::ranges::count(crowd, taking, &FanTraits::taking); };
    for (auto const taking : {Taking::seat_by_seat, Taking::named, Taking::best, Taking::side_by_side}) {
        EXPECT_GT(take(taking), 1'000);
    }
}

TEST(Crowd, everybody_comes_alone_where_the_server_knows_no_parties_or_the_plan_has_none) {
    auto plan = a_plan();
    auto const alone = [](Plan const& of) {
        return std::ranges::all_of(crowd_of(of), [](FanTraits const& fan) { return fan.party == 1; });
    };
    EXPECT_FALSE(alone(plan));
    plan.dialect = reference_dialect;
    EXPECT_TRUE(alone(plan));
    plan.dialect = onsale_dialect;
    plan.party = {1};
    EXPECT_TRUE(alone(plan));
}

TEST(Crowd, nobody_does_what_nobody_is_asked_to) {
    Plan plan;
    plan.abandon = plan.no_show = plan.double_click = plan.lose_connection = 0;
    for (auto const& fan : crowd_of(plan)) {
        EXPECT_EQ(fan.character, Character::buyer);
        EXPECT_FALSE(fan.double_clicks || fan.loses_connection);
    }
}

}  // namespace
}  // namespace onsale::drill
