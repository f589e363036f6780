// The waiting room's pages as HTML, made from what the boards and the line say now. No look at the request in here.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/html/words.h"
#include "api/services.h"
#include "application/sale_records.h"

namespace onsale::api::html {

struct PageContext {
    Services& services;
    Language language = Language::english;
    Instant now;
    std::string_view said;  // of words.h, or empty
};

// For fans who have no name yet: what is on sale, and a form.
std::string door_page(PageContext const& context);

// The paid seats of a fan, of dates that have left the boards; the newest first. Nullopt: the store does not tell now.
using PastSeats = std::optional<std::vector<ReservationRecord>>;

// For a fan who is not in line: tickets and holds, and the way in.
std::string home_page(PageContext const& context, UserId user, PastSeats const& past);

// Asks again by itself when the line wants it to.
std::string waiting_page(PageContext const& context, Standing const& standing);

// What the fan inside looks at: all dates, a date's sections, or a section's free seats.
struct Choice {
    std::shared_ptr<DateBoard> date;       // null: not chosen
    std::optional<std::string> section{};  // as on the ticket, also empty
    std::string query() const;             // "&date=..&section=..", to come back to
};
std::string inside_page(PageContext const& context, UserId user, Standing const& standing, Choice const& choice,
                        PastSeats const& past);

// Something is too busy, or away: asks again in a moment.
std::string busy_page(PageContext const& context);

}  // namespace onsale::api::html
