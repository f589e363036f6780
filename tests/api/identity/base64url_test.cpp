#include "api/identity/base64url.h"

#include <array>
#include <string>

#include <gtest/gtest.h>

namespace onsale::identity {
namespace {

std::string written(std::string_view bytes) {
    std::string text(base64url_size(bytes.size()), '\0');
    EXPECT_EQ(write_base64url(text.data(), bytes), text.data() + text.size());
    return text;
}

std::optional<std::string> read(std::string_view text) {
    std::array<char, 64> room;
    auto const bytes = read_base64url(text, room);
    return bytes ? std::optional(std::string(*bytes)) : std::nullopt;
}

// RFC 4648, 10, without the padding.
TEST(base64url, the_vectors_of_the_rfc_hold_both_ways) {
    std::pair<std::string, std::string> const vectors[] = {
        {"", ""},           {"f", "Zg"},          {"fo", "Zm8"},          {"foo", "Zm9v"},
        {"foob", "Zm9vYg"}, {"fooba", "Zm9vYmE"}, {"foobar", "Zm9vYmFy"}, {"\xfb\xff", "-_8"}};
    for (auto const& [bytes, text] : vectors) {
        EXPECT_EQ(written(bytes), text);
        EXPECT_EQ(read(text), bytes);
    }
}

TEST(base64url, every_pair_of_bytes_comes_back) {
    for (int i = 0; i < 65536; ++i) {
        std::string const bytes{static_cast<char>(i >> 8), static_cast<char>(i)};
        ASSERT_EQ(read(written(bytes)), bytes);
    }
}

TEST(base64url, of_all_two_character_texts_only_canonical_ones_are_read) {
    int accepted = 0;
    for (int i = 0; i < 65536; ++i) {
        std::string const text{static_cast<char>(i >> 8), static_cast<char>(i)};
        auto const bytes = read(text);
        if (!bytes) continue;
        ++accepted;
        ASSERT_EQ(written(*bytes), text);
    }
    EXPECT_EQ(accepted, 256);
}

TEST(base64url, padding_foreign_characters_and_impossible_lengths_are_refused) {
    for (auto const* text : {"Zg==", "Zm8=", "Zm+v", "Zm/v", "Zm9v\n", " Zm9v", "Z", "Zm9vY", "Zm\xc3\xa9v"}) {
        EXPECT_EQ(read(text), std::nullopt) << text;
    }
}

TEST(base64url, more_bytes_than_there_is_room_are_refused) {
    std::array<char, 3> room;
    EXPECT_TRUE(read_base64url("Zm9v", room));
    EXPECT_FALSE(read_base64url("Zm9vYg", room));
}

}  // namespace
}  // namespace onsale::identity
