// A user and their wallet.
#pragma once

#include <string>

#include "domain/identifiers.h"
#include "domain/instant.h"
#include "domain/points.h"

namespace onsale {

// What decisions need of a user. `balance` is always the sum of the user's point history, and never negative.
struct User {
    UserId id;
    Points balance;
    Instant last_paid_at{};  // of the newest payment; 1970: never paid. A session of the line ends with a payment in it
};

// A session of the line ends with a payment in it: has one that began then? Here, under the user's lock, it cannot be
// missed, whichever node took the payment.
inline bool paid_since(User const& user, Instant session_began) { return user.last_paid_at > session_began; }

struct NamedUser {
    User user;
    std::string name;  // UTF-8
};

}  // namespace onsale
