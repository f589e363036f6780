// A user and their wallet.
#pragma once

#include <optional>
#include <string>

#include "domain/identifiers.h"
#include "domain/points.h"
#include "domain/session_id.h"

namespace onsale {

// What decisions need of a user. `balance` is always the sum of the user's point history, and never negative.
struct User {
    UserId id;
    Points balance;
    std::optional<SessionId> paid_session{};  // the last session of the line that a payment of this user ended
};

// A session of the line ends with a payment in it: has this one? Asked under the user's lock, the answer cannot miss a
// payment, whichever node took it.
inline bool was_paid(User const& user, SessionId session) { return user.paid_session == session; }

struct NamedUser {
    User user;
    std::string name;  // UTF-8
};

}  // namespace onsale
