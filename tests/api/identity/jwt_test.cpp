#include "api/identity/jwt.h"

#include <stdexcept>
#include <string>

#include <gtest/gtest.h>

#include "api/identity/sample_tokens.h"

namespace onsale::identity {
namespace {

using sample::forge;
using sample::noon;

class jwt : public testing::Test {
  protected:
    TokenSigner const signer{sample::secret};

    TokenFault line_fault(std::string_view token, Instant now = noon) {
        auto const read = signer.read_line_token(token, main_line, now);
        EXPECT_FALSE(read) << token;
        return read ? TokenFault{255} : read.error();
    }
    TokenFault access_fault(std::string_view token, Instant now = noon) {
        auto const read = signer.read_access_token(token, now);
        EXPECT_FALSE(read) << token;
        return read ? TokenFault{255} : read.error();
    }
};

TEST_F(jwt, a_ticket_a_pass_and_an_access_token_come_back_as_they_were_signed) {
    auto const ticket = signer.read_line_token(signer.sign(sample::ticket), main_line, noon);
    ASSERT_TRUE(ticket);
    EXPECT_EQ(std::get<PlaceTicket>(*ticket), sample::ticket);
    auto const pass = signer.read_line_token(signer.sign(sample::pass), main_line, noon);
    ASSERT_TRUE(pass);
    EXPECT_EQ(std::get<LinePass>(*pass), sample::pass);
    auto const access = signer.read_access_token(signer.sign(sample::access), noon);
    ASSERT_TRUE(access);
    EXPECT_EQ(*access, sample::access);
}

TEST_F(jwt, a_token_is_spelt_as_the_rfc_says) {
    EXPECT_EQ(signer.sign(sample::ticket),
              forge(sample::hs256,
                    R"({"iss":"onsale","aud":"line/main","sub":"01890a5d-ac96-774b-bcce-b302099a8057","place":4711,)"
                    R"("iat":1766577600})"));
}

TEST_F(jwt, fractions_of_a_second_are_rounded_to_the_holders_good) {
    auto access = sample::access;
    access.issued_at = noon + milliseconds(1);
    access.expires_at = noon + seconds(10) + milliseconds(1);
    auto const read = signer.read_access_token(signer.sign(access), noon + seconds(10) + milliseconds(999));
    ASSERT_TRUE(read);
    EXPECT_EQ(read->issued_at, noon);
    EXPECT_EQ(read->expires_at, noon + seconds(11));
}

TEST_F(jwt, a_pass_tells_its_beginning_to_the_millisecond) {
    for (int const millisecond : {0, 1, 70, 123, 999}) {
        auto pass = sample::pass;
        pass.issued_at = noon + milliseconds(millisecond);
        auto const read = signer.read_line_token(signer.sign(pass), main_line, noon);
        ASSERT_TRUE(read);
        EXPECT_EQ(std::get<LinePass>(*read), pass);
    }
}

TEST_F(jwt, a_pass_and_an_access_token_end_at_the_very_instant_of_their_expiry) {
    auto const pass = signer.sign(sample::pass);
    EXPECT_TRUE(signer.read_line_token(pass, main_line, sample::pass.expires_at - milliseconds(1)));
    EXPECT_EQ(line_fault(pass, sample::pass.expires_at), TokenFault::expired);
    auto const access = signer.sign(sample::access);
    EXPECT_TRUE(signer.read_access_token(access, sample::access.expires_at - milliseconds(1)));
    EXPECT_EQ(access_fault(access, sample::access.expires_at), TokenFault::expired);
}

TEST_F(jwt, a_ticket_never_expires) {
    EXPECT_TRUE(signer.read_line_token(signer.sign(sample::ticket), main_line, noon + std::chrono::years(50)));
}

TEST_F(jwt, the_audiences_never_stand_in_for_each_other) {
    EXPECT_EQ(access_fault(signer.sign(sample::ticket)), TokenFault::wrong_audience);
    EXPECT_EQ(access_fault(signer.sign(sample::pass)), TokenFault::wrong_audience);
    EXPECT_EQ(line_fault(signer.sign(sample::access)), TokenFault::wrong_audience);
    EXPECT_EQ(line_fault(forge(sample::hs256, R"({"iss":"onsale","aud":"admin"})")), TokenFault::wrong_audience);
}

TEST_F(jwt, a_token_of_another_line_is_refused_as_that) {
    auto const balcony = LineId::parse("balcony").value();
    auto ticket = sample::ticket;
    auto pass = sample::pass;
    ticket.line = pass.line = balcony;
    EXPECT_EQ(line_fault(signer.sign(ticket)), TokenFault::other_line);
    EXPECT_EQ(line_fault(signer.sign(pass)), TokenFault::other_line);
    EXPECT_EQ(line_fault(signer.sign(pass), pass.expires_at), TokenFault::other_line) << "also when it has ended";
    EXPECT_EQ(access_fault(signer.sign(pass)), TokenFault::wrong_audience);
    auto const read = signer.read_line_token(signer.sign(pass), balcony, noon);
    ASSERT_TRUE(read);
    EXPECT_EQ(std::get<LinePass>(*read), pass);
}

TEST_F(jwt, a_token_without_the_name_of_a_line_is_for_something_else) {
    for (auto const* audience : {"line", "line/", "line/Main", "line/main ", "line/main/", "main"}) {
        auto const claims = R"({"iss":"onsale","aud":")" + std::string(audience) +
                            R"(","sub":"01890a5d-ac96-774b-bcce-b302099a8057","place":1,"iat":1766577600})";
        EXPECT_EQ(line_fault(forge(sample::hs256, claims)), TokenFault::wrong_audience) << audience;
    }
}

