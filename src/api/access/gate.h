// The gate identifies the caller and checks what they may do. One place for all rules of identity; passwords, OpenID
// Connect and roles will come in here. Api asks it before a handler runs, as the route's access says.
//
// Phase dev is open: the user id in the path is believed, operators need no key. In cbt and prod a user shows their
// access token, and an operator the admin key. The line's token is asked for everywhere, by every phase.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "api/access/access.h"
#include "api/identity/jwt.h"
#include "api/problem/problem.h"
#include "application/line/line.h"
#include "http/request.h"

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

    // user: of the path, where the access names one; else it is not looked at.
    // `request` must outlive the caller: a Poller points into it.
    Admitted<Caller> admit(Access access, http::Request const& request, UserId user, Instant now) const;

    // The access token of that very user, in a closed phase.
    Admitted<void> owner(http::Request const& request, UserId user, Instant now) const;

    // A new user's access token; nullopt in the open phase.
    std::optional<std::string> access_token(UserId user, Instant now) const;

  private:
    // A token that still waits is refused with the waiting number, one whose session is over with not_in_line.
    Admitted<identity::LinePass> inside(http::Request const& request, Instant now) const;

    // A line's token that has ended (or never let anybody in) pays nothing new; it is still good for asking again for
    // a payment whose answer was lost. In the open phase none is needed, but one that is shown must be ours and that
    // user's.
    Admitted<Payer> payer(http::Request const& request, UserId user, Instant now) const;

    // Line-Token; in the open phase Authorization, too. It must be ours, of this line and that user's; an old one does
    // no harm.
    Admitted<Poller> poller(http::Request const& request, UserId user, Instant now) const;

    Admitted<UserId> holder(http::Request const& request, Instant now) const;
    Admitted<void> has_admin_key(http::Request const& request) const;
    Admitted<Instant> owner_until(http::Request const& request, UserId user, Instant now) const;
    Admitted<identity::LinePass> live_pass(std::string_view token, Instant now) const;

    identity::TokenSigner const& signer_;
    Line const& line_;
    Options const options_;
};

}  // namespace onsale::api
