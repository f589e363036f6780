// Tokens that somebody has meddled with.
#include <cstdint>
#include <random>
#include <string>

#include <gtest/gtest.h>

#include "api/identity/jwt.h"
#include "api/identity/sample_tokens.h"

namespace onsale::identity {
namespace {

using sample::noon;

TEST(jwt_mutation, no_byte_of_a_token_can_be_changed) {
    TokenSigner const signer(sample::secret);
    for (auto const& good : {signer.sign(sample::ticket), signer.sign(sample::pass), signer.sign(sample::access)}) {
        for (std::size_t i = 0; i < good.size(); ++i) {
            for (int byte = 0; byte < 256; ++byte) {
                if (good[i] == static_cast<char>(byte)) continue;
                auto token = good;
                token[i] = static_cast<char>(byte);
                ASSERT_FALSE(signer.read_line_token(token, main_line, noon)) << token;
                ASSERT_FALSE(signer.read_access_token(token, noon)) << token;
            }
        }
    }
}

TEST(jwt_mutation, no_part_of_a_token_can_be_cut_off_or_added) {
    TokenSigner const signer(sample::secret);
    auto const good = signer.sign(sample::pass);
    for (std::size_t i = 0; i < good.size(); ++i) {
        ASSERT_FALSE(signer.read_line_token(good.substr(0, i), main_line, noon));
        ASSERT_FALSE(signer.read_line_token(good.substr(i + 1), main_line, noon));
    }
    for (char const c : std::string_view("A=. \n\0", 6)) {
        ASSERT_FALSE(signer.read_line_token(good + c, main_line, noon));
        ASSERT_FALSE(signer.read_line_token(c + good, main_line, noon));
    }
}

TEST(jwt_mutation, the_signature_of_one_token_does_not_fit_another) {
    TokenSigner const signer(sample::secret);
    auto const ticket = signer.sign(sample::ticket);
    auto const pass = signer.sign(sample::pass);
    auto const mixed = pass.substr(0, pass.rfind('.')) + ticket.substr(ticket.rfind('.'));
    auto const read = signer.read_line_token(mixed, main_line, noon);
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error(), TokenFault::bad_signature);
}

std::string mutated(std::string text, std::mt19937_64& random) {
    auto const below = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    for (std::size_t n = 1 + below(4); n > 0 && !text.empty(); --n) {
        auto const at = below(text.size());
        switch (below(5)) {
            case 0:
                text[at] = static_cast<char>(random());
                break;
            case 1:
                text.erase(at, 1 + below(8));
                break;
            case 2:
                text.insert(at, text.substr(below(text.size()), below(300)));
                break;
            case 3:
                text.insert(at, 1, "{}[]\":,.0-e\\"[below(12)]);
                break;
            default:
                std::swap(text[at], text[below(text.size())]);
                break;
        }
    }
    return text;
}

TEST(jwt_mutation, random_garbage_is_refused_without_harm) {
    TokenSigner const signer(sample::secret);
    std::mt19937_64 random(20261224);
    auto const good = signer.sign(sample::pass);
    for (int i = 0; i < 50'000; ++i) {
        auto const token = mutated(good, random);
        if (token == good) continue;
        ASSERT_FALSE(signer.read_line_token(token, main_line, noon)) << token;
        ASSERT_FALSE(signer.read_access_token(token, noon)) << token;
    }
}

// Behind a right signature the claims' readers stand alone: no mutation may crash them, and none may turn the line's
// token into a user's.
TEST(jwt_mutation, rightly_signed_garbage_is_read_without_harm) {
    TokenSigner const signer(sample::secret);
    std::mt19937_64 random(20261225);
    std::string const claims =
        R"({"iss":"onsale","aud":"line/main","sub":"01890a5d-ac96-774b-bcce-b302099a8057","place":4711,)"
        R"("iat":1766577600,"exp":1766577900,"waitingNumber":0})";
    int accepted = 0;
    for (int i = 0; i < 20'000; ++i) {
        auto const token = sample::forge(mutated(std::string(sample::hs256), random), mutated(claims, random));
        accepted += signer.read_line_token(token, main_line, noon) ? 1 : 0;
        accepted +=
            signer.read_line_token(sample::forge(sample::hs256, mutated(claims, random)), main_line, noon) ? 1 : 0;
        ASSERT_FALSE(signer.read_access_token(token, noon)) << token;
    }
    EXPECT_GT(accepted, 0) << "the mutations are too wild to reach the readers";
}

}  // namespace
}  // namespace onsale::identity
