// Paid reservations of dates that are over: the boards have left them, the store has them for good. Await these in
// statements of their own (see answering.h).
#pragma once

#include <expected>
#include <optional>
#include <vector>

#include "api/problem/problem.h"
#include "api/routing/call.h"
#include "application/sale_records.h"
#include "http/awaitable.h"

namespace onsale::api {

struct PastReservation {
    ReservationId id;
    std::vector<ReservationRecord> seats;  // at least one
};

// The newest first, those before `before`: as many as have `most_seats` together, and one more, which may be cut off.
// Those of dates that are on a board are among them: the board knows better. Where no date has left since there is this
// user, none, and the store is not asked: as for all fans who came for a sale that is on. Refuses: overloaded,
// store_away.
http::Awaitable<std::expected<std::vector<PastReservation>, Problem>> past_reservations(
    Call const& call, UserId user, std::optional<ReservationId> before, std::size_t most_seats);

// One that is on a board is found there alone: see own_reservation. Refuses: unknown_reservation too.
http::Awaitable<std::expected<PastReservation, Problem>> past_reservation(Call const& call, UserId user,
                                                                          ReservationId id);

}  // namespace onsale::api
