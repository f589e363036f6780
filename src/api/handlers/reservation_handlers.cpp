#include <boost/json.hpp>

#include "api/handlers/answering.h"
#include "api/handlers/arguments.h"
#include "api/handlers/existence.h"
#include "api/handlers/handlers.h"
#include "api/json/iso_time.h"
#include "api/rendering/enum_names.h"
#include "api/rendering/seat_json.h"
#include "application/sale/pay_reservation.h"
#include "application/sale/release_reservation.h"
#include "application/sale/reserve_seat.h"
#include "domain/invariant.h"

namespace onsale::api {
namespace {

// The labels stand on the board; number, price and status come from what was decided.
std::string seat_body(Call const& call, Seat const& seat, Reservation const* mine) {
    // A board that is behind, its store being away for reading, may not have a seat that was decided about all the
    // same.
    auto labelled = call.services.boards.seats.seat(seat.id, call.now).value_or(LabelledSeat{seat, {}});
    labelled.seat = seat;
    std::string body;
    append_seat(body, labelled, seat.status, mine);
    return body;
}

boost::json::object payment_json(Reservation const& paid) {
    return {{"id", paid.payment.to_string()},
            {"amount", paid.price.value},
            {"reason", name_of(LedgerReason::payment)},
            {"user", {{"id", paid.user.to_string()}}},
            {"reservation",
             {{"id", paid.id.to_string()}, {"seat", paid.seat.to_string()}, {"status", name_of(paid.state)}}},
            {"paymentDate", to_iso(paid.paid_at)}};
}

}  // namespace

http::Awaitable<void> reserve_seat(Call call) {
    auto const seat = path_id<SeatId>(call, 0, "seatId");
    if (!seat) co_return call.refuse(seat.error());

    auto const missing = co_await missing_on_board(call, *seat);
    if (missing) co_return call.refuse(*missing);
    auto const& fan = call.pass();
    ReserveSeat command(*seat, fan.user, fan.session());
    auto const body = [&](SeatReserved const& reserved) {
        return Rendered{.status = reserved.made ? 201U : 200U,
                        .body = seat_body(call, reserved.seat, &reserved.reservation)};
    };
    co_await answer_decided(call, command, keys_of(fan.user), body);
}

http::Awaitable<void> release_reservation(Call call) {
    auto const reservation = path_id<ReservationId>(call, 0, "reservationId");
    if (!reservation) co_return call.refuse(reservation.error());

    ReleaseReservation command(*reservation, call.user());
    auto const body = [&](SeatReleased const& released) {
        return Rendered{.status = 200, .body = seat_body(call, released.seat, nullptr)};
    };
    co_await answer_decided(call, command, keys_of(call.user()), body);
}

http::Awaitable<void> pay_reservation(Call call) {
    auto const reservation = path_id<ReservationId>(call, 1, "reservationId");
    if (!reservation) co_return call.refuse(reservation.error());

    auto const& [user, paying, session] = call.payer();
    PayReservation command(*reservation, user, paying, session);
    auto const body = [](ReservationPaid const& paid) { return rendered(200, payment_json(paid.reservation)); };
    co_await answer_decided(call, command, keys_of(user), body);
}

}  // namespace onsale::api