TEST_F(jwt, another_secret_signs_nothing_for_us) {
    TokenSigner const other("another secret, of 32 bytes or so");
    EXPECT_EQ(line_fault(other.sign(sample::pass)), TokenFault::bad_signature);
    EXPECT_EQ(access_fault(other.sign(sample::access)), TokenFault::bad_signature);
}

TEST_F(jwt, every_algorithm_but_hs256_is_refused_before_anything_else) {
    auto const token = signer.sign(sample::pass);
    auto const claims = token.substr(token.find('.'), token.rfind('.') - token.find('.') + 1);
    for (auto const* alg : {"none", "None", "NONE", "hs256", "HS384", "HS512", "RS256", "ES256", ""}) {
        auto const header = R"({"alg":")" + std::string(alg) + R"(","typ":"JWT"})";
        EXPECT_EQ(line_fault(sample::base64url(header) + claims), TokenFault::wrong_algorithm) << alg;
        EXPECT_EQ(line_fault(sample::base64url(header) + claims + token.substr(token.rfind('.') + 1)),
                  TokenFault::wrong_algorithm);
        EXPECT_EQ(line_fault(forge(header, "{}")), TokenFault::wrong_algorithm);
    }
}

TEST_F(jwt, headers_that_are_none_are_malformed) {
    constexpr std::string_view claims =
        R"({"iss":"onsale","aud":"line/main","sub":"01890a5d-ac96-774b-bcce-b302099a8057","place":1,"iat":1})";
    ASSERT_TRUE(signer.read_line_token(forge(sample::hs256, claims), main_line, noon));
    for (auto const* header : {"", "{}", "[]", "HS256", R"({"alg":1})", R"({"alg":"HS256")", R"({"alg":["HS256"]})",
                               R"({"alg":"HS256","crit":["exp"]})",
                               R"({"alg":"HS256"} )"
                               "x"}) {
        EXPECT_EQ(line_fault(forge(header, claims)), TokenFault::malformed) << header;
    }
    EXPECT_EQ(line_fault("!!!.e30.AA"), TokenFault::malformed);
}

