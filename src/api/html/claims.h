// Parts of the waiting room's pages: what a fan holds and owns, and what there is to choose.
#pragma once

#include <string>

#include "api/html/pages.h"

namespace onsale::api::html {

enum class MayAct : std::uint8_t { no, yes };

// Points, holds with their forms (for fans who may act) and tickets.
std::string claims_html(Services& services, Language language, UserId user, Instant now, MayAct may_act);

// Links to dates and sections, and a button for each free seat.
std::string choices_html(PageContext const& context, Choice const& choice);

// The moment of a concert, in Korea: "2026-12-24 19:00 KST". Escaped. A browser without JavaScript tells nobody its
// zone.
std::string moment(Instant at);

}  // namespace onsale::api::html
