// What a route asks of its caller (the column `access` of src/api/routes.cpp), and who that turned out to be.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <variant>

#include "api/identity/jwt.h"
#include "application/sale/pay_reservation.h"
#include "domain/identifiers.h"
#include "domain/instant.h"

namespace onsale::api {

enum class Access : std::uint8_t {
    anyone,
    registration,     // anyone; a user whom the store has lost proves it by their access token, which the handler reads
    owner,            // of /user/:userId: the access token of that very user
    poller,           // the same; besides, the line's token may be shown
    inside,           // the line's token of a fan inside
    payer,            // of /…/:userId: the line's token or the access token of that very user
    holder,           // the line's token of a fan inside, or an access token
    operator_view,    // an operator who looks: the admin key, until there are roles
    operator_manage,  // an operator who changes something: the same
};

// Does the route's path begin with the caller's own :userId?
constexpr bool names_the_user(Access access) {
    return access == Access::owner || access == Access::poller || access == Access::payer;
}

constexpr bool is_operators(Access access) {
    return access == Access::operator_view || access == Access::operator_manage;
}

struct Poller {
    UserId user;
    std::string_view shown{};             // the line's token as sent; empty: none, or not a place's ticket
    std::optional<PlaceNumber> place{};   // of the ticket that was shown
    Instant good_until = Instant::max();  // from then on, asking the same needs another look at its tokens
};

struct Payer {
    UserId user;
    Paying paying = Paying::outside;
    std::optional<SessionId> session{};  // of the token, or the one that the user has, as far as it is known here
};

// By access: owner and holder are a UserId; poller, payer and inside are what is named so; the others are nobody.
using Caller = std::variant<std::monostate, UserId, Poller, Payer, identity::LinePass>;

}  // namespace onsale::api
