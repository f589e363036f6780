// What operators steer by: the line, the sale of a date, and what was done.
#include <boost/json.hpp>

#include "api/handlers/answering.h"
#include "api/handlers/arguments.h"
#include "api/handlers/concert_json.h"
#include "api/handlers/existence.h"
#include "api/handlers/handlers.h"
#include "api/handlers/paging.h"
#include "api/handlers/terms_body.h"
#include "api/json/body.h"
#include "api/json/change.h"
#include "api/rendering/steering_json.h"
#include "application/steering/change_date.h"
#include "application/steering/steer_line.h"
#include "domain/limits.h"

namespace onsale::api {
namespace {

SteeringChange read_change(Body& body) {
    auto const number = [&](std::string_view name, std::uint32_t largest) {
        return change_of<std::uint32_t>(
            body, name, [&] { return static_cast<std::uint32_t>(body.whole_number(name, 1, largest)); });
    };
    SteeringChange change;
    if (body.given("paused") != Body::Given::absent) change.paused = body.flag("paused");
    change.capacity = number("capacity", limits::largest_capacity);
    change.admit_per_second = number("admitPerSecond", limits::largest_admit_per_second);
    change.opens_at = change_of<Instant>(body, "opensAt", [&] { return body.instant("opensAt"); });
    change.message =
        change_of<std::string>(body, "message", [&] { return body.text("message", limits::longest_message); });
    return change;
}

}  // namespace

void show_steering(Call const& call) {
    answer_json(call, 200, json_of(*call.services.boards.steering.now(), call.services.line_rules));
    call.answer.header("Cache-Control", "no-store");
}

http::Awaitable<void> steer_line(Call call) {
    auto by = operator_of(call.request);
    if (!by) co_return call.refuse(by.error());
    auto body = Body::read(call.request);
    if (!body) co_return call.refuse(body.error());
    auto change = read_change(*body);
    if (auto const faults = body->faults()) co_return call.refuse(*faults);

    SteerLine command(std::move(change), *std::move(by));
    auto const whole = [&rules = call.services.line_rules](Steering const& steering) {
        return rendered(200, json_of(steering, rules));
    };
    co_await answer_decided(call, command, keys_of_managers, whole);
}

http::Awaitable<void> change_date(Call call) {
    auto by = operator_of(call.request);
    if (!by) co_return call.refuse(by.error());
    auto const date = path_id<ConcertDateId>(call, 0, "concertDateId");
    if (!date) co_return call.refuse(date.error());
    auto body = Body::read(call.request);
    if (!body) co_return call.refuse(body.error());
    DateChange change{.on_sale = {}, .terms = read_terms(*body)};
    // One of the two is wanted at least.
    if (body->given("onSale") != Body::Given::absent || body->given("terms") == Body::Given::absent) {
        change.on_sale = body->flag("onSale");
    }
    if (auto const faults = body->faults()) co_return call.refuse(*faults);
    auto const board = co_await board_of(call, *date);
    if (!board) co_return call.refuse(board.error());

    ChangeDate command(*date, std::move(change), *std::move(by));
    auto const with_concert = [&](ConcertDate const& changed) {
        auto answer = json_of(changed, (*board)->concert(), (*board)->available_seats(call.now));
        answer["onSale"] = changed.on_sale;
        answer["terms"] = json_of(changed.terms);
        return rendered(200, answer);
    };
    co_await answer_decided(call, command, keys_of_managers, with_concert);
}

http::Awaitable<void> list_actions(Call call) {
    auto const page = read_page<OperatorActionId>(call.request);
    if (!page) co_return call.refuse(page.error());
    auto read = co_await call.services.store_reader.read(
        call.io, "actions-fault",
        [&](StoreReader::Tables const& from) { return from.actions.page(page->from, page->limit + 1); });
    if (!read) co_return call.refuse(problem_of(read.error()));
    auto next = next_page(*read, page->limit);
    boost::json::array entries;
    for (auto const& action : *read) entries.push_back(json_of(action));
    answer_json(call, 200, boost::json::object{{"entries", std::move(entries)}, {"next", std::move(next)}});
    call.answer.header("Cache-Control", "no-store");
}

}  // namespace onsale::api
