#include <boost/json.hpp>

#include "api/handlers/answering.h"
#include "api/handlers/arguments.h"
#include "api/handlers/concert_json.h"
#include "api/handlers/handlers.h"
#include "api/json/body.h"
#include "api/rendering/seat_json.h"
#include "application/sale/put_on_sale.h"
#include "domain/limits.h"

namespace onsale::api {
namespace {

// The body of a management call, when the caller is a manager.
std::expected<Body, Problem> manager_body(Call const& call) {
    if (auto const manager = call.services.gate.manager(call.request); !manager) {
        return std::unexpected(manager.error());
    }
    return Body::read(call.request);
}

SeatOffer read_offer(Body& body) {
    SeatOffer offer;
    offer.number = static_cast<std::int32_t>(body.whole_number("seatNumber", 1, limits::largest_seat_number));
    offer.price = Points{body.whole_number("price", 0, limits::largest_price)};
    offer.labels = {.section = body.optional_text("section", limits::longest_label),
                    .row = body.optional_text("row", limits::longest_label),
                    .seat = body.optional_text("seat", limits::longest_label)};
    return offer;
}

}  // namespace

http::Awaitable<void> create_concert(Call call) {
    auto body = manager_body(call);
    if (!body) co_return call.refuse(body.error());
    auto singer_name = body->text("singerName", limits::longest_name);
    if (auto const faults = body->faults()) co_return call.refuse(*faults);

    CreateConcert command(std::move(singer_name));
    bool const granted = co_await decided(call, command);
    if (!granted) co_return;
    answer_json(call, 201, json_of(**command.outcome));
}

http::Awaitable<void> add_concert_date(Call call) {
    auto body = manager_body(call);
    if (!body) co_return call.refuse(body.error());
    auto const concert = path_id<ConcertId>(call, 0, "concertId");
    if (!concert) co_return call.refuse(concert.error());
    auto const date = body->instant("concertDate");
    if (auto const faults = body->faults()) co_return call.refuse(*faults);

    AddConcertDate command(*concert, date);
    bool const granted = co_await decided(call, command);
    if (!granted) co_return;
    auto const& added = **command.outcome;
    answer_json(call, 201, json_of(added.date, added.concert, added.date.available_seats));
}

http::Awaitable<void> add_seat(Call call) {
    auto body = manager_body(call);
    if (!body) co_return call.refuse(body.error());
    auto const date = path_id<ConcertDateId>(call, 0, "concertDateId");
    if (!date) co_return call.refuse(date.error());
    std::vector<SeatOffer> offers{read_offer(*body)};
    if (auto const faults = body->faults()) co_return call.refuse(*faults);

    AddSeats command(*date, std::move(offers));
    bool const granted = co_await decided(call, command);
    if (!granted) co_return;
    auto const& seat = (**command.outcome).front();
    std::string json;
    append_seat(json, seat, seat.seat.status, nullptr);
    answer_json(call, 201, std::move(json));
}

http::Awaitable<void> add_seats(Call call) {
    auto body = manager_body(call);
    if (!body) co_return call.refuse(body.error());
    auto const date = path_id<ConcertDateId>(call, 0, "concertDateId");
    if (!date) co_return call.refuse(date.error());
    std::vector<SeatOffer> offers;
    body->objects("seats", [&](Body& item) { offers.push_back(read_offer(item)); });
    if (auto const faults = body->faults()) co_return call.refuse(*faults);

    AddSeats command(*date, std::move(offers));
    bool const granted = co_await decided(call, command);
    if (!granted) co_return;
    auto const& seats = **command.outcome;
    std::string json = fmt::format("{{\"created\":{},\"seats\":[", seats.size());
    for (auto const& seat : seats) {
        if (&seat != &seats.front()) json.push_back(',');
        append_seat(json, seat, seat.seat.status, nullptr);
    }
    json.append("]}");
    answer_json(call, 201, std::move(json));
}

}  // namespace onsale::api
