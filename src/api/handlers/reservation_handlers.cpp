#include <algorithm>

#include <fmt/format.h>

#include "api/handlers/answering.h"
#include "api/handlers/arguments.h"
#include "api/handlers/existence.h"
#include "api/handlers/handlers.h"
#include "api/handlers/past_reservations.h"
#include "api/handlers/seat_wish.h"
#include "api/rendering/append_json.h"
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

std::string reservation_body(Call const& call, Reservation const& reservation) {
    std::string body;
    append_reservation(body, reservation, call.services.boards.seats, call.now);
    return body;
}

// past: nullopt where its seats are on a board.
std::string payment_body(Call const& call, Reservation const& reservation, std::optional<PastReservation> const& past) {
    auto const& paid = reservation.first_shown();
    auto body = fmt::format(R"({{"id":"{}","amount":{},"reason":"{}","user":{{"id":"{}"}},"reservation":)",
                            paid.payment.to_string(), reservation.amount().value, name_of(LedgerReason::payment),
                            paid.user.to_string());
    if (past) {
        append_past_reservation(body, past->seats);
    } else {
        append_reservation(body, reservation, call.services.boards.seats, call.now);
    }
    append_instant(body.append(",\"paymentDate\":"), paid.paid_at);
    return body.append("}");
}

// Of a payment that is asked for again when its date has left the boards. Nullopt: it is of another one, or the store
// does not tell.
http::Awaitable<std::optional<PastReservation>> left_behind(Call const& call, UserId user, ReservationId id) {
    auto const on_boards = call.services.boards.seats.reservations_of(user, call.now);
    if (std::ranges::find(on_boards, id, &Reservation::id) != on_boards.end()) co_return std::nullopt;
    auto past = co_await past_reservation(call, user, id);
    if (!past) co_return std::nullopt;
    co_return *std::move(past);
}

http::Awaitable<void> answer_released(Call const& call, ReleaseReservation& command) {
    auto const body = [&](Reservation const& released) { return Rendered{200, reservation_body(call, released)}; };
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
        return Rendered{reserved.made ? 201U : 200U, reservation_body(call, reserved.reservation)};
    };
    co_await answer_decided(call, command, keys_of(fan.user), body);
}

// An open one, with its open seats: the boards keep no others.
http::Awaitable<void> show_reservation(Call call) {
    auto const id = path_id<ReservationId>(call, 0, "reservationId");
    if (!id) co_return call.refuse(id.error());
    if (auto const doubt = boards_in_doubt(call)) co_return call.refuse(*doubt);
    auto const own = co_await own_reservation(call, call.user(), *id);
    call.answer.header("Cache-Control", "no-store");
    if (own) co_return answer_json(call, 200, reservation_body(call, *own));
    if (own.error().type != ProblemType::unknown_reservation) co_return call.refuse(own.error());
    auto const past = co_await past_reservation(call, call.user(), *id);
    if (!past) co_return call.refuse(past.error());
    std::string body;
    append_past_reservation(body, past->seats);
    answer_json(call, 200, std::move(body));
}

http::Awaitable<void> release_reservation(Call call) {
    auto const reservation = path_id<ReservationId>(call, 0, "reservationId");
    if (!reservation) co_return call.refuse(reservation.error());
    ReleaseReservation command(*reservation, call.user());
    co_await answer_released(call, command);
}

http::Awaitable<void> release_seat(Call call) {
    auto const reservation = path_id<ReservationId>(call, 0, "reservationId");
    if (!reservation) co_return call.refuse(reservation.error());
    auto const seat = path_id<SeatId>(call, 1, "seatId");
    if (!seat) co_return call.refuse(seat.error());
    auto only = co_await seat_given_back(call, *seat);
    if (!only) co_return call.refuse(only.error());
    ReleaseReservation command(*reservation, call.user(), *std::move(only));
    co_await answer_released(call, command);
}

http::Awaitable<void> pay_reservation(Call call) {
    auto const reservation = path_id<ReservationId>(call, 1, "reservationId");
    if (!reservation) co_return call.refuse(reservation.error());

    auto const& [user, paying, session] = call.payer();
    std::optional<PastReservation> past;
    if (call.services.boards.seats.some_left_since(user)) past = co_await left_behind(call, user, *reservation);
    PayReservation command(*reservation, user, paying, session);
    auto const body = [&](ReservationPaid const& paid) {
        return Rendered{200, payment_body(call, paid.reservation, past)};
    };
    co_await answer_decided(call, command, keys_of(user), body);
}

}  // namespace onsale::api
