// What it costs to check and to sign a token, ours against libjwt's. docs/decisions/0002-own-token-check.md quotes it.
//
// Both sides read the same pass, at an instant at which it is valid. libjwt's side also asks for the claims that we
// need, and no more.
#include <cstdlib>
#include <string>

#include <benchmark/benchmark.h>
#include <jwt.h>
#include <openssl/hmac.h>

#include "api/identity/base64url.h"
#include "api/identity/jwt.h"
#include "api/identity/token_claims.h"
#include "api/identity/token_mac.h"

namespace onsale::identity {
namespace {

constexpr std::string_view secret = "0123456789abcdef0123456789abcdef";
constexpr Instant noon{seconds{1'766'577'600}};

unsigned char const* secret_bytes() { return reinterpret_cast<unsigned char const*>(secret.data()); }

LinePass sample_pass() {
    return {.line = main_line,
            .user = *UserId::parse("01890a5d-ac96-774b-bcce-b302099a8057"),
            .place = {4711},
            .issued_at = noon,
            .expires_at = noon + seconds{300}};
}

// The same claims, header and order as libjwt writes them.
std::string foreign_pass() {
    jwt_t* token = nullptr;
    jwt_new(&token);
    jwt_add_grant(token, "iss", "onsale");
    jwt_add_grant(token, "aud", "line/main");
    jwt_add_grant(token, "sub", "01890a5d-ac96-774b-bcce-b302099a8057");
    jwt_add_grant_int(token, "place", 4711);
    jwt_add_grant_int(token, "iat", 1'766'577'600);
    jwt_add_grant_int(token, "exp", 1'766'577'900);
    jwt_add_grant_int(token, "waitingNumber", 0);
    jwt_set_alg(token, JWT_ALG_HS256, secret_bytes(), static_cast<int>(secret.size()));
    char* const text = jwt_encode_str(token);
    std::string encoded = text;
    std::free(text);
    jwt_free(token);
    return encoded;
}

void token_check_ours(benchmark::State& state) {
    TokenSigner const signer(secret);
    auto const token = signer.sign(sample_pass());
    for (auto _ : state) {
        auto const read = signer.read_line_token(token, main_line, noon);
        if (!read) state.SkipWithError("refused");
        benchmark::DoNotOptimize(read);
    }
}
BENCHMARK(token_check_ours);

void token_check_ours_signed_by_libjwt(benchmark::State& state) {
    TokenSigner const signer(secret);
    auto const token = foreign_pass();
    for (auto _ : state) {
        auto const read = signer.read_line_token(token, main_line, noon);
        if (!read) state.SkipWithError("refused");
        benchmark::DoNotOptimize(read);
    }
}
BENCHMARK(token_check_ours_signed_by_libjwt);

void token_check_libjwt(benchmark::State& state) {
    auto const token = TokenSigner(secret).sign(sample_pass());
    for (auto _ : state) {
        jwt_t* decoded = nullptr;
        if (jwt_decode(&decoded, token.c_str(), secret_bytes(), static_cast<int>(secret.size())) != 0) {
            state.SkipWithError("refused");
        }
        benchmark::DoNotOptimize(jwt_get_grant(decoded, "aud"));
        benchmark::DoNotOptimize(UserId::parse(jwt_get_grant(decoded, "sub")));
        benchmark::DoNotOptimize(jwt_get_grant_int(decoded, "place"));
        benchmark::DoNotOptimize(jwt_get_grant_int(decoded, "iat"));
        benchmark::DoNotOptimize(jwt_get_grant_int(decoded, "exp"));
        benchmark::DoNotOptimize(jwt_get_grant_int(decoded, "waitingNumber"));
        jwt_free(decoded);
    }
}
BENCHMARK(token_check_libjwt);

void token_sign_ours(benchmark::State& state) {
    TokenSigner const signer(secret);
    auto const pass = sample_pass();
    for (auto _ : state) benchmark::DoNotOptimize(signer.sign(pass));
}
BENCHMARK(token_sign_ours);

void token_sign_libjwt(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(foreign_pass());
}
BENCHMARK(token_sign_libjwt);

// The parts of our check.
void token_part_mac_kept_per_thread(benchmark::State& state) {
    auto const token = TokenSigner(secret).sign(sample_pass());
    TokenMac const mac(secret);
    for (auto _ : state) benchmark::DoNotOptimize(mac.of(std::string_view(token).substr(0, token.rfind('.'))));
}
BENCHMARK(token_part_mac_kept_per_thread);

void token_part_mac_made_each_time(benchmark::State& state) {
    auto const token = TokenSigner(secret).sign(sample_pass());
    auto const* message = reinterpret_cast<unsigned char const*>(token.data());
    for (auto _ : state) {
        MacBytes mac;
        unsigned size = 0;
        HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()), message, token.rfind('.'), mac.data(),
             &size);
        benchmark::DoNotOptimize(mac);
    }
}
BENCHMARK(token_part_mac_made_each_time);

ClaimsText sample_claims() {
    auto const pass = sample_pass();
    return ClaimsText({.audience = Audience::line,
                       .line = pass.line,
                       .user = pass.user,
                       .place = pass.place,
                       .issued_at = pass.issued_at,
                       .expires_at = pass.expires_at,
                       .inside = true});
}

void token_part_claims_in_our_spelling(benchmark::State& state) {
    auto const text = sample_claims();
    for (auto _ : state) benchmark::DoNotOptimize(read_own_claims(text.view()));
}
BENCHMARK(token_part_claims_in_our_spelling);

void token_part_claims_by_boost_json(benchmark::State& state) {
    auto const text = sample_claims();
    for (auto _ : state) benchmark::DoNotOptimize(read_any_claims(text.view()));
}
BENCHMARK(token_part_claims_by_boost_json);

void token_part_base64url(benchmark::State& state) {
    auto const text = sample_claims();
    std::array<char, base64url_size(256)> encoded;
    auto* const end = write_base64url(encoded.data(), text.view());
    std::string_view const view(encoded.data(), static_cast<std::size_t>(end - encoded.data()));
    std::array<char, 256> room;
    for (auto _ : state) benchmark::DoNotOptimize(read_base64url(view, room));
}
BENCHMARK(token_part_base64url);

}  // namespace
}  // namespace onsale::identity
