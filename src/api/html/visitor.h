// The fan in the waiting room without JavaScript: known by two cookies that scripts cannot read and forms of other
// sites cannot send. One says who the fan is (an access token, in every phase), the other where they stand (the line's
// last token). A third one carries what came of a form to the page that the form leads to.
#pragma once

#include <optional>
#include <string_view>

#include "api/routing/call.h"
#include "api/services.h"

namespace onsale::api::html {

struct Visitor {
    UserId user;
    std::optional<PlaceNumber> place{};        // of the ticket that was shown
    std::optional<identity::LinePass> pass{};  // that was shown, alive or not
};

// Nullopt: no cookie, or none of ours that is still good.
std::optional<Visitor> visitor_of(Call const& call);

void remember_user(Call const& call, UserId user);
void remember_line(Call const& call, std::string_view token);
void forget_line(Call const& call);

// Whether the browser sends the fan's cookie back, be it still good or not.
bool brings_cookies(http::Request const& request);

// What the next page says, see said() in words.h: what came of the form that this browser has sent. It is in a cookie
// and not in the address, so that nobody's link can make the page say it.
void say_next(Call const& call, std::string_view what);
// The same on that page; the answer forgets it. Empty: nothing. Lives as long as the request.
std::string_view take_said(Call const& call);

// A form that another site made the browser send, as far as the browser says so. The cookies, which are SameSite=Lax,
// do not come with such a one either; this also covers browsers that do not know of that.
bool comes_from_elsewhere(http::Request const& request);

}  // namespace onsale::api::html
