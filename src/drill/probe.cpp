#include "drill/probe.h"

#include <algorithm>

#include <fmt/format.h>

#include "drill/drill.h"
#include "drill/limits.h"

namespace onsale::drill {
namespace {

// A server that is still starting, or is full for a moment, gets some patience.
Awaitable<Answer> answered(Rehearsal& at, std::string request, std::string_view what) {
    Answer answer;
    for (int left = limits::most_tries; left > 0; --left) {
        answer = co_await at.http.ask(request);
        if (answer.good()) co_return answer;
        if (answer.came() && answer.status != 503) break;
        Timer timer(at.io.get_executor(), limits::first_pause);
        co_await timer.async_wait(use_awaitable);
    }
    auto const why = answer.came() ? fmt::format("answered {}: {}", answer.status, answer.body.substr(0, 300))
                                   : std::string("did not answer");
    throw CannotBegin(fmt::format("{}: http://{}:{} {}", what, at.plan.host, at.plan.port, why));
}

Awaitable<void> come_in(Rehearsal& at, Credentials& credentials) {
    for (bool joined = false;; joined = true) {
        auto const request = joined ? at.api.poll(credentials) : at.api.join(credentials);
        auto const answer = co_await answered(at, request, "joining the line");
        auto const standing = at.api.standing(answer.body);
        if (!standing) throw CannotBegin("joining the line: the answer has no waitingNumber");
        if (!standing->token.empty()) credentials.line = standing->token;
        if (standing->waiting_number > 0) credentials.waiting_number = standing->waiting_number;
        if (standing->inside) co_return;
        Timer timer(at.io.get_executor(), standing->poll_after.value_or(limits::poll_unless_told));
        co_await timer.async_wait(use_awaitable);
    }
}

}  // namespace

Awaitable<void> probe(Rehearsal& at) {
    Credentials credentials;
    auto const registered = co_await answered(at, at.api.register_user(0), "registering a fan");
    if (!at.api.registered(registered.body, credentials)) throw CannotBegin("registering a fan: no id in the answer");
    co_await come_in(at, credentials);
    auto const dates = at.api.dates_of((co_await answered(at, at.api.dates(credentials), "reading dates")).body);
    auto const date = std::ranges::max_element(dates, {}, &DateOnSale::available);
    if (date == dates.end() || date->available == 0) {
        throw CannotBegin("nothing is on sale: put a concert date on sale first (onsale import)");
    }
    at.hall.date_id = date->id;
    auto const seats = co_await answered(at, at.api.all_seats(credentials, date->id), "reading seats");
    for (auto const& seat : at.api.seats_of(seats.body)) at.hall.add(seat.id, seat.section, seat.row, seat.price);
    if (at.hall.seats().empty()) throw CannotBegin("the date on sale has no seats");
    if (auto const map = at.api.map(date->id); !map.empty()) {
        at.hall.place(at.api.points_of((co_await answered(at, map, "reading the map")).body));
    }
    if (auto const sale = at.api.sale(); !sale.empty()) {
        at.hall.most_per_person =
            at.api.most_per_person((co_await answered(at, sale, "reading the terms")).body, date->id);
    }
    // Where nobody can leave, the probe's visit lasts until the server ends it.
    if (auto const leave = at.api.leave_line(credentials); !leave.empty()) co_await answered(at, leave, "leaving");
}

}  // namespace onsale::drill
