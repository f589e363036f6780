#include "domain/uuid.h"

#include <algorithm>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/identifiers.h"

namespace onsale {
namespace {

constexpr std::string_view canonical = "0190163d-8694-739b-aea5-966c26f8ad91";

TEST(Uuid, the_canonical_form_is_read_byte_by_byte) {
    auto const uuid = Uuid::parse(canonical);
    ASSERT_TRUE(uuid);
    Uuid const expected{
        {0x01, 0x90, 0x16, 0x3d, 0x86, 0x94, 0x73, 0x9b, 0xae, 0xa5, 0x96, 0x6c, 0x26, 0xf8, 0xad, 0x91}};
    EXPECT_EQ(*uuid, expected);
    EXPECT_EQ(uuid->to_string(), canonical);
}

TEST(Uuid, capital_letters_mean_the_same_and_are_printed_small) {
    EXPECT_EQ(Uuid::parse("0190163D-8694-739B-AEA5-966C26F8AD91"), Uuid::parse(canonical));
    EXPECT_EQ(Uuid::parse("0190163D-8694-739B-AEA5-966C26F8AD91")->to_string(), canonical);
}

TEST(Uuid, every_other_spelling_is_refused) {
    for (std::string_view const text : {
             "",
             "0190163d8694739baea5966c26f8ad91",        // no hyphens
             "{0190163d-8694-739b-aea5-966c26f8ad91}",  // braces
             "urn:uuid:0190163d-8694-739b-aea5-966c26f8ad91",
             "0190163d-8694-739b-aea5-966c26f8ad9",    // one digit short
             "0190163d-8694-739b-aea5-966c26f8ad911",  // one digit long
             "0190163d-8694-739b-aea5-966c26f8ad9g",   // not a digit
             "0190163d-8694-739b-aea5-966c26f8ad9 ",   // a blank
             "0190163d+8694-739b-aea5-966c26f8ad91",   // not a hyphen
             "0190163d8-694-739b-aea5-966c26f8ad91",   // a hyphen in the wrong place
         }) {
        EXPECT_FALSE(Uuid::parse(text)) << text;
    }
    EXPECT_FALSE(Uuid::parse(std::string_view("0190163d-8694-739b-aea5-966c26f8ad9\0", 36))) << "a null byte";
}

RC_GTEST_PROP(Uuid, what_is_printed_is_read_back_as_the_same, ()) {
    Uuid uuid;
    uuid.bytes = *rc::gen::container<std::array<std::uint8_t, 16>>(rc::gen::arbitrary<std::uint8_t>());
    RC_ASSERT(Uuid::parse(uuid.to_string()) == uuid);
}

RC_GTEST_PROP(Uuid, they_sort_like_their_text, (std::array<std::uint8_t, 16> a, std::array<std::uint8_t, 16> b)) {
    RC_ASSERT((Uuid{a} < Uuid{b}) == (Uuid{a}.to_string() < Uuid{b}.to_string()));
}

TEST(Identifiers, an_id_is_read_and_printed_like_its_uuid) {
    EXPECT_EQ(SeatId::parse(canonical)->to_string(), canonical);
    EXPECT_FALSE(SeatId::parse("seat 7"));
}

}  // namespace
}  // namespace onsale
