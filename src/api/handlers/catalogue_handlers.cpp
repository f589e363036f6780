#include <algorithm>

#include <boost/json.hpp>

#include "api/handlers/answering.h"
#include "api/handlers/arguments.h"
#include "api/handlers/concert_json.h"
#include "api/handlers/handlers.h"
#include "api/handlers/terms_body.h"
#include "api/json/body.h"
#include "api/rendering/seat_json.h"
#include "api/services.h"
#include "application/sale/put_on_sale.h"
#include "domain/limits.h"

namespace onsale::api {
namespace {

struct Order {
    Body body;
    Operator by;
};

// What a management call brings.
std::expected<Order, Problem> read_order(Call const& call) {
    auto by = operator_of(call.request);
    if (!by) return std::unexpected(by.error());
    auto body = Body::read(call.request);
    if (!body) return std::unexpected(body.error());
    return Order{*std::move(body), *std::move(by)};
}

SeatOffer read_offer(Body& body) {
    SeatOffer offer;
    offer.number = static_cast<std::int32_t>(body.whole_number("seatNumber", 1, limits::largest_seat_number));
    offer.price = Points{body.whole_number("price", 0, limits::largest_price)};
    offer.labels = {.section = body.optional_text("section", limits::longest_section),
                    .row = body.optional_text("row", limits::longest_label),
                    .seat = body.optional_text("seat", limits::longest_label)};
    return offer;
}

// An area has places and nothing else. Nullopt: none of the seats is in one.
std::optional<Problem> seats_in_area(Call const& call, ConcertDateId date, std::vector<SeatOffer> const& offers) {
    auto const board = call.services.boards.seats.date(date);
    auto const in_area = [&](auto const& offer) { return board->find_area(offer.labels.section).has_value(); };
    if (!board || std::ranges::none_of(offers, in_area)) return std::nullopt;
    return Problem{.type = ProblemType::invalid_request, .detail = "An area takes no seats besides its places."};
}

Rendered all_seats(std::vector<LabelledSeat> const& seats) {
    Rendered answer{.status = 201, .body = fmt::format("{{\"created\":{},\"seats\":[", seats.size())};
    for (auto const& seat : seats) {
        if (&seat != &seats.front()) answer.body.push_back(',');
        append_seat(answer.body, seat, seat.seat.status, nullptr);
    }
    answer.body.append("]}");
    return answer;
}

}  // namespace

http::Awaitable<void> create_concert(Call call) {
    auto order = read_order(call);
    if (!order) co_return call.refuse(order.error());
    auto& [body, by] = *order;
    auto singer_name = body.text("singerName", limits::longest_name);
    if (auto const faults = body.faults()) co_return call.refuse(*faults);

    CreateConcert command(std::move(singer_name), std::move(by));
    auto const concert = [](Concert const& created) { return rendered(201, json_of(created)); };
    co_await answer_decided(call, command, keys_of_managers, concert);
}

http::Awaitable<void> add_concert_date(Call call) {
    auto order = read_order(call);
    if (!order) co_return call.refuse(order.error());
    auto& [body, by] = *order;
    auto const concert = path_id<ConcertId>(call, 0, "concertId");
    if (!concert) co_return call.refuse(concert.error());
    auto const date = body.instant("concertDate");
    auto const terms = read_terms_of_new_date(body, date);
    if (auto const faults = body.faults()) co_return call.refuse(*faults);

    AddConcertDate command(*concert, date, std::move(by), terms);
    auto const with_concert = [](ConcertDateAdded const& added) {
        return rendered(201, json_of(added.date, added.concert, added.date.available_seats));
    };
    co_await answer_decided(call, command, keys_of_managers, with_concert);
}

http::Awaitable<void> add_seat(Call call) {
    auto order = read_order(call);
    if (!order) co_return call.refuse(order.error());
    auto& [body, by] = *order;
    auto const date = path_id<ConcertDateId>(call, 0, "concertDateId");
    if (!date) co_return call.refuse(date.error());
    std::vector<SeatOffer> offers{read_offer(body)};
    if (auto const faults = body.faults()) co_return call.refuse(*faults);
    if (auto const refusal = seats_in_area(call, *date, offers)) co_return call.refuse(*refusal);

    AddSeats command(*date, std::move(offers), std::move(by));
    auto const only_seat = [](std::vector<LabelledSeat> const& seats) {
        Rendered answer{.status = 201};
        append_seat(answer.body, seats.front(), seats.front().seat.status, nullptr);
        return answer;
    };
    co_await answer_decided(call, command, keys_of_managers, only_seat);
}

http::Awaitable<void> add_seats(Call call) {
    auto order = read_order(call);
    if (!order) co_return call.refuse(order.error());
    auto& [body, by] = *order;
    auto const date = path_id<ConcertDateId>(call, 0, "concertDateId");
    if (!date) co_return call.refuse(date.error());
    std::vector<SeatOffer> offers;
    body.objects("seats", [&](Body& item) { offers.push_back(read_offer(item)); });
    if (auto const faults = body.faults()) co_return call.refuse(*faults);
    if (auto const refusal = seats_in_area(call, *date, offers)) co_return call.refuse(*refusal);

    AddSeats command(*date, std::move(offers), std::move(by));
    co_await answer_decided(call, command, keys_of_managers, all_seats);
}

}  // namespace onsale::api
