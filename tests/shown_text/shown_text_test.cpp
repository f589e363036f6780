// Texts that people see: which are refused, and which look the same.
#include "shown_text/shown_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace onsale::shown_text {
namespace {

using testing::Eq;
using testing::HasSubstr;
using testing::Optional;

TEST(shown_text, ordinary_names_of_many_scripts_have_no_fault) {
    for (auto const* name : {"Kim", "새벽 밴드", "Björk", "שלום", "نوید‌رضا", "👩‍👩‍👧",
                             "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "☀️", "e\u0301"}) {
        EXPECT_EQ(fault_in(name), std::nullopt) << name;
        EXPECT_FALSE(shows_nothing(name)) << name;
    }
}

TEST(shown_text, control_characters_beyond_ascii_are_a_fault_that_names_them) {
    EXPECT_THAT(fault_in("a\nb"), Optional(Eq("must not contain control characters (U+000A)")));
    EXPECT_THAT(fault_in("a\u0085"), Optional(Eq("must not contain control characters (U+0085)")));
    EXPECT_THAT(fault_in("a\u2028b"), Optional(Eq("must not contain control characters (U+2028)")));
}

TEST(shown_text, what_turns_the_direction_is_a_fault) {
    for (auto const* text : {"Kim\u202Etxt", "\u2066Kim", "a\u202Bb"}) {
        EXPECT_THAT(fault_in(text), Optional(HasSubstr("direction"))) << text;
    }
}

TEST(shown_text, characters_that_show_nothing_are_a_fault) {
    for (auto const* text : {"A\u200B", "\uFEFFA", "A\u2060", "\u3164", "A\u00AD", "\u2800"}) {
        EXPECT_THAT(fault_in(text), Optional(HasSubstr("invisible"))) << text;
    }
}

TEST(shown_text, broken_utf8_is_a_fault) {
    EXPECT_THAT(fault_in("a\xff"), Optional(Eq("must be UTF-8")));
    EXPECT_FALSE(is_utf8("\xed\xa0\x80"));
    EXPECT_TRUE(is_utf8("가"));
}

TEST(shown_text, blanks_of_every_script_show_nothing) {
    for (auto const* text : {"", " ", "\u00A0", "\u3000 \u2003", "\u200B", "\u200D"}) {
        EXPECT_TRUE(shows_nothing(text)) << text;
    }
    EXPECT_TRUE(has_blank_ends("\u00A0A"));
    EXPECT_TRUE(has_blank_ends("A\u3000"));
    EXPECT_FALSE(has_blank_ends("A\u00A0B"));
    EXPECT_FALSE(has_blank_ends(""));
}

TEST(shown_text, what_a_mac_decomposes_is_composed) {
    EXPECT_EQ(composed("\u1100\u1161구역"), "가구역");
    EXPECT_EQ(composed("Cafe\u0301"), "Café");
    EXPECT_EQ(composed("A1"), "A1");
}

TEST(shown_text, texts_that_differ_in_what_is_not_seen_look_the_same) {
    EXPECT_EQ(look_of("\u1100\u1161구역"), look_of("가구역"));
    EXPECT_EQ(look_of("A\u200B"), look_of("A"));
    EXPECT_EQ(look_of("A\u00A0"
                      "1"),
              look_of("A 1"));
    EXPECT_EQ(look_of("\u2764\uFE0F"), look_of("\u2764"));
    EXPECT_NE(look_of("А"), look_of("A")) << "of another script";
    EXPECT_NE(look_of("a"), look_of("A"));
}

TEST(shown_text, folding_lowers_letters_of_every_script) {
    EXPECT_EQ(folded("BÜHNE"), folded("bühne"));
    EXPECT_EQ(folded("BU\u0308HNE"), folded("Bühne"));
    EXPECT_EQ(folded("SCÈNE"), folded("scène"));
    EXPECT_EQ(folded("STRASSE"), folded("Straße"));
    EXPECT_EQ(folded("무대"), "무대");
}

TEST(shown_text, a_byte_order_mark_is_skipped_once) {
    EXPECT_EQ(without_mark("\xef\xbb\xbf{}"), "{}");
    EXPECT_EQ(without_mark("{}"), "{}");
    EXPECT_EQ(without_mark(""), "");
}

}  // namespace
}  // namespace onsale::shown_text
