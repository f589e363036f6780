#include "api/json/iso_time.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace onsale::api {
namespace {

constexpr Instant evening{milliseconds{1'798'106'400'000}};  // 2026-12-24 10:00 UTC, 19:00 in Seoul

TEST(IsoTime, is_written_in_utc_with_milliseconds) {
    EXPECT_EQ(to_iso(evening), "2026-12-24T10:00:00.000Z");
    EXPECT_EQ(to_iso(evening + milliseconds{7}), "2026-12-24T10:00:00.007Z");
    EXPECT_EQ(to_iso(Instant{}), "1970-01-01T00:00:00.000Z");
}

TEST(IsoTime, is_read_with_z_or_an_offset_and_an_optional_fraction) {
    for (std::string_view const text : {"2026-12-24T10:00:00Z", "2026-12-24T10:00:00.000Z", "2026-12-24T19:00:00+09:00",
                                        "2026-12-24T19:00:00.0+09:00", "2026-12-24T05:00:00-05:00",
                                        "2026-12-24T10:00:00+00:00", "2026-12-24T15:45:00+05:45"}) {
        EXPECT_EQ(parse_iso(text), evening) << text;
    }
}

TEST(IsoTime, a_fraction_beyond_milliseconds_is_cut_off) {
    EXPECT_EQ(parse_iso("2026-12-24T10:00:00.0079999Z"), evening + milliseconds{7});
    EXPECT_EQ(parse_iso("2026-12-24T10:00:00.123456789Z"), evening + milliseconds{123});
    EXPECT_EQ(parse_iso("2026-12-24T10:00:00.5Z"), evening + milliseconds{500});
}

TEST(IsoTime, leap_days_are_days) {
    EXPECT_EQ(to_iso(*parse_iso("2028-02-29T00:00:00Z")), "2028-02-29T00:00:00.000Z");
    EXPECT_FALSE(parse_iso("2026-02-29T00:00:00Z"));
}

TEST(IsoTime, anything_else_is_refused) {
    for (std::string_view const text : {
             "",
             "tomorrow",
             "2026-12-24",
             "2026-12-24T10:00:00",  // no zone: nobody knows when
             "2026-12-24T10:00:00+0900Z",
             "2026-12-24T10:00:00 +09:00",
             "2026-12-24 10:00:00Z",
             "2026-12-24T10:00Z",
             "2026-12-24t10:00:00z",
             "2026-13-24T10:00:00Z",
             "2026-12-32T10:00:00Z",
             "2026-04-31T10:00:00Z",
             "2026-12-24T24:00:00Z",
             "2026-12-24T10:60:00Z",
             "2026-12-24T10:00:60Z",
             "2026-12-24T10:00:61Z",
             "2026-12-24T10:00:00,500Z",
             "2026-12-24T10:00:00Zjunk",
             " 2026-12-24T10:00:00Z",
             "2026-12-24T10:00:00Z ",
             "26-12-24T10:00:00.0000Z",
             "2026-1-2T10:00:00.0000Z",  // digits are missing
             "2026-12-24T1:2:3.000000Z",
             "2026-12-24T10:00:00+9:00:00",
             "+2026-12-24T10:00:00Z",
             "-2026-12-24T10:00:00Z",
             "2026-12-24T10:00:00.000000000000000000000000000000Z",
         }) {
        EXPECT_FALSE(parse_iso(text)) << text;
    }
    EXPECT_FALSE(parse_iso(std::string_view("2026-12-24T10:00:00\0Z", 21)));
}

TEST(IsoTime, years_are_those_from_1970_to_9999) {
    EXPECT_TRUE(parse_iso("1970-01-01T00:00:00Z"));
    EXPECT_FALSE(parse_iso("1969-12-31T23:59:59Z"));
    EXPECT_FALSE(parse_iso("1970-01-01T00:00:00+09:00"));
    EXPECT_TRUE(parse_iso("9999-12-31T23:59:59.999Z"));
    EXPECT_FALSE(parse_iso("9999-12-31T23:59:59-01:00"));
    EXPECT_FALSE(parse_iso("10000-01-01T00:00:00Z"));
}

RC_GTEST_PROP(IsoTime, what_is_written_is_read_back, ()) {
    Instant const at{milliseconds{*rc::gen::inRange<std::int64_t>(0, 253'402'300'800'000)}};
    RC_ASSERT(parse_iso(to_iso(at)) == at);
}

}  // namespace
}  // namespace onsale::api
