#include <algorithm>

#include <fmt/format.h>

#include "api/handlers/answering.h"
#include "api/handlers/arguments.h"
#include "api/handlers/existence.h"
#include "api/handlers/handlers.h"
#include "api/handlers/line_answers.h"
#include "api/handlers/poll_again.h"
#include "api/json/iso_time.h"

namespace onsale::api {
namespace {

// A fan inside needs no number any more; one who asks nevertheless is told to come back this much later.
constexpr milliseconds poll_inside{60'000};

void answer_inside(Call const& call, UserId user, Standing const& standing) {
    identity::LinePass const pass{call.services.line.id(), user, standing.place, standing.entered_at, standing.until};
    auto const left = std::chrono::duration_cast<milliseconds>(standing.until - call.services.line.time(call.now));
    auto const poll_after = std::clamp(left, shortest_poll, poll_inside);
    call.answer.body = fmt::format(
        "{{\"userId\":\"{}\",\"token\":\"{}\",\"waitingNumber\":0,\"expiresAt\":\"{}\",\"estimatedWaitSeconds\":0,"
        "\"pollAfterMs\":{}}}",
        user.to_string(), call.services.signer.sign(pass), to_iso(standing.until), poll_after.count());
}

void answer_standing(Call const& call, Standing const& standing) {
    if (standing.kind != Standing::Kind::inside) {
        answer_waiting(call, standing);
        call.answer.repeat = poll_again(call, standing);
        return;
    }
    call.answer.content_type = "application/json";
    call.answer.header("Cache-Control", "no-store");
    answer_inside(call, call.poller().user, standing);
}

// Joins who is not in line, lets in who is called. Absent: the place has ended meanwhile. Nullopt: answered.
http::Awaitable<std::optional<Standing>> join_and_enter(Call const& call, UserId user, Standing standing,
                                                        std::optional<PlaceNumber> shown) {
    if (standing.kind == Standing::Kind::absent) {
        JoinLine join(user, shown);
        auto const joined = co_await settled(call, join);
        if (!joined) co_return std::nullopt;
        standing = *joined;
    }
    if (standing.kind == Standing::Kind::called) {
        EnterLine enter(user);
        auto const entered = co_await settled(call, enter);
        if (!entered) co_return std::nullopt;
        standing = *entered;
    }
    co_return standing;
}

http::Awaitable<void> join_or_enter(Call call, Standing standing) {
    auto const& [user, shown, place, good_until] = call.poller();
    if (standing.kind == Standing::Kind::absent) {
        auto const missing = co_await missing_user(call, user);
        if (missing) co_return call.refuse(*missing);
    }
    auto stands = co_await join_and_enter(call, user, standing, place);
    bool const ended = stands && stands->kind == Standing::Kind::absent;
    if (ended) stands = co_await join_and_enter(call, user, {}, place);  // left or paid on another connection
    if (!stands) co_return;
    if (stands->kind == Standing::Kind::absent) co_return refuse_ended(call);
    answer_standing(call, *stands);
}

}  // namespace

std::optional<http::Awaitable<void>> generate_token(Call const& call) {
    auto const& poller = call.poller();
    auto const standing = call.services.line.ask(poller.user, poller.place, call.now);
    switch (standing.kind) {
        case Standing::Kind::waiting:
        case Standing::Kind::inside:
            return answer_standing(call, standing), std::nullopt;
        case Standing::Kind::absent:
        case Standing::Kind::called:
            break;
    }
    return join_or_enter(call, standing);
}

http::Awaitable<void> leave_line(Call call) {
    auto const missing = co_await missing_user(call, call.user());
    if (missing) co_return call.refuse(*missing);
    LeaveLine leave(call.user());
    co_await http::delivered(call.io, leave, [&] { return call.services.line.submit(leave); });
    if (leave.fate != Fate::answered) co_return call.refuse(problem_of(leave.fate));
    // Leaving twice is no fault.
    call.answer.status = 204;
}

}  // namespace onsale::api
