// Our tokens and libjwt's are the same thing.
#include "api/identity/jwt.h"

#include <cstdlib>
#include <memory>
#include <string>

#include <gtest/gtest.h>
#include <jwt.h>

#include "api/identity/sample_tokens.h"

namespace onsale::identity {
namespace {

using sample::noon;

struct FreeJwt {
    void operator()(jwt_t* token) const { jwt_free(token); }
};
using Jwt = std::unique_ptr<jwt_t, FreeJwt>;

unsigned char const* key_bytes() { return reinterpret_cast<unsigned char const*>(sample::secret.data()); }

Jwt decode(std::string const& token) {
    jwt_t* decoded = nullptr;
    EXPECT_EQ(jwt_decode(&decoded, token.c_str(), key_bytes(), static_cast<int>(sample::secret.size())), 0);
    return Jwt(decoded);
}

std::string encode(jwt_alg_t algorithm, std::string_view key,
                   std::initializer_list<std::pair<char const*, char const*>> texts,
                   std::initializer_list<std::pair<char const*, long>> numbers) {
    jwt_t* made = nullptr;
    EXPECT_EQ(jwt_new(&made), 0);
    Jwt const token(made);
    for (auto const& [name, value] : texts) EXPECT_EQ(jwt_add_grant(made, name, value), 0);
    for (auto const& [name, value] : numbers) EXPECT_EQ(jwt_add_grant_int(made, name, value), 0);
    if (algorithm != JWT_ALG_NONE) {
        auto const* bytes = reinterpret_cast<unsigned char const*>(key.data());
        EXPECT_EQ(jwt_set_alg(made, algorithm, bytes, static_cast<int>(key.size())), 0);
    }
    std::unique_ptr<char, decltype(&std::free)> const text(jwt_encode_str(made), &std::free);
    EXPECT_NE(text, nullptr);
    return text ? text.get() : "";
}

constexpr auto* user_text = "01890a5d-ac96-774b-bcce-b302099a8057";

std::string libjwt_pass(jwt_alg_t algorithm = JWT_ALG_HS256, std::string_view key = sample::secret) {
    return encode(algorithm, key, {{"sub", user_text}, {"aud", "line/main"}, {"iss", "onsale"}},
                  {{"exp", 1'766'577'900}, {"waitingNumber", 0}, {"place", 4711}, {"iat", 1'766'577'600}});
}

TEST(jwt_libjwt, a_token_of_ours_is_good_to_libjwt) {
    TokenSigner const signer(sample::secret);
    for (auto const& token : {signer.sign(sample::ticket), signer.sign(sample::pass), signer.sign(sample::access)}) {
        auto const decoded = decode(token);
        ASSERT_NE(decoded, nullptr);
        EXPECT_EQ(jwt_get_alg(decoded.get()), JWT_ALG_HS256);
        EXPECT_STREQ(jwt_get_grant(decoded.get(), "iss"), "onsale");
        EXPECT_STREQ(jwt_get_grant(decoded.get(), "sub"), user_text);
        EXPECT_EQ(jwt_get_grant_int(decoded.get(), "iat"), 1'766'577'600);
    }
    auto const pass = decode(signer.sign(sample::pass));
    ASSERT_NE(pass, nullptr);
    EXPECT_STREQ(jwt_get_grant(pass.get(), "aud"), "line/main");
    EXPECT_EQ(jwt_get_grant_int(pass.get(), "place"), 4711);
    EXPECT_EQ(jwt_get_grant_int(pass.get(), "exp"), 1'766'577'900);
    EXPECT_EQ(jwt_get_grant_int(pass.get(), "waitingNumber"), 0);
}

TEST(jwt_libjwt, a_token_that_libjwt_signed_is_good_to_us) {
    TokenSigner const signer(sample::secret);
    auto const pass = signer.read_line_token(libjwt_pass(), main_line, noon);
    ASSERT_TRUE(pass);
    EXPECT_EQ(std::get<LinePass>(*pass), sample::pass);

    auto const access = signer.read_access_token(
        encode(JWT_ALG_HS256, sample::secret, {{"iss", "onsale"}, {"aud", "user"}, {"sub", user_text}},
               {{"iat", 1'766'577'600}, {"exp", 1'766'581'200}}),
        noon);
    ASSERT_TRUE(access);
    EXPECT_EQ(*access, sample::access);
}

TEST(jwt_libjwt, what_libjwt_signed_otherwise_is_refused) {
    TokenSigner const signer(sample::secret);
    EXPECT_EQ(signer.read_line_token(libjwt_pass(JWT_ALG_NONE), main_line, noon).error(), TokenFault::wrong_algorithm);
    EXPECT_EQ(signer.read_line_token(libjwt_pass(JWT_ALG_HS512), main_line, noon).error(), TokenFault::wrong_algorithm);
    EXPECT_EQ(signer.read_line_token(libjwt_pass(JWT_ALG_HS256, "another secret"), main_line, noon).error(),
              TokenFault::bad_signature);
}

}  // namespace
}  // namespace onsale::identity
