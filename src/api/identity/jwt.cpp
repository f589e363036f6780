#include "api/identity/jwt.h"

#include <array>
#include <optional>
#include <stdexcept>

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>
#include <openssl/crypto.h>

#include "api/identity/base64url.h"
#include "api/identity/token_claims.h"

namespace onsale::identity {
namespace {

namespace json = boost::json;

constexpr std::string_view own_header = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9";  // {"alg":"HS256","typ":"JWT"}
constexpr std::size_t signature_size = base64url_size(sizeof(MacBytes));

using Signature = std::array<char, signature_size>;
using DecodingRoom = std::array<char, max_token_bytes>;

struct TokenParts {
    std::string_view header;
    std::string_view claims;
    std::string_view message;  // header.claims: the very bytes that are signed
    std::string_view signature;
};

std::optional<TokenParts> split(std::string_view token) {
    if (token.size() > max_token_bytes) return std::nullopt;
    auto const first = token.find('.');
    if (first == std::string_view::npos) return std::nullopt;
    auto const second = token.find('.', first + 1);
    if (second == std::string_view::npos || token.find('.', second + 1) != std::string_view::npos) return std::nullopt;
    return TokenParts{.header = token.substr(0, first),
                      .claims = token.substr(first + 1, second - first - 1),
                      .message = token.substr(0, second),
                      .signature = token.substr(second + 1)};
}

// A header that is not byte for byte ours: written by another library. Only the algorithm matters, and that nothing
// in it is said to be critical ("crit", RFC 7515, 4.1.11), for we would not understand it.
std::optional<TokenFault> fault_of_foreign_header(std::string_view encoded) {
    DecodingRoom decoded;
    auto const text = read_base64url(encoded, decoded);
    if (!text) return TokenFault::malformed;
    std::array<unsigned char, 4096> room;
    json::monotonic_resource memory(room.data(), room.size());
    json::error_code fault;
    auto const header = json::parse({text->data(), text->size()}, fault, &memory);
    if (fault || !header.is_object()) return TokenFault::malformed;
    auto const* algorithm = header.get_object().if_contains("alg");
    if (algorithm == nullptr || !algorithm->is_string()) return TokenFault::malformed;
    if (algorithm->get_string() != "HS256") return TokenFault::wrong_algorithm;
    if (header.get_object().contains("crit")) return TokenFault::malformed;
    return std::nullopt;
}

Signature signature_of(TokenMac const& mac, std::string_view message) {
    auto const bytes = mac.of(message);
    Signature signature;
    write_base64url(signature.data(), {reinterpret_cast<char const*>(bytes.data()), bytes.size()});
    return signature;
}

// The claims of a token that is really ours, made for `audience`.
std::expected<Claims, TokenFault> read_token(TokenMac const& mac, std::string_view token, Audience audience) {
    auto const parts = split(token);
    if (!parts) return std::unexpected(TokenFault::malformed);
    if (parts->header != own_header) {
        if (auto const fault = fault_of_foreign_header(parts->header)) return std::unexpected(*fault);
    }
    // Compared as text: a signature has exactly one spelling, so there is nothing to decode.
    auto const expected = signature_of(mac, parts->message);
    if (parts->signature.size() != expected.size() ||
        CRYPTO_memcmp(parts->signature.data(), expected.data(), expected.size()) != 0) {
        return std::unexpected(TokenFault::bad_signature);
    }
    DecodingRoom decoded;
    auto const text = read_base64url(parts->claims, decoded);
    auto const claims = text ? read_claims(*text) : std::nullopt;
    if (!claims) return std::unexpected(TokenFault::malformed);
    if (claims->audience != audience) return std::unexpected(TokenFault::wrong_audience);
    return *claims;
}

}  // namespace

TokenSigner::TokenSigner(std::string_view secret)
    : mac_(secret.size() >= min_secret_bytes
               ? secret
               : throw std::invalid_argument("the secret of the tokens must have at least 32 bytes")) {
    static_assert(min_secret_bytes == 32, "the message above says so");
}

std::string TokenSigner::sign(PlaceTicket const& ticket) const {
    return signed_token({.audience = Audience::line,
                         .line = ticket.line,
                         .user = ticket.user,
                         .place = ticket.place,
                         .issued_at = ticket.issued_at});
}

std::string TokenSigner::sign(LinePass const& pass) const {
    return signed_token({.audience = Audience::line,
                         .line = pass.line,
                         .user = pass.user,
                         .place = pass.place,
                         .issued_at = pass.issued_at,
                         .expires_at = pass.expires_at,
                         .inside = true});
}

std::string TokenSigner::sign(AccessToken const& token) const {
    return signed_token(
        {.audience = Audience::user, .user = token.user, .issued_at = token.issued_at, .expires_at = token.expires_at});
}

std::expected<std::variant<PlaceTicket, LinePass>, TokenFault> TokenSigner::read_line_token(std::string_view token,
                                                                                            LineId const& line,
                                                                                            Instant now) const {
    auto const claims = read_token(mac_, token, Audience::line);
    if (!claims) return std::unexpected(claims.error());
    auto const& [audience, of_line, user, place, issued_at, expires_at, inside] = *claims;
    // A ticket has neither an end nor a waiting number, a pass has both: nothing in between.
    if (!place || place->value == 0 || expires_at.has_value() != inside) return std::unexpected(TokenFault::malformed);
    if (of_line != line) return std::unexpected(TokenFault::other_line);
    if (!expires_at) return PlaceTicket{.line = line, .user = user, .place = *place, .issued_at = issued_at};
    if (now >= *expires_at) return std::unexpected(TokenFault::expired);
    return LinePass{.line = line, .user = user, .place = *place, .issued_at = issued_at, .expires_at = *expires_at};
}

std::expected<AccessToken, TokenFault> TokenSigner::read_access_token(std::string_view token, Instant now) const {
    auto const claims = read_token(mac_, token, Audience::user);
    if (!claims) return std::unexpected(claims.error());
    if (claims->place || claims->inside || !claims->expires_at) return std::unexpected(TokenFault::malformed);
    if (now >= *claims->expires_at) return std::unexpected(TokenFault::expired);
    return AccessToken{.user = claims->user, .issued_at = claims->issued_at, .expires_at = *claims->expires_at};
}

std::string TokenSigner::signed_token(Claims const& claims) const {
    ClaimsText const text(claims);
    auto const message_size = own_header.size() + 1 + base64url_size(text.view().size());
    std::string token(message_size + 1 + signature_size, '.');
    own_header.copy(token.data(), own_header.size());
    write_base64url(token.data() + own_header.size() + 1, text.view());
    auto const signature = signature_of(mac_, std::string_view(token).substr(0, message_size));
    std::string_view(signature.data(), signature.size()).copy(token.data() + message_size + 1, signature_size);
    return token;
}

}  // namespace onsale::identity
