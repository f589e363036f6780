// The gate: who is calling, and may they? One place for all rules of identity; passwords, OpenID Connect and roles
// will come in here.
//
// Phase dev is open: the user id in the path is believed, management needs no key. In cbt and prod a user shows their
// access token, and management its key. The line's token is asked for everywhere, by every phase.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "api/http/request.h"
#include "api/identity/jwt.h"
#include "api/problem/problem.h"
#include "application/line/line.h"
#include "application/sale/pay_reservation.h"

namespace onsale::api {

enum class Identity : std::uint8_t {
    open,    // phase dev
    closed,  // phases cbt and prod
};

template <class T>
using Admitted = std::expected<T, Problem>;

class Gate {
  public:
    struct Options {
        Identity identity = Identity::closed;
        std::string admin_key;  // of a closed phase
        seconds access_token_term{30 * 24 * 60 * 60};
    };

    // Borrows signer and line. Thread-safe.
    Gate(identity::TokenSigner const& signer, Line const& line, Options options);

    bool closed() const { return options_.identity == Identity::closed; }

    // /user/:userId/...: closed, the access token of that very user.
    Admitted<void> owner(http::Request const& request, UserId user, Instant now) const;

    // The line's token of a fan who is inside. A token that still waits is refused with the waiting number, one whose
    // session is over with not_in_line.
    Admitted<identity::LinePass> pass(http::Request const& request, Instant now) const;

    // Payment: the line's token or the access token of that very user. A line's token that has ended (or never let
    // anybody in) pays nothing new; it is still good for asking again for a payment whose answer was lost. In the open
    // phase none is needed, but one that is shown must be ours and that user's.
    struct Payer {
        Paying paying = Paying::outside;
        std::optional<SessionId> session{};  // of the token, or the one that the user has, as far as it is known here
    };
    Admitted<Payer> payer(http::Request const& request, UserId user, Instant now) const;

    // Polling: as owner(); besides, the line's token may be shown (Line-Token; in the open phase Authorization, too).
    // It must be ours and that user's; an old one does no harm.
    struct Poller {
        std::string_view shown;               // the token as sent; empty: none, or not a place's ticket
        std::optional<PlaceNumber> place;     // of the ticket that was shown
        Instant good_until = Instant::max();  // from then on, asking the same needs another look at its tokens
    };
    Admitted<Poller> poller(http::Request const& request, UserId user, Instant now) const;

    // Giving a seat back: the line's token of a fan inside, or an access token. Returns the fan.
    Admitted<UserId> holder(http::Request const& request, Instant now) const;

    // Management and metrics: closed, the admin key as bearer token.
    Admitted<void> manager(http::Request const& request) const;

    // A new user's access token; nullopt in the open phase.
    std::optional<std::string> access_token(UserId user, Instant now) const;

  private:
    Admitted<Instant> owner_until(http::Request const& request, UserId user, Instant now) const;
    Admitted<identity::LinePass> live_pass(std::string_view token, Instant now) const;

    identity::TokenSigner const& signer_;
    Line const& line_;
    Options const options_;
};

}  // namespace onsale::api
