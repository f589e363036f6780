#include "application/clock_offsets.h"

#include <gtest/gtest.h>

namespace onsale {
namespace {

using Turn = OffsetAlarm::Turn;

TEST(OffsetAlarm, tells_once_that_a_clock_is_off_and_once_that_it_is_right_again) {
    OffsetAlarm alarm;
    EXPECT_EQ(alarm.measure(milliseconds{250}), Turn::none);
    EXPECT_EQ(alarm.measure(milliseconds{-251}), Turn::raised);
    EXPECT_EQ(alarm.measure(milliseconds{-9'000}), Turn::none);
    EXPECT_EQ(alarm.measure(milliseconds{-200}), Turn::none) << "wavering is no second alarm";
    EXPECT_EQ(alarm.measure(milliseconds{260}), Turn::none);
    EXPECT_EQ(alarm.measure(milliseconds{125}), Turn::over);
    EXPECT_EQ(alarm.measure(milliseconds{0}), Turn::none);
    EXPECT_EQ(alarm.measure(milliseconds{300}), Turn::raised);
}

}  // namespace
}  // namespace onsale
