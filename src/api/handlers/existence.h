// What was committed on another node a moment ago is there on this one, too: before anybody is told that something is
// not there, the changes of other nodes are awaited. Await these in statements of their own (see answering.h).
#pragma once

#include <expected>
#include <memory>
#include <optional>

#include "api/problem/problem.h"
#include "api/routing/call.h"
#include "application/boards/date_board.h"
#include "domain/concert/reservation.h"
#include "domain/identifiers.h"
#include "http/awaitable.h"

namespace onsale::api {

// The store came back with another history than what the boards show (after a fail-over): nothing on them is told as if
// it were known. Nullopt: what is on the boards counts.
std::optional<Problem> boards_in_doubt(Call const& call);

// Why nothing can be answered about this user, or this seat: there is none, or it may be in a store that is away.
// Nullopt: it is on the board.
http::Awaitable<std::optional<Problem>> missing_user(Call const& call, UserId user);
http::Awaitable<std::optional<Problem>> missing_on_board(Call const& call, SeatId seat);
// The user's open reservation of that id.
http::Awaitable<std::expected<Reservation, Problem>> own_reservation(Call const& call, UserId user, ReservationId id);
// The board of that date. Hold on to it: the next look may not find it, as dates that are over leave.
http::Awaitable<std::expected<std::shared_ptr<DateBoard>, Problem>> board_of(Call const& call, ConcertDateId date);

}  // namespace onsale::api
