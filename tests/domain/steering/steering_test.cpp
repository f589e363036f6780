#include "domain/steering/steering.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/waiting/fans.h"

namespace onsale {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr LineRules settings{.capacity = 1'000,
                             .admit_per_second = 200,
                             .claim_window = seconds{30},
                             .session_term = seconds{300},
                             .away_after = seconds{30}};

TEST(Steering, leaves_everything_to_the_settings_at_first) {
    auto const rules = in_force(settings, {});
    EXPECT_EQ(rules.capacity, 1'000U);
    EXPECT_EQ(rules.admit_per_second, 200U);
    EXPECT_FALSE(closed_at(rules, opening));
    EXPECT_EQ(admission_at({}, opening), Admission::open);
}

TEST(Steering, goes_before_the_settings_until_it_is_taken_back) {
    auto steering = steer({}, {.capacity = 500, .admit_per_second = 10}, opening).steering;
    EXPECT_EQ(in_force(settings, steering).capacity, 500U);
    EXPECT_EQ(in_force(settings, steering).admit_per_second, 10U);
    steering = steer(steering, {.capacity = std::optional<std::uint32_t>()}, opening).steering;
    EXPECT_EQ(in_force(settings, steering).capacity, 1'000U);
    EXPECT_EQ(in_force(settings, steering).admit_per_second, 10U);
}

TEST(Steering, opens_at_its_very_instant) {
    auto const steering = steer({}, {.opens_at = opening}, opening - seconds{60}).steering;
    auto const rules = in_force(settings, steering);
    EXPECT_EQ(admission_at(steering, opening - milliseconds{1}), Admission::before_opening);
    EXPECT_TRUE(closed_at(rules, opening - milliseconds{1}));
    EXPECT_EQ(admission_at(steering, opening), Admission::open);
    EXPECT_FALSE(closed_at(rules, opening));
}

TEST(Steering, paused_it_is_closed_and_says_so_before_the_opening_too) {
    auto const steering = steer({}, {.paused = true, .opens_at = opening}, opening).steering;
    EXPECT_EQ(admission_at(steering, opening - seconds{1}), Admission::paused);
    EXPECT_EQ(admission_at(steering, opening + seconds{1}), Admission::paused);
    EXPECT_TRUE(closed_at(in_force(settings, steering), opening + seconds{1}));
}

TEST(Steering, tells_what_was_done_with_what_it_was_before) {
    auto const first = steer({}, {.paused = true, .capacity = 500, .message = "잠시만요"}, opening);
    EXPECT_THAT(first.actions,
                ElementsAre(Action{.kind = ActionKind::pause},
                            Action{.kind = ActionKind::set_capacity,
                                   .details = {{"from", std::monostate{}}, {"to", std::int64_t{500}}}},
                            Action{.kind = ActionKind::send_message, .details = {{"text", std::string("잠시만요")}}}));
    EXPECT_EQ(first.steering.changed_at, opening);
    EXPECT_EQ(first.steering.message, (LineMessage{"잠시만요", opening}));

    auto const then =
        steer(first.steering, {.paused = false, .message = std::optional<std::string>()}, opening + seconds{1});
    EXPECT_THAT(then.actions,
                ElementsAre(Action{.kind = ActionKind::resume},
                            Action{.kind = ActionKind::clear_message, .details = {{"text", std::string("잠시만요")}}}));
    EXPECT_EQ(then.steering.message, std::nullopt);
    EXPECT_EQ(then.steering.capacity, 500U);
}

TEST(Steering, what_is_so_already_is_nothing_done) {
    auto const before = steer({}, {.paused = true, .capacity = 500, .opens_at = opening}, opening).steering;
    auto const again = steer(before, {.paused = true, .capacity = 500, .opens_at = opening}, opening + seconds{9});
    EXPECT_THAT(again.actions, IsEmpty());
    EXPECT_EQ(again.steering, before);
    EXPECT_THAT(steer({}, {.message = std::optional<std::string>()}, opening).actions, IsEmpty());
}

TEST(Steering, the_same_message_is_sent_anew) {
    auto const before = steer({}, {.message = "Soon"}, opening).steering;
    auto const again = steer(before, {.message = "Soon"}, opening + seconds{9});
    EXPECT_EQ(again.actions.size(), 1U);
    EXPECT_EQ(again.steering.message->at, opening + seconds{9});
}

}  // namespace
}  // namespace onsale
