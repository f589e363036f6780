// Tokens for tests: one user, one place, one secret.
#pragma once

#include <string>
#include <string_view>

#include "api/identity/base64url.h"
#include "api/identity/jwt.h"
#include "api/identity/token_mac.h"

namespace onsale::identity::sample {

inline constexpr std::string_view secret = "0123456789abcdef0123456789abcdef";
inline UserId const user = *UserId::parse("01890a5d-ac96-774b-bcce-b302099a8057");
inline constexpr Instant noon{seconds{1'766'577'600}};

inline PlaceTicket const ticket{.line = main_line, .user = user, .place = {4711}, .issued_at = noon};
inline LinePass const pass{
    .line = main_line, .user = user, .place = {4711}, .issued_at = noon, .expires_at = noon + seconds{300}};
inline AccessToken const access{.user = user, .issued_at = noon, .expires_at = noon + seconds{3600}};

inline std::string base64url(std::string_view bytes) {
    std::string text(base64url_size(bytes.size()), '\0');
    write_base64url(text.data(), bytes);
    return text;
}

// A token of any header and claims, rightly signed.
inline std::string forge(std::string_view header, std::string_view claims, std::string_view key = secret) {
    auto token = base64url(header) + "." + base64url(claims);
    auto const mac = TokenMac(key).of(token);
    return token + "." + base64url({reinterpret_cast<char const*>(mac.data()), mac.size()});
}

inline constexpr std::string_view hs256 = R"({"alg":"HS256","typ":"JWT"})";

}  // namespace onsale::identity::sample
