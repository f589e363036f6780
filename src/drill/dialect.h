// Dialect: what differs between servers that sell concert seats by the same API, as data. ApiMessages speaks it.
#pragma once

#include <cstdint>
#include <string_view>

namespace onsale::drill {

struct Dialect {
    // How a fan who waits asks again.
    enum class Poll : std::uint8_t {
        join_again,   // GET the way of joining, with the line's token in Line-Token; the place is kept
        post_number,  // POST {"waitingNumber": n}, n the last one that was told
    };

    std::string_view name;  // as --dialect has it

    // Paths; each {} is an id. Empty: the server has no such request, and nobody sends one.
    std::string_view register_user = "/user";
    std::string_view join = "/user/{}/token/generate";
    std::string_view poll;        // of Poll::post_number
    std::string_view leave_line;  // DELETE
    std::string_view dates;
    std::string_view seats;
    std::string_view reserve;
    std::string_view release;  // DELETE
    std::string_view charge = "/user/charge/{}/point";
    std::string_view point = "/user/{}/point";
    std::string_view pay = "/user-concert/payment/{}/{}";  // user, reservation

    Poll polling = Poll::join_again;
    // The field of the answer that holds the list. Empty: the answer is the list.
    std::string_view dates_wrapped_in;
    std::string_view seats_wrapped_in;
    // The field of each entry of that list that holds the dates. Empty: the entries are dates.
    std::string_view dates_nested_in;
    bool seats_by_query = false;       // ?status=available&section=… is understood
    bool refuses_short_points = true;  // with 402 and missingPoints; else nobody pays before charging
};

// api/openapi.yaml.
inline constexpr Dialect onsale_dialect{
    .name = "onsale",
    .poll = "",
    .leave_line = "/user/{}/token",
    .dates = "/concert/dates",
    .seats = "/concert/{}/seats",
    .reserve = "/concert/{}/reservation",
    .release = "/concert/reservations/{}",
    .dates_wrapped_in = "",
    .seats_wrapped_in = "",
    .dates_nested_in = "",
    .seats_by_query = true,
};

// https://github.com/goodmirow-1/ticketing, src/api: user.controller.ts and user-concert-waiting.controller.ts. It
// lists available seats only, knows no sections, tells when a hold ends but not when it began, and gives payments no
// id.
inline constexpr Dialect reference_dialect{
    .name = "reference",
    .poll = "/user/{}/check/waiting",
    .leave_line = "",
    .dates = "/user-concert/dates",
    .seats = "/user-concert/{}/seats",
    .reserve = "/user-concert/{}/reservation",
    .release = "",
    .polling = Dialect::Poll::post_number,
    .dates_wrapped_in = "concerts",
    .seats_wrapped_in = "seats",
    .dates_nested_in = "concertDates",
    .refuses_short_points = false,
};

}  // namespace onsale::drill
