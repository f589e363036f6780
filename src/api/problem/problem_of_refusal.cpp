#include "api/problem/problem_of_refusal.h"

#include <fmt/format.h>

#include "api/json/iso_time.h"

namespace onsale::api {
namespace {

// Of a command that has no outcome.
std::string_view detail_of(Fate fate) {
    switch (fate) {
        case Fate::shed:
            return "Too many requests at once. Try again in a moment; nothing was changed.";
        case Fate::pending:
        case Fate::answered:
        case Fate::failed:
            return "It is not known whether the request took effect. Try again in a moment, with the same "
                   "Idempotency-Key.";
    }
    return {};
}

std::vector<std::string> texts_of(std::vector<SeatId> const& seats) {
    std::vector<std::string> texts;
    for (auto const seat : seats) texts.push_back(seat.to_string());
    return texts;
}

}  // namespace

// Exhaustive, without a default: a new reason does not build until it has an answer.
Problem problem_of(Refusal const& refusal) {
    using enum Reason;
    switch (refusal.reason) {
        case unknown_concert:
            return {ProblemType::unknown_concert, ""};
        case unknown_concert_date:
            return {ProblemType::unknown_concert_date, ""};
        case unknown_seat:
            return {ProblemType::unknown_seat, ""};
        case unknown_user:
            return {ProblemType::unknown_user, ""};
        case unknown_reservation:
            return {ProblemType::unknown_reservation, "You have no reservation with this id."};
        case concert_date_exists:
            return {ProblemType::concert_date_exists, ""};
        case sale_exists:
            return {ProblemType::sale_exists,
                    "A concert of this name has a date at that time. If a second one is meant, say \"again\": true."};
        case sale_being_made:
            return {.type = ProblemType::sale_exists,
                    .detail =
                        "A date of this name, or of this concert, is being put on sale for that time just now. "
                        "Ask again in a moment.",
                    .retry_after_seconds = 10};
        case seat_number_exists:
            return {ProblemType::seat_number_exists,
                    fmt::format("Seat number {} exists already, or twice in the request.", refusal.amount)};
        case hall_too_large:
            return {ProblemType::hall_too_large, ""};
        case unfit_terms:
            return {ProblemType::invalid_request, "The sale must open before it closes."};
        case seat_taken:
            return {ProblemType::seat_taken, "Somebody else has this seat. Pick another one."};
        case seats_taken:
            return {.type = ProblemType::seats_taken,
                    .detail =
                        "Somebody else has some of these seats; nothing was reserved. Take the alternatives, or "
                        "pick others.",
                    .lists = {{"taken", texts_of(refusal.seats)}, {"alternatives", texts_of(refusal.instead)}}};
        case no_such_seats_free:
            return {ProblemType::no_such_seats_free,
                    "Not enough seats that match are free. Ask for fewer, for other sections or another price, or for "
                    "seats that need not be side by side."};
        case orphan_seat:
            return {.type = ProblemType::orphan_seat,
                    .detail =
                        "This choice would leave a single seat alone; nothing was reserved. Take that seat, too, or "
                        "the alternatives.",
                    .texts = {{"alone", refusal.seats.at(0).to_string()}},
                    .lists = {{"alternatives", texts_of(refusal.instead)}}};
        case companion_seat:
            return {
                .type = ProblemType::companion_seat,
                .detail =
                    "For each companion seat take a wheelchair space of the same section, too; nothing was reserved.",
                .lists = {{"seats", texts_of(refusal.seats)}}};
        case sale_closed:
            return {ProblemType::sale_closed, "Seats of this date are not on sale right now."};
        case not_on_sale_yet:
            return {ProblemType::not_on_sale_yet, "Seats of this date are sold later."};
        case sale_over:
            return {ProblemType::sale_over, "Seats of this date are sold no more. What you hold can still be paid."};
        case too_many_seats:
            return {ProblemType::too_many_seats,
                    fmt::format("One person can have {} seats of this date, held and paid together.", refusal.amount),
                    {{"limit", refusal.amount}, {"held", refusal.held}, {"paid", refusal.paid}}};
        case too_many_takes:
            return {ProblemType::too_many_takes,
                    fmt::format("In one session {} seats of this date can be taken, those that were given back or ran "
                                "out included. What you hold can be paid.",
                                refusal.amount),
                    {{"limit", refusal.amount}}};
        case place_of_area:
            return {.type = ProblemType::place_of_area,
                    .detail =
                        "Places of an area cannot be picked; nothing was reserved. Ask for a number of places of the "
                        "area.",
                    .lists = {{"seats", texts_of(refusal.seats)}}};
        case seat_cooling:
            return {.type = ProblemType::seat_cooling,
                    .detail = "You held it twice without paying. Pick another one, or try again later.",
                    .texts = {{"retryAt", to_iso(refusal.until.value())}},
                    .lists = {{"seats", texts_of(refusal.seats)}}};
        case hold_expired:
            return {ProblemType::hold_expired, "Reserve the seat again, if it is still free."};
        case already_paid:
            return {ProblemType::already_paid, "A paid seat cannot be given back here."};
        case points_short:
            return {ProblemType::points_short,
                    fmt::format("Charge at least {} points, then pay again.", refusal.amount),
                    {{"missingPoints", refusal.amount}}};
        case balance_overflow:
            return {ProblemType::balance_overflow,
                    fmt::format("At most {} points can be charged to this wallet.", refusal.amount),
                    {{"chargeablePoints", refusal.amount}}};
        case not_in_line:
            return {ProblemType::not_in_line, "Join the line again to come in."};
        case not_called:
            return {ProblemType::not_called, "Keep asking for your number."};
        case line_full:
            return {.type = ProblemType::line_full, .detail = "", .retry_after_seconds = 10};
        case key_reused:
            return {ProblemType::idempotency_key_reused,
                    "Another method, path or body came with this key before. Take a new key for a new request."};
    }
    return {ProblemType::internal_error, ""};
}

Problem problem_of(Fate fate) {
    return {.type = ProblemType::overloaded, .detail = std::string(detail_of(fate)), .retry_after_seconds = 1};
}

}  // namespace onsale::api
