// What POST /concert/:concertDateId/reservations asks for: {"seats":[id, ..]},
// {"best":{"count":2,"sections":["A"],"maxPrice":50000,"adjacent":"must"}}, or
// {"areas":[{"area":"Standing","count":2}]}.
#pragma once

#include <expected>

#include "api/problem/problem.h"
#include "api/routing/call.h"
#include "application/sale/release_reservation.h"
#include "application/sale/reserve_seats.h"
#include "http/awaitable.h"

namespace onsale::api {

// Of a date of which it is known afterwards how its seats stand to each other, unless places of areas are asked for.
// Refuses: invalid_request, unknown_concert_date, unknown_seat (also one of another date), overloaded. Await it in a
// statement of its own.
http::Awaitable<std::expected<ReserveSeats::Wish, Problem>> read_seat_wish(Call const& call);

// The best seats of a date. Refuses: overloaded. Await it likewise.
http::Awaitable<std::expected<ReserveSeats::Wish, Problem>> wish_of_best(Call const& call,
                                                                         std::shared_ptr<DateBoard> date,
                                                                         seating::BestRequest request);

// One seat. Refuses: unknown_seat, overloaded. Await it likewise.
http::Awaitable<std::expected<ReserveSeats::Wish, Problem>> wish_of_one(Call const& call, SeatId seat);

// One seat of a reservation that is given back. Its board is null where no board here will have it: its date has left,
// or there is no such seat. Refuses: overloaded. Await it likewise.
http::Awaitable<std::expected<ReleaseReservation::Only, Problem>> seat_given_back(Call const& call, SeatId seat);

}  // namespace onsale::api
