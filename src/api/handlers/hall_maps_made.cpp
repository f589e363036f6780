#include "api/handlers/hall_maps_made.h"

#include "api/observing/log.h"
#include "api/problem/problem_of_refusal.h"
#include "api/services.h"
#include "application/storage_fault.h"

namespace onsale::api {
namespace {

std::shared_ptr<MapPage const> make(Services& services, DateBoard& board, Instant now) {
    try {
        if (services.clerk.store_away()) return nullptr;  // those behind are not to wait for it either
        return services.hard_work.maps.make(board, now);
    } catch (StorageFault const& fault) {
        log_event(services.observer.log(), spdlog::level::err, "map-fault", {{"what", fault.what()}});
        return nullptr;
    }
}

}  // namespace

// To read the drawing, to lay out and to compress is not for an I/O thread.
http::Awaitable<std::shared_ptr<MapPage const>> made_map(Call call, std::shared_ptr<DateBoard> board) {
    auto& services = call.services;
    auto const page =
        co_await services.hard_work.for_maps.run(call.io, [&] { return make(services, *board, call.now); });
    co_return page ? *page : nullptr;
}

http::Awaitable<std::optional<Problem>> missing_seating_plan(Call call, std::shared_ptr<DateBoard> board) {
    if (board->seating_plan()) co_return std::nullopt;
    auto const page = co_await made_map(call, board);
    if (page && board->seating_plan()) co_return std::nullopt;
    co_return problem_of(Fate::shed);
}

}  // namespace onsale::api