TEST_F(jwt, a_header_of_another_library_is_read) {
    auto const claims = R"({"sub":"01890a5d-ac96-774b-bcce-b302099a8057","iat":1766577600,"exp":1766581200,)"
                        R"("aud":"user","iss":"onsale"})";
    for (auto const* header : {R"({"alg":"HS256"})", R"({ "typ": "JWT", "alg": "HS256", "kid": "1" })"}) {
        auto const read = signer.read_access_token(forge(header, claims), noon);
        ASSERT_TRUE(read) << header;
        EXPECT_EQ(*read, sample::access);
    }
}

TEST_F(jwt, what_is_not_three_parts_is_malformed) {
    auto const token = signer.sign(sample::ticket);
    for (auto const& text : {std::string(), std::string("."), std::string(".."), std::string("..."), token + ".",
                             "." + token, token.substr(0, token.rfind('.')), std::string("a"), std::string("\0", 1)}) {
        EXPECT_EQ(line_fault(text), TokenFault::malformed) << text;
    }
}

TEST_F(jwt, claims_that_do_not_fit_together_are_malformed) {
    auto const line = [](std::string_view rest) {
        return forge(sample::hs256,
                     R"({"iss":"onsale","aud":"line/main","sub":"01890a5d-ac96-774b-bcce-b302099a8057",)" +
                         std::string(rest) + R"("iat":1766577600})");
    };
    ASSERT_TRUE(signer.read_line_token(line(R"("place":1,)"), main_line, noon));
    EXPECT_EQ(line_fault(line("")), TokenFault::malformed);
    EXPECT_EQ(line_fault(line(R"("place":0,)")), TokenFault::malformed);
    EXPECT_EQ(line_fault(line(R"("place":1,"waitingNumber":0,)")), TokenFault::malformed) << "a pass without an end";
    EXPECT_EQ(line_fault(line(R"("place":1,"exp":1766577700,)")), TokenFault::malformed) << "a ticket with an end";

    auto const access = [](std::string_view rest) {
        return forge(sample::hs256, R"({"iss":"onsale","aud":"user","sub":"01890a5d-ac96-774b-bcce-b302099a8057",)" +
                                        std::string(rest) + R"("iat":1766577600})");
    };
    ASSERT_TRUE(signer.read_access_token(access(R"("exp":1766577700,)"), noon));
    EXPECT_EQ(access_fault(access("")), TokenFault::malformed) << "an access token without an end";
    EXPECT_EQ(access_fault(access(R"("exp":1766577700,"place":1,)")), TokenFault::malformed);
    EXPECT_EQ(access_fault(access(R"("exp":1766577700,"waitingNumber":0,)")), TokenFault::malformed);
}

TEST_F(jwt, rightly_signed_nonsense_is_malformed) {
    for (auto const* claims : {"", "x", "[]", "{", "null", "\xff"}) {
        EXPECT_EQ(line_fault(forge(sample::hs256, claims)), TokenFault::malformed) << claims;
    }
}

TEST_F(jwt, a_token_of_the_greatest_length_is_read_and_a_longer_one_is_not) {
    auto const padded = [](std::size_t padding) {
        return forge(sample::hs256, R"({"iss":"onsale","aud":"user","sub":"01890a5d-ac96-774b-bcce-b302099a8057",)"
                                    R"("iat":1766577600,"exp":1766581200,"x":")" +
                                        std::string(padding, 'x') + R"("})");
    };
    std::size_t padding = 0;
    while (padded(padding + 1).size() <= max_token_bytes) ++padding;
    EXPECT_TRUE(signer.read_access_token(padded(padding), noon));
    EXPECT_EQ(access_fault(padded(padding + 2)), TokenFault::malformed);
    EXPECT_EQ(access_fault(std::string(1U << 20, '.')), TokenFault::malformed);
}

TEST_F(jwt, a_short_secret_is_refused) {
    EXPECT_THROW(TokenSigner(std::string(31, 'x')), std::invalid_argument);
    EXPECT_NO_THROW(TokenSigner(std::string(32, 'x')));
}

}  // namespace
}  // namespace onsale::identity
