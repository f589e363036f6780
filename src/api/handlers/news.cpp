#include "api/handlers/news.h"

#include "api/http/io_thread.h"
#include "api/problem/problem_of_refusal.h"
#include "api/services.h"

namespace onsale::api {
namespace {

http::Awaitable<void> catch_up(Call const& call) {
    auto* others = call.services.others;
    if (others == nullptr) co_return;
    co_await http::on_other_thread(call.io, call.services.reader, [others] { others->catch_up(); });
}

}  // namespace

http::Awaitable<bool> is_known(Call const& call, UserId user) {
    auto const& wallets = call.services.boards.wallets;
    if (!wallets.knows(user)) co_await catch_up(call);
    co_return wallets.knows(user);
}

http::Awaitable<std::optional<Problem>> missing_on_board(Call const& call, SeatId seat) {
    auto const& seats = call.services.boards.seats;
    if (seats.seat(seat, call.now)) co_return std::nullopt;
    co_await catch_up(call);
    if (seats.seat(seat, call.now)) co_return std::nullopt;
    // It may be in a store that is away.
    if (call.services.clerk.store_away()) co_return problem_of(Fate::shed);
    co_return problem_of(Refusal{Reason::unknown_seat});
}

}  // namespace onsale::api
