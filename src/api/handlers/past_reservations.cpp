#include "api/handlers/past_reservations.h"

#include <utility>

#include "api/problem/problem_of_refusal.h"
#include "api/services.h"
#include "domain/limits.h"

namespace onsale::api {
namespace {

std::vector<PastReservation> grouped(std::vector<ReservationRecord> seats) {
    std::vector<PastReservation> all;
    for (auto& each : seats) {
        auto const id = each.reserved.reservation;
        if (all.empty() || all.back().id != id) all.push_back({.id = id, .seats = {}});
        all.back().seats.push_back(std::move(each));
    }
    return all;
}

// The id that follows it.
ReservationId behind(ReservationId id) {
    for (auto byte = id.value.bytes.rbegin(); byte != id.value.bytes.rend(); ++byte) {
        if (++*byte != 0) break;
    }
    return id;
}

}  // namespace

http::Awaitable<std::expected<std::vector<PastReservation>, Problem>> past_reservations(
    Call const& call, UserId user, std::optional<ReservationId> before, std::size_t most_seats) {
    if (!call.services.boards.seats.some_left_since(user)) co_return std::vector<PastReservation>();
    auto const most = most_seats + static_cast<std::size_t>(limits::largest_per_person);
    auto seats = co_await call.services.store_reader.read(
        call.io, "past-reservations-fault",
        [&](StoreReader::Tables const& from) { return from.records.paid_seats_of(user, before, most); });
    if (!seats) co_return std::unexpected(problem_of(seats.error()));
    co_return grouped(*std::move(seats));
}

http::Awaitable<std::expected<PastReservation, Problem>> past_reservation(Call const& call, UserId user,
                                                                          ReservationId id) {
    auto found = co_await past_reservations(call, user, behind(id), 1);
    if (!found) co_return std::unexpected(found.error());
    if (found->empty() || found->front().id != id) {
        co_return std::unexpected(problem_of(Refusal{Reason::unknown_reservation}));
    }
    co_return std::move(found->front());
}

}  // namespace onsale::api
