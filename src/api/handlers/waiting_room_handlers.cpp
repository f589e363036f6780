// The waiting room for browsers without JavaScript: a page that asks again by itself, and forms.
#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "api/handlers/existence.h"
#include "api/handlers/handlers.h"
#include "api/handlers/line_answers.h"
#include "api/handlers/past_reservations.h"
#include "api/handlers/waiting_room.h"
#include "api/html/claims.h"
#include "application/sale/register_user.h"
#include "domain/limits.h"
#include "shown_text/shown_text.h"

namespace onsale::api {
namespace {

constexpr std::string_view policy_of_room =
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

void answer_html(Call const& call, PageRequest const& asked, std::string html, unsigned status = 200) {
    auto& answer = call.answer;
    answer.status = status;
    answer.content_type = "text/html; charset=utf-8";
    answer.body = std::move(html);
    answer.header("Content-Language", html::words_of(asked.language).code);
    answer.header("Cache-Control", "no-store");
    answer.header("Content-Security-Policy", policy_of_room);
    answer.header("Referrer-Policy", "same-origin");
    answer.header("X-Content-Type-Options", "nosniff");
    answer.header("Cross-Origin-Opener-Policy", "same-origin");
}

html::PageContext context_for(Call const& call, PageRequest const& asked) {
    return {.services = call.services, .language = asked.language, .now = call.now, .said = said_to(call, asked)};
}

// Instead of the problem that a step on the way has answered.
void answer_busy(Call const& call, PageRequest const& asked) {
    call.answer.clear();
    call.answer.header("Retry-After", "5");
    answer_html(call, asked, html::busy_page(context_for(call, asked)), 503);
}

// What a fan holds and owns is a page for that fan alone. False: answered.
bool may_be_private(Call const& call, PageRequest const& asked, UserId user) {
    call.answer.permit = call.services.private_answers.begin(user);
    if (call.answer.permit) return true;
    answer_busy(call, asked);
    return false;
}

void answer_waiting(Call const& call, PageRequest const& asked, html::Visitor const& visitor,
                    Standing const& standing) {
    if (visitor.place != standing.place) {
        html::remember_line(call, call.services.signer.sign(identity::PlaceTicket{call.services.line.id(), visitor.user,
                                                                                  standing.place, standing.joined_at}));
    }
    answer_html(call, asked, html::waiting_page(context_for(call, asked), standing));
}

// A page must not fail for the past: what has to be paid in time is on the boards.
http::Awaitable<html::PastSeats> past_seats(Call const& call, UserId user) {
    auto past = co_await past_reservations(call, user, std::nullopt, html::most_seats_of_fan_shown);
    if (!past) co_return std::nullopt;
    std::vector<ReservationRecord> seats;
    for (auto& each : *past) std::ranges::move(each.seats, std::back_inserter(seats));
    co_return seats;
}

// To a fan who does not wait: with what they hold and own.
http::Awaitable<void> answer_with_claims(Call const& call, PageRequest const& asked, html::Visitor const& visitor,
                                         Standing const& standing) {
    if (!may_be_private(call, asked, visitor.user)) co_return;
    auto const past = co_await past_seats(call, visitor.user);
    auto const context = context_for(call, asked);
    if (standing.kind == Standing::Kind::absent) {
        html::forget_line(call);
        co_return answer_html(call, asked, html::home_page(context, visitor.user, past));
    }
    identity::LinePass const pass{call.services.line.id(), visitor.user, standing.place, standing.entered_at,
                                  standing.until};
    if (visitor.pass != pass) html::remember_line(call, call.services.signer.sign(pass));
    answer_html(call, asked, html::inside_page(context, visitor.user, standing, asked.choice, past));
}

// A text as a user's name may be: as POST /user takes it.
bool good_name(std::string_view name) {
    return !shown_text::fault_in(name) && !shown_text::shows_nothing(name) && name.size() <= limits::longest_name;
}

// The user of the cookie, or a new one of that name. A user whom the store has lost is made again, with the place that
// the line still has. Nullopt: answered.
http::Awaitable<std::optional<UserId>> user_for(Call const& call, PageRequest const& asked, Query const& form) {
    auto const visitor = html::visitor_of(call);
    if (visitor && call.services.boards.wallets.knows(visitor->user)) co_return visitor->user;
    auto const name = shown_text::composed(form.get("name").value_or(""));
    if (!good_name(name)) {
        go_back(call, asked, "bad-name");
        co_return std::nullopt;
    }
    RegisterUser command(name, visitor ? std::optional(visitor->user) : std::nullopt);
    co_await http::delivered(call.io, command,
                             [&] { return call.services.clerk.submit(command, patience_of(call.io)); });
    if (command.fate != Fate::answered || !*command.outcome) {
        answer_busy(call, asked);
        co_return std::nullopt;
    }
    auto const user = (*command.outcome)->user.id;
    html::remember_user(call, user);
    co_return user;
}

}  // namespace

http::Awaitable<void> show_waiting_room(Call call) {
    auto const asked = read_room(call);
    if (!asked) co_return call.refuse(asked.error());
    auto visitor = html::visitor_of(call);
    if (visitor) {
        auto const missing = co_await missing_user(call, visitor->user);
        if (missing && missing->type == ProblemType::overloaded) co_return answer_busy(call, *asked);
        if (missing) visitor.reset();
    }
    if (!visitor) co_return answer_html(call, *asked, html::door_page(context_for(call, *asked)));
    auto standing = standing_of(call, *visitor);
    // A ticket without a standing is a line that this node has to look for.
    bool const lost = standing.kind == Standing::Kind::absent && visitor->place;
    if (lost) {
        JoinLine join(visitor->user, visitor->place);
        auto const joined = co_await settled(call, join);
        if (!joined) co_return answer_busy(call, *asked);
        standing = *joined;
    }
    if (standing.kind == Standing::Kind::called) {
        EnterLine enter(visitor->user);
        auto const entered = co_await settled(call, enter);
        if (!entered) co_return answer_busy(call, *asked);
        standing = *entered;
    }
    switch (standing.kind) {
        case Standing::Kind::waiting:
        case Standing::Kind::called:
            co_return answer_waiting(call, *asked, *visitor, standing);
        case Standing::Kind::absent:
        case Standing::Kind::inside:
            co_await answer_with_claims(call, *asked, *visitor, standing);
    }
}

http::Awaitable<void> enter_waiting_room(Call call) {
    auto const asked = read_room(call);
    if (!asked) co_return call.refuse(asked.error());
    auto const form = read_room_form(call, {"name"});
    if (!form) co_return call.refuse(form.error());
    auto const user = co_await user_for(call, *asked, *form);
    if (!user) co_return;
    JoinLine join(*user, std::nullopt);
    co_await http::delivered(call.io, join, [&] { return call.services.line.submit(join, patience_of(call.io)); });
    if (join.fate != Fate::answered) co_return go_back(call, *asked, "overloaded");
    if (!join.outcome) {
        co_return go_back(call, *asked, kind_of(problem_of(join.outcome.error()).type).slug);
    }
    auto const& standing = *join.outcome;
    if (standing.kind == Standing::Kind::waiting || standing.kind == Standing::Kind::called) {
        html::remember_line(call, call.services.signer.sign(identity::PlaceTicket{call.services.line.id(), *user,
                                                                                  standing.place, standing.joined_at}));
    }
    go_to_place(call, *asked);
}

http::Awaitable<void> leave_waiting_room(Call call) {
    auto const asked = read_room(call);
    if (!asked) co_return call.refuse(asked.error());
    auto const form = read_room_form(call, {});
    if (!form) co_return call.refuse(form.error());
    auto const visitor = html::visitor_of(call);
    if (!visitor) co_return go_back(call, *asked, "");
    LeaveLine leave(visitor->user);
    co_await http::delivered(call.io, leave, [&] { return call.services.line.submit(leave); });
    if (leave.fate != Fate::answered) co_return go_back(call, *asked, "overloaded");
    html::forget_line(call);
    go_back(call, *asked, "left");
}

}  // namespace onsale::api
