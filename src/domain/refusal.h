// Refusals: the answers "no" that belong to a buyer's world. They are values; only faults of ours are thrown.
//
// The API maps each reason to one problem answer by an exhaustive switch (src/api/problem/problem_of_refusal.cpp), so a
// new reason does not build until it has an answer.
#pragma once

#include <cstdint>
#include <expected>
#include <optional>
#include <vector>

#include "domain/identifiers.h"
#include "domain/instant.h"

namespace onsale {

enum class Reason : std::uint8_t {
    unknown_concert,
    unknown_concert_date,
    unknown_seat,
    unknown_user,
    unknown_reservation,  // also somebody else's: its existence is nobody's business
    concert_date_exists,  // this concert already has a date at that time
    sale_exists,          // a concert of this name has a date at that time, and a second one is not meant
    sale_being_made,      // such a date is being put on sale just now, or was and is being removed
    seat_number_exists,   // amount: the seat number that the date already has
    hall_too_large,       // more seats than a concert date may have
    unfit_terms,          // the sale would close before it opens, or a term is out of its bounds
    seat_taken,           // held or owned by another
    seats_taken,          // of several: those in `seats`; in their place `instead` may be free
    no_such_seats_free,   // not as many as asked for are free
    orphan_seat,          // the one in `seats` would be left alone; `instead` can be taken
    companion_seat,       // those in `seats` are taken with wheelchair spaces of their section, one for each
    sale_closed,          // its date takes no new reservations
    not_on_sale_yet,      // the sale of its date opens later
    sale_over,            // the sale of its date has ended
    too_many_seats,       // of one fan. amount: the most for one person; held and paid: what the fan has
    too_many_takes,       // by one fan in one session. amount: the most
    place_of_area,        // those in `seats` are not taken one by one, but as a number of places of their area
    seat_cooling,         // the fan let those in `seats` lapse twice; they may be taken again at `until`
    hold_expired,         // the hold ran out before it was paid, or was given back
    already_paid,         // a paid reservation cannot be given back
    points_short,         // amount: what is missing
    balance_overflow,     // amount: the most that can still be charged
    not_in_line,          // the fan has no place and no session
    not_called,           // the fan's turn has not come
    line_full,            // the line takes no more places
    key_reused,           // the Idempotency-Key stands for another request
};

struct Refusal {
    Reason reason;
    std::int64_t amount = 0;  // in points, or as the reason says
    std::int64_t held = 0;
    std::int64_t paid = 0;
    std::vector<SeatId> seats{};
    std::vector<SeatId> instead{};
    std::optional<Instant> until{};
    auto operator<=>(Refusal const&) const = default;
};

template <class T>
using Decision = std::expected<T, Refusal>;

inline std::unexpected<Refusal> refuse(Reason reason, std::int64_t amount = 0) {
    return std::unexpected(Refusal{reason, amount});
}

}  // namespace onsale
