#include <boost/json.hpp>

#include "api/handlers/answering.h"
#include "api/handlers/arguments.h"
#include "api/handlers/handlers.h"
#include "api/json/iso_time.h"
#include "api/rendering/seat_json.h"
#include "application/sale/pay_reservation.h"
#include "application/sale/release_reservation.h"
#include "application/sale/reserve_seat.h"
#include "domain/invariant.h"

namespace onsale::api {
namespace {

// The labels stand on the board; number, price and status come from what was decided. A seat that another node put on
// sale a moment ago may have to be awaited. Await it in a statement of its own (see answering.h).
http::Awaitable<void> answer_seat(Call const& call, unsigned status, Seat const& seat, Reservation const* mine) {
    auto labelled = call.services.boards.seats.seat(seat.id, call.now);
    if (auto* others = call.services.others; !labelled && others != nullptr) {
        co_await http::on_other_thread(call.io, call.services.reader, [others] { others->catch_up(); });
        labelled = call.services.boards.seats.seat(seat.id, call.now);
        if (!labelled) co_return call.refuse(problem_of(Fate::failed));  // the store went away meanwhile
    }
    invariant(labelled.has_value(), "a seat of the store is on the board");
    labelled->seat = seat;
    std::string body;
    append_seat(body, *labelled, seat.status, mine);
    answer_json(call, status, std::move(body));
}

boost::json::object payment_json(Reservation const& paid) {
    return {{"id", paid.payment.to_string()},
            {"amount", paid.price.value},
            {"reason", "payment"},
            {"user", {{"id", paid.user.to_string()}}},
            {"reservation", {{"id", paid.id.to_string()}, {"seat", paid.seat.to_string()}, {"status", "paid"}}},
            {"paymentDate", to_iso(paid.paid_at)}};
}

}  // namespace

http::Awaitable<void> reserve_seat(Call call) {
    auto const fan = call.services.gate.inside(call.request, call.now);
    if (!fan) co_return call.refuse(fan.error());
    auto const seat = path_id<SeatId>(call, 0, "seatId");
    if (!seat) co_return call.refuse(seat.error());

    ReserveSeat command(*seat, *fan);
    bool const granted = co_await decided(call, command);
    if (!granted) co_return;
    auto const& reserved = **command.outcome;
    co_await answer_seat(call, reserved.made ? 201 : 200, reserved.seat, &reserved.reservation);
}

http::Awaitable<void> release_reservation(Call call) {
    auto const fan = call.services.gate.holder(call.request, call.now);
    if (!fan) co_return call.refuse(fan.error());
    auto const reservation = path_id<ReservationId>(call, 0, "reservationId");
    if (!reservation) co_return call.refuse(reservation.error());

    ReleaseReservation command(*reservation, *fan);
    bool const granted = co_await decided(call, command);
    if (!granted) co_return;
    co_await answer_seat(call, 200, (*command.outcome)->seat, nullptr);
}

http::Awaitable<void> pay_reservation(Call call) {
    auto const user = path_id<UserId>(call, 0, "userId");
    if (!user) co_return call.refuse(user.error());
    auto const reservation = path_id<ReservationId>(call, 1, "reservationId");
    if (!reservation) co_return call.refuse(reservation.error());
    auto const paying = call.services.gate.payer(call.request, *user, call.now);
    if (!paying) co_return call.refuse(paying.error());

    PayReservation command(*reservation, *user, *paying);
    bool const granted = co_await decided(call, command);
    if (!granted) co_return;
    auto const& [paid, made] = **command.outcome;
    // Paying ends the session. Asking again for a payment does not end a later one.
    if (made) call.services.line.end_session(*user, paid.paid_at);
    answer_json(call, 200, payment_json(paid));
}

}  // namespace onsale::api
