// Buying in the waiting room without JavaScript: each form is the command that the API has for it.
#include <charconv>

#include "api/handlers/handlers.h"
#include "api/handlers/seat_wish.h"
#include "api/handlers/waiting_room.h"
#include "application/sale/charge_points.h"
#include "application/sale/pay_reservation.h"
#include "application/sale/release_reservation.h"
#include "application/sale/reserve_seats.h"
#include "domain/limits.h"

namespace onsale::api {
namespace {

// A form that has come in, and who sent it.
struct Order {
    PageRequest asked;
    Query form;
    html::Visitor visitor;
    Standing standing;

    bool inside() const { return standing.kind == Standing::Kind::inside; }
    std::string_view field(std::string_view name) const { return form.get(name).value_or(""); }
};

// Nullopt: answered.
std::optional<Order> order_of(Call const& call, std::initializer_list<std::string_view> fields) {
    auto asked = read_room(call);
    if (!asked) return call.refuse(asked.error()), std::nullopt;
    auto form = read_room_form(call, fields);
    if (!form) return call.refuse(form.error()), std::nullopt;
    auto const visitor = html::visitor_of(call);
    if (!visitor) return go_back(call, *asked, "session-over"), std::nullopt;
    return Order{std::move(*asked), std::move(*form), *visitor, standing_of(call, *visitor)};
}

// "12"; nullopt: no whole number within these bounds.
std::optional<std::int64_t> number_in(std::string_view text, std::int64_t least, std::int64_t most) {
    std::int64_t number = 0;
    auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    bool const good = failed == std::errc{} && end == text.data() + text.size() && number >= least && number <= most;
    return good ? std::optional(number) : std::nullopt;
}

// As many places as the form says of the area that the fan was looking at. Nullopt: a seat is asked for, or nothing
// that can be.
std::optional<PlacesOfDate> wished_places(Order const& order) {
    auto const& choice = order.asked.choice;
    auto const count = number_in(order.field("count"), 1, static_cast<std::int64_t>(limits::most_seats_of_a_request));
    auto const area = choice.date && choice.section ? choice.date->find_area(*choice.section) : std::nullopt;
    if (!count || !area) return std::nullopt;
    return PlacesOfDate{choice.date, {{*area, static_cast<std::size_t>(*count)}}};
}

// Submits as the API does, and leads back to the page. `done`: what the page says of a yes, also of one that is
// replayed.
template <class T>
http::Awaitable<Answered> settle(Call const& call, Order const& order, CommandFor<T>& command, std::string_view done) {
    auto const without_body = [](T const&) { return Rendered{.status = 200, .body = "{}"}; };
    auto const answered = co_await answer_decided(call, command, keys_of(order.visitor.user), without_body);
    auto const said = answered.yes() ? std::string(done) : problem_answered(call.answer);
    call.answer.clear();
    go_back(call, order.asked, said);
    co_return answered;
}

// Nullopt: the form does not say what would be best.
std::optional<seating::BestRequest> best_of(Order const& order) {
    auto const count = number_in(order.field("count"), 1, seating::most_together);
    auto const most = order.field("maxPrice");
    auto const price = number_in(most, 0, limits::largest_price);
    if (!count || (!most.empty() && !price)) return std::nullopt;
    seating::BestRequest request{.count = static_cast<std::size_t>(*count)};
    if (price) request.max_price = Points{*price};
    if (!order.field("together").empty()) request.adjacent = seating::Adjacent::must;
    return request;
}

// What the form asks for: the seat of its button, places of the area that the fan looks at, or the best seats of the
// date.
http::Awaitable<std::expected<ReserveSeats::Wish, Problem>> wish_of(Call const& call, Order const& order) {
    if (auto const seat = SeatId::parse(order.field("seat"))) {
        auto one = co_await wish_of_one(call, *seat);
        co_return one;
    }
    if (auto places = wished_places(order)) co_return *std::move(places);
    auto request = best_of(order);
    auto date = order.asked.choice.date;
    if (!date || !request) co_return std::unexpected(Problem{.type = ProblemType::invalid_request, .detail = ""});
    auto best = co_await wish_of_best(call, std::move(date), std::move(*request));
    co_return best;
}

}  // namespace

http::Awaitable<void> reserve_in_room(Call call) {
    auto const order = order_of(call, {"seat", "count", "maxPrice", "together"});
    if (!order) co_return;
    if (!order->inside()) co_return go_back(call, order->asked, "session-over");
    auto wish = co_await wish_of(call, *order);
    if (!wish) co_return go_back(call, order->asked, word_of(wish.error()));
    bool const one = std::holds_alternative<OneSeat>(*wish);
    ReserveSeats command(std::move(*wish), order->visitor.user, order->standing.session());
    co_await settle(call, *order, command, one ? "reserved" : "seats-reserved");
}

http::Awaitable<void> release_in_room(Call call) {
    auto const order = order_of(call, {"reservation", "seat"});
    if (!order) co_return;
    auto const reservation = ReservationId::parse(order->field("reservation"));
    auto const seat = SeatId::parse(order->field("seat"));
    if (!reservation || (order->form.get("seat") && !seat)) co_return go_back(call, order->asked, "failed");
    std::optional<ReleaseReservation::Only> only;
    if (seat) {
        auto found = co_await seat_given_back(call, *seat);
        if (!found) co_return go_back(call, order->asked, word_of(found.error()));
        only = *std::move(found);
    }
    ReleaseReservation command(*reservation, order->visitor.user, std::move(only));
    co_await settle(call, *order, command, "released");
}

http::Awaitable<void> charge_in_room(Call call) {
    auto const order = order_of(call, {"amount", "once"});
    if (!order) co_return;
    auto const amount = number_in(order->field("amount"), 1, call.services.max_charge);
    if (!amount) co_return go_back(call, order->asked, "bad-amount");
    // The form names itself, as a client of the API does by its Idempotency-Key: sent twice, it charges once.
    auto request = call.request;
    if (auto const once = order->form.get("once")) request.idempotency_key = *once;
    Call const keyed{.request = request,
                     .answer = call.answer,
                     .io = call.io,
                     .services = call.services,
                     .now = call.now,
                     .route = call.route,
                     .parameters = call.parameters};
    ChargePoints command(order->visitor.user, Points{*amount});
    co_await settle(keyed, *order, command, "charged");
}

http::Awaitable<void> pay_in_room(Call call) {
    auto const order = order_of(call, {"reservation"});
    if (!order) co_return;
    auto const reservation = ReservationId::parse(order->field("reservation"));
    if (!reservation) co_return go_back(call, order->asked, "failed");
    auto const session = order->inside() ? std::optional(order->standing.session()) : std::nullopt;
    PayReservation command(*reservation, order->visitor.user, session ? Paying::in_session : Paying::only_again,
                           session);
    auto const paid = co_await settle(call, *order, command, "paid");
    // The session that it was made in has ended. One that is shown with an earlier payment's key may be a later one.
    if (paid.granted) html::forget_line(call);
}

}  // namespace onsale::api
