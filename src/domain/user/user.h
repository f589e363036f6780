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

struct NamedUser {
    User user;
    std::string name;  // UTF-8
};

}  // namespace onsale
