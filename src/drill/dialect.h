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
    std::string_view poll{};        // of Poll::post_number
    std::string_view leave_line{};  // DELETE
    std::string_view sale{};
    std::string_view dates{};
    std::string_view map{};
    std::string_view seats{};
    std::string_view reserve{};
    std::string_view reserve_together{};  // of a date; without it every fan comes alone
    std::string_view release{};           // DELETE
    std::string_view release_seat{};      // DELETE; reservation, seat
    std::string_view charge = "/user/charge/{}/point";
    std::string_view point = "/user/{}/point";
    std::string_view ledger{};
    std::string_view own_reservations{};
    std::string_view pay = "/user-concert/payment/{}/{}";  // user, reservation

    Poll polling = Poll::join_again;
    // The field of the answer that holds the list. Empty: the answer is the list.
    std::string_view dates_wrapped_in{};
    std::string_view seats_wrapped_in{};
    // The field of each entry of that list that holds the dates. Empty: the entries are dates.
    std::string_view dates_nested_in{};
    bool seats_by_query = false;       // ?status=available&section=… is understood
    bool refuses_short_points = true;  // with 402 and missingPoints; else nobody pays before charging
};

// api/openapi.yaml.
inline constexpr Dialect onsale_dialect{
    .name = "onsale",
    .leave_line = "/user/{}/token",
    .sale = "/sale",
    .dates = "/concert/dates",
    .map = "/concert/{}/map",
    .seats = "/concert/{}/seats",
    .reserve = "/concert/{}/reservation",
    .reserve_together = "/concert/{}/reservations",
    .release = "/concert/reservations/{}",
    .release_seat = "/concert/reservations/{}/seats/{}",
    .ledger = "/user/{}/point/history",
    .own_reservations = "/user/{}/reservations",
    .seats_by_query = true,
};

// https://github.com/goodmirow-1/ticketing, src/api: user.controller.ts and user-concert-waiting.controller.ts. It
// lists available seats only, knows no sections and no parties, tells when a hold ends but not when it began, and gives
// payments no id.
inline constexpr Dialect reference_dialect{
    .name = "reference",
    .poll = "/user/{}/check/waiting",
    .dates = "/user-concert/dates",
    .seats = "/user-concert/{}/seats",
    .reserve = "/user-concert/{}/reservation",
    .polling = Dialect::Poll::post_number,
    .dates_wrapped_in = "concerts",
    .seats_wrapped_in = "seats",
    .dates_nested_in = "concertDates",
    .refuses_short_points = false,
};

}  // namespace onsale::drill
