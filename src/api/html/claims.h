// Parts of the waiting room's pages: what a fan holds and owns.
#pragma once

#include <cstddef>
#include <string>

#include "api/html/pages.h"

namespace onsale::api::html {

enum class MayAct : std::uint8_t { no, yes };

// Seats of one fan on a page.
inline constexpr std::size_t most_seats_of_fan_shown = 100;

// Points, holds with their forms (for fans who may act) and tickets, those of past dates last.
std::string claims_html(PageContext const& context, UserId user, PastSeats const& past, MayAct may_act);

// "가구역 3열 14번". Escaped.
std::string seat_name(Words const& words, LabelledSeat const& seat);

// The moment of a concert, in Korea: "2026-12-24 19:00 KST". Escaped. A browser without JavaScript tells nobody its
// zone.
std::string moment(Instant at);

}  // namespace onsale::api::html
