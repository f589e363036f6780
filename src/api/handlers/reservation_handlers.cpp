#include <boost/json.hpp>

#include "api/handlers/answering.h"
#include "api/handlers/arguments.h"
#include "api/handlers/existence.h"
#include "api/handlers/handlers.h"
#include "api/handlers/seat_wish.h"
#include "api/json/iso_time.h"
#include "api/rendering/enum_names.h"
#include "api/rendering/reservation_json.h"
#include "api/rendering/seat_json.h"
#include "application/sale/pay_reservation.h"
#include "application/sale/release_reservation.h"
#include "application/sale/reserve_seats.h"

namespace onsale::api {
namespace {

// The labels stand on the board; number, price and status come from what was decided.
std::string seat_body(Call const& call, Seat const& seat, Reservation const& reservation) {
    auto labelled = call.services.boards.seats.seat(seat.id, call.now).value_or(LabelledSeat{seat, {}});
    labelled.seat = seat;
    auto const mine = std::ranges::find(reservation.seats, seat.id, &ReservedSeat::seat);
    std::string body;
    append_seat(body, labelled, seat.status, mine == reservation.seats.end() ? nullptr : &*mine);
    return body;
}

boost::json::object reservation_json(Call const& call, Reservation const& reservation) {
    return json_of(reservation, call.services.boards.seats, call.now);
}

boost::json::object payment_json(Call const& call, Reservation const& reservation) {
    auto const paid = reservation.shown().front();
    return {{"id", paid.payment.to_string()},
            {"amount", reservation.amount().value},
            {"reason", name_of(LedgerReason::payment)},
            {"user", {{"id", paid.user.to_string()}}},
            {"reservation", reservation_json(call, reservation)},
            {"paymentDate", to_iso(paid.paid_at)}};
}

http::Awaitable<void> release(Call const& call, ReservationId reservation, std::optional<SeatId> only) {
    ReleaseReservation command(reservation, call.user(), only);
    auto const body = [&](Reservation const& released) { return rendered(200, reservation_json(call, released)); };
    co_await answer_decided(call, command, keys_of(call.user()), body);
}

}  // namespace

http::Awaitable<void> reserve_seat(Call call) {
    auto const seat = path_id<SeatId>(call, 0, "seatId");
    if (!seat) co_return call.refuse(seat.error());

    auto wish = co_await wish_of_one(call, *seat);
    if (!wish) co_return call.refuse(wish.error());
    auto const& fan = call.pass();
    ReserveSeats command(std::move(*wish), fan.user, fan.session());
    auto const body = [&](SeatsReserved const& reserved) {
        return Rendered{.status = reserved.made ? 201U : 200U,
                        .body = seat_body(call, reserved.seats.front(), reserved.reservation)};
    };
    co_await answer_decided(call, command, keys_of(fan.user), body);
}

http::Awaitable<void> reserve_seats(Call call) {
    auto wish = co_await read_seat_wish(call);
    if (!wish) co_return call.refuse(wish.error());
    auto const& fan = call.pass();
    ReserveSeats command(std::move(*wish), fan.user, fan.session());
    auto const body = [&](SeatsReserved const& reserved) {
        return rendered(reserved.made ? 201 : 200, reservation_json(call, reserved.reservation));
    };
    co_await answer_decided(call, command, keys_of(fan.user), body);
}

// An open one, with its open seats: the boards keep no others.
http::Awaitable<void> show_reservation(Call call) {
    auto const id = path_id<ReservationId>(call, 0, "reservationId");
    if (!id) co_return call.refuse(id.error());
    if (auto const doubt = boards_in_doubt(call)) co_return call.refuse(*doubt);
    auto const own = co_await own_reservation(call, call.user(), *id);
    if (!own) co_return call.refuse(own.error());
    answer_json(call, 200, reservation_json(call, *own));
    call.answer.header("Cache-Control", "no-store");
}

http::Awaitable<void> release_reservation(Call call) {
    auto const reservation = path_id<ReservationId>(call, 0, "reservationId");
    if (!reservation) co_return call.refuse(reservation.error());
    co_await release(call, *reservation, std::nullopt);
}

http::Awaitable<void> release_seat(Call call) {
    auto const reservation = path_id<ReservationId>(call, 0, "reservationId");
    if (!reservation) co_return call.refuse(reservation.error());
    auto const seat = path_id<SeatId>(call, 1, "seatId");
    if (!seat) co_return call.refuse(seat.error());
    co_await release(call, *reservation, *seat);
}

http::Awaitable<void> pay_reservation(Call call) {
    auto const reservation = path_id<ReservationId>(call, 1, "reservationId");
    if (!reservation) co_return call.refuse(reservation.error());

    auto const& [user, paying, session] = call.payer();
    PayReservation command(*reservation, user, paying, session);
    auto const body = [&](ReservationPaid const& paid) { return rendered(200, payment_json(call, paid.reservation)); };
    co_await answer_decided(call, command, keys_of(user), body);
}

}  // namespace onsale::api
