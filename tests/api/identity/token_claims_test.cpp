#include "api/identity/token_claims.h"

#include <limits>
#include <string>

#include <gtest/gtest.h>

#include "api/identity/sample_tokens.h"

namespace onsale::identity {
namespace {

Claims const inside{.audience = Audience::line,
                    .line = main_line,
                    .user = sample::user,
                    .place = PlaceNumber{std::numeric_limits<std::uint32_t>::max()},
                    .issued_at = sample::noon,
                    .expires_at = sample::noon + seconds{9},
                    .inside = true};
Claims const waiting{.audience = Audience::line,
                     .line = main_line,
                     .user = sample::user,
                     .place = PlaceNumber{1},
                     .issued_at = sample::noon};
Claims const of_user{
    .audience = Audience::user, .user = sample::user, .issued_at = Instant{}, .expires_at = sample::noon};

TEST(token_claims, are_written_in_one_order_without_white_space) {
    EXPECT_EQ(ClaimsText(inside).view(),
              R"({"iss":"onsale","aud":"line/main","sub":"01890a5d-ac96-774b-bcce-b302099a8057","place":4294967295,)"
              R"("iat":1766577600,"exp":1766577609,"waitingNumber":0})");
}

TEST(token_claims, our_own_spelling_means_the_same_to_both_readers) {
    for (auto const& claims : {inside, waiting, of_user}) {
        ClaimsText const text(claims);
        EXPECT_EQ(read_own_claims(text.view()), claims);
        EXPECT_EQ(read_any_claims(text.view()), claims);
    }
}

TEST(token_claims, whatever_our_own_reader_takes_the_json_reader_takes_alike) {
    // Every single character of a good text replaced, dropped or doubled.
    for (auto const& claims : {inside, waiting, of_user}) {
        std::string const good(ClaimsText(claims).view());
        for (std::size_t i = 0; i < good.size(); ++i) {
            for (char const c : std::string_view("09a-+.eE,:\"{} \n\0", 16)) {
                auto replaced = good;
                replaced[i] = c;
                auto inserted = good;
                inserted.insert(i, 1, c);
                for (auto const& text : {replaced, inserted}) {
                    auto const own = read_own_claims(text);
                    if (own) {
                        ASSERT_EQ(read_any_claims(text), own) << text;
                    }
                }
            }
            auto dropped = good;
            dropped.erase(i, 1);
            if (auto const own = read_own_claims(dropped)) {
                ASSERT_EQ(read_any_claims(dropped), own) << dropped;
            }
        }
    }
}

TEST(token_claims, another_order_white_space_and_unknown_claims_are_read) {
    EXPECT_EQ(read_claims(R"( {"waitingNumber": 0, "exp": 1766577609, "iat": 1766577600.0, "jti": ["x"],
                "place": 4294967295, "sub": "01890A5D-AC96-774B-BCCE-B302099A8057", "aud": "line/main", "iss": "onsale"})"),
              inside);
}

TEST(token_claims, dates_with_a_fraction_are_read_to_the_millisecond) {
    auto const claims = read_claims(
        R"({"iss":"onsale","aud":"user","sub":"01890a5d-ac96-774b-bcce-b302099a8057","iat":0.5,"exp":1766577600.25})");
    ASSERT_TRUE(claims);
    EXPECT_EQ(claims->issued_at, Instant(milliseconds(500)));
    EXPECT_EQ(claims->expires_at, sample::noon + milliseconds(250));
}

TEST(token_claims, claims_that_are_missing_wrong_or_out_of_range_are_refused) {
    constexpr std::string_view start =
        R"({"iss":"onsale","aud":"line/main","sub":"01890a5d-ac96-774b-bcce-b302099a8057")";
    auto const rest = [&](std::string_view text) { return read_claims(std::string(start) + std::string(text)); };
    ASSERT_TRUE(rest(R"(,"place":1,"iat":1})"));
    for (auto const* text : {"",
                             "}",
                             R"(,"place":1})",
                             R"(,"place":1,"iat":1)",
                             R"(,"place":1,"iat":1}})",
                             R"(,"place":1,"iat":1} x)",
                             R"(,"place":-1,"iat":1})",
                             R"(,"place":4294967296,"iat":1})",
                             R"(,"place":"1","iat":1})",
                             R"(,"place":1.5,"iat":1})",
                             R"(,"place":01,"iat":1})",
                             R"(,"place":1,"iat":-1})",
                             R"(,"place":1,"iat":"1"})",
                             R"(,"place":1,"iat":253402300800})",
                             R"(,"place":1,"iat":1e300})",
                             R"(,"place":1,"iat":null})",
                             R"(,"place":1,"iat":1,"exp":"9"})",
                             R"(,"place":1,"iat":1,"exp":-0.5})",
                             R"(,"place":1,"iat":1,"exp":9,"waitingNumber":1})",
                             R"(,"place":1,"iat":1,"exp":9,"waitingNumber":"0"})",
                             R"(,"place":1,"iat":0.0e6298})",
                             R"(,"place":1,"iat":1,"place":2})",
                             R"(,"place":1,"iat":1,"sub":"01890a5d-ac96-774b-bcce-b302099a8058"})",
                             R"(,"place":1,"iat":1,"nbf":0})"}) {
        EXPECT_FALSE(rest(text)) << text;
    }
    EXPECT_FALSE(
        read_claims(R"({"iss":"other","aud":"line/main","sub":"01890a5d-ac96-774b-bcce-b302099a8057","iat":1})"));
    EXPECT_FALSE(read_claims(R"({"aud":"line/main","sub":"01890a5d-ac96-774b-bcce-b302099a8057","iat":1})"));
    EXPECT_FALSE(read_claims(R"({"iss":"onsale","aud":"line/main","sub":"01890a5dac96774bbcceb302099a8057","iat":1})"));
}

TEST(token_claims, an_audience_that_is_not_ours_is_other) {
    for (auto const* audience : {R"("admin")", R"(["line"])", "null", R"("LINE")", R"("")"}) {
        auto const claims = read_claims(std::string(R"({"iss":"onsale","aud":)") + audience + "}");
        ASSERT_TRUE(claims) << audience;
        EXPECT_EQ(claims->audience, Audience::other);
    }
}

}  // namespace
}  // namespace onsale::identity
