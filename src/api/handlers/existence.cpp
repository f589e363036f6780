#include "api/handlers/existence.h"

#include "api/problem/problem_of_refusal.h"
#include "api/services.h"

namespace onsale::api {
namespace {

// Do the boards show all that was committed by now?
http::Awaitable<bool> caught_up(Call const& call) { return call.services.catch_up.caught_up(call.io); }

}  // namespace

std::optional<Problem> boards_in_doubt(Call const& call) {
    auto const* others = call.services.catch_up.others();
    if (others == nullptr || others->state() != FeedState::other_history) return std::nullopt;
    return problem_of(Fate::failed);
}

http::Awaitable<std::optional<Problem>> missing_user(Call const& call, UserId user) {
    auto const& wallets = call.services.boards.wallets;
    if (wallets.knows(user)) co_return std::nullopt;
    bool const all = co_await caught_up(call);
    if (wallets.knows(user)) co_return std::nullopt;
    co_return all ? problem_of(Refusal{Reason::unknown_user}) : problem_of(Fate::shed);
}

http::Awaitable<std::optional<Problem>> missing_on_board(Call const& call, SeatId seat) {
    auto const& seats = call.services.boards.seats;
    if (seats.seat(seat, call.now)) co_return std::nullopt;
    bool const all = co_await caught_up(call);
    if (seats.seat(seat, call.now)) co_return std::nullopt;
    co_return all ? problem_of(Refusal{Reason::unknown_seat}) : problem_of(Fate::shed);
}

http::Awaitable<std::expected<Reservation, Problem>> own_reservation(Call const& call, UserId user, ReservationId id) {
    auto const find = [&]() -> std::optional<Reservation> {
        for (auto& each : call.services.boards.seats.reservations_of(user, call.now)) {
            if (each.id == id) return std::move(each);
        }
        return std::nullopt;
    };
    if (auto found = find()) co_return std::move(*found);
    bool const all = co_await caught_up(call);
    if (auto found = find()) co_return std::move(*found);
    co_return std::unexpected(all ? problem_of(Refusal{Reason::unknown_reservation}) : problem_of(Fate::shed));
}

http::Awaitable<std::expected<std::shared_ptr<DateBoard>, Problem>> board_of(Call const& call, ConcertDateId date) {
    auto const& seats = call.services.boards.seats;
    if (auto board = seats.date(date)) co_return board;
    bool const all = co_await caught_up(call);
    if (auto board = seats.date(date)) co_return board;
    co_return std::unexpected(all ? problem_of(Refusal{Reason::unknown_concert_date}) : problem_of(Fate::shed));
}

}  // namespace onsale::api
