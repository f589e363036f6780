// Signed tokens: JWTs (RFC 7519) by HMAC-SHA-256 with one secret of the server.
//
// There are two kinds of audience, a line ("line/main": its name is part of it) and the user ("user"). They are
// different types, and what was signed as one is never read as the other, nor a token of one line as one of another.
// Any JWT library that has the secret can check our tokens, and we take tokens that it signed with it. Why the check is
// our own: docs/decisions/0002-own-token-check.md.
//
// A JWT counts in seconds. Signing rounds issued_at down and expires_at up to whole ones, so that a token never dies
// before the moment that was promised. A pass tells its beginning to the millisecond: a node that has not heard of the
// session yet has nothing else to tell it from the one before, which may have been paid in the same second.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>
#include <variant>

#include "api/identity/token_mac.h"
#include "domain/identifiers.h"
#include "domain/instant.h"
#include "domain/line_id.h"
#include "domain/session_id.h"

namespace onsale::identity {

struct Claims;

// "This user has this place in this line": never expires. The place alone lets nobody in.
struct PlaceTicket {
    LineId line;
    UserId user;
    PlaceNumber place;
    Instant issued_at;
    bool operator==(PlaceTicket const&) const = default;
};

// "This user is inside until then": "waitingNumber": 0.
struct LinePass {
    LineId line;
    UserId user;
    PlaceNumber place;
    Instant issued_at;   // when the session began: the token of one session is always the same bytes
    Instant expires_at;  // from this instant on it is refused
    SessionId session() const { return {place, issued_at}; }
    bool operator==(LinePass const&) const = default;
};

// "This is that user": audience "user".
struct AccessToken {
    UserId user;
    Instant issued_at;
    Instant expires_at;  // from this instant on it is refused
    bool operator==(AccessToken const&) const = default;
};

enum class TokenFault : std::uint8_t {
    malformed,        // not a JWT, or not with the claims of its audience
    bad_signature,    // not signed with our secret, or changed since
    wrong_algorithm,  // anything but HS256, "none" above all
    wrong_audience,   // a good token, for something else
    other_line,       // a good token of another line
    expired,
};

inline constexpr std::size_t max_token_bytes = 1024;  // longer ones are malformed, unread
inline constexpr std::size_t min_secret_bytes = 32;   // RFC 7518, 3.2: at least as long as the hash

// All members may be called from every thread at once; it stays where it was made. Throws std::runtime_error if OpenSSL
// fails us.
class TokenSigner {
  public:
    // Throws std::invalid_argument for a secret shorter than min_secret_bytes.
    explicit TokenSigner(std::string_view secret);

    std::string sign(PlaceTicket const& ticket) const;
    std::string sign(LinePass const& pass) const;
    std::string sign(AccessToken const& token) const;

    // Allocate nothing themselves (OpenSSL's HMAC does). A token whose claims stand in another order than ours costs
    // a JSON parse more.
    std::expected<std::variant<PlaceTicket, LinePass>, TokenFault> read_line_token(std::string_view token,
                                                                                   LineId const& line,
                                                                                   Instant now) const;
    std::expected<AccessToken, TokenFault> read_access_token(std::string_view token, Instant now) const;

  private:
    std::string signed_token(Claims const& claims) const;

    TokenMac mac_;
};

}  // namespace onsale::identity
