#include <functional>

#include <fmt/format.h>

#include "api/handlers/answering.h"
#include "api/handlers/arguments.h"
#include "api/handlers/handlers.h"
#include "api/handlers/line_answers.h"
#include "api/handlers/news.h"
#include "api/streaming/event.h"
#include "api/streaming/line_subscriber.h"
#include "api/streaming/seat_subscriber.h"

namespace onsale::api {
namespace {

constexpr std::string_view event_stream = "text/event-stream";

// A browser's EventSource can send no headers: what belongs into Authorization may stand in the query, here alone.
// Nothing of a query is ever logged. `field` keeps the text; both live as long as the request that is returned.
http::Request with_bearer_of(http::Request request, std::optional<std::string_view> token, std::string& field) {
    if (!request.authorization.empty() || !token) return request;
    field = "Bearer ";
    field += *token;
    request.authorization = field;
    return request;
}

// How long a client waits before it comes back: spread, so that a restart does not bring all at once.
int retry_after_ms(UserId user) { return 2'000 + static_cast<int>(std::hash<UserId>{}(user) % 3'000); }

// A client that comes back by itself after the last event is told to stop.
bool had_the_end(Call const& call) {
    if (call.request.field("Last-Event-ID") != end_id) return false;
    call.answer.status = 204;
    return true;
}

void answer_stream(Call const& call, std::unique_ptr<http::Subscription> subscription) {
    call.answer.content_type = event_stream;
    call.answer.header("Cache-Control", "no-store");
    call.answer.header("X-Accel-Buffering", "no");  // nginx would hold the events back
    call.answer.subscription = std::move(subscription);
}

// The first event: what token/generate answers to a fan who waits, and the number of the place, by which the shared
// counters are read.
std::string first_event(Call const& call, UserId user, Standing const& standing, Gate::Poller const& poller) {
    std::string data;
    append_place(data, call.services.signer, user, standing, poller);
    data.back() = ',';
    fmt::format_to(std::back_inserter(data), "\"place\":{}}}", standing.place.value);
    return to_text({.name = "place", .data = data, .retry_after_ms = retry_after_ms(user)});
}

http::Awaitable<void> joined_stream(Call const& call, UserId user, Gate::Poller poller) {
    auto permit = call.services.streams.permit(user);
    if (!permit) co_return call.refuse(problem_of(Fate::shed));
    auto standing = call.services.line.ask(user, poller.place, call.now);
    if (standing.kind == Standing::Kind::absent) {
        auto const missing = co_await missing_user(call, user);
        if (missing) co_return call.refuse(*missing);
        JoinLine join(user, poller.place);
        auto const joined = co_await settled(call, join);
        if (!joined) co_return;
        standing = *joined;
    }
    std::string first;
    switch (standing.kind) {
        case Standing::Kind::absent:  // left or paid on another connection meanwhile
            co_return refuse_ended(call);
        case Standing::Kind::inside:  // the stream says so, and ends
            first = to_text({.name = "place", .data = "{\"waitingNumber\":0}", .retry_after_ms = retry_after_ms(user)});
            break;
        case Standing::Kind::waiting:
        case Standing::Kind::called:
            first = first_event(call, user, standing, poller);
            break;
    }
    auto& streams = call.services.streams;
    answer_stream(call, std::make_unique<LineSubscriber>(streams.audience(call.io), std::move(*permit), streams.line(),
                                                         call.services.line, user, standing.place, std::move(first)));
}

// "<boot>-<version>": the part of a list's tag that all readers share.
std::string version_tag(Call const& call, std::uint64_t version) {
    return fmt::format("\"{}-{:x}\"", call.services.boot, version);
}

}  // namespace

http::Awaitable<void> stream_line(Call call) {
    auto const user = path_id<UserId>(call, 0, "userId");
    if (!user) co_return call.refuse(user.error());
    auto const query = Query::read(call.request, {"access_token"});
    if (!query) co_return call.refuse(query.error());
    std::string field;
    auto const shown = call.services.gate.closed() ? query->get("access_token") : std::nullopt;
    auto const request = with_bearer_of(call.request, shown, field);
    auto const poller = call.services.gate.poller(request, *user, call.now);
    if (!poller) co_return call.refuse(poller.error());
    if (had_the_end(call)) co_return;
    co_await joined_stream(call, *user, *poller);
}

void stream_seats(Call const& call) {
    auto const query = Query::read(call.request, {"token", "since"});
    if (!query) return call.refuse(query.error());
    std::string field;
    auto const request = with_bearer_of(call.request, query->get("token"), field);
    auto const pass = call.services.gate.pass(request, call.now);
    if (!pass) {
        // The session may have ended while the client was away: that is the end of the stream, too.
        if (call.request.field("Last-Event-ID") == end_id) return void(call.answer.status = 204);
        return call.refuse(pass.error());
    }
    auto const date = path_id<ConcertDateId>(call, 0, "concertDateId");
    if (!date) return call.refuse(date.error());
    auto const board = call.services.boards.seats.date(*date);
    if (!board) return call.refuse(problem_of(Refusal{Reason::unknown_concert_date}));
    auto& streams = call.services.streams;
    auto permit = streams.permit(pass->user);
    if (!permit) return call.refuse(problem_of(Fate::shed));

    auto const resume_from = call.request.field("Last-Event-ID").value_or(query->get("since").value_or(""));
    auto feed = streams.seats(board);
    auto opening = feed->open(resume_from, retry_after_ms(pass->user), call.now);
    answer_stream(call, std::make_unique<SeatSubscriber>(streams.audience(call.io), std::move(*permit), std::move(feed),
                                                         call.services.line, ShownPass{pass->user, pass->session()},
                                                         std::move(opening)));
}

void show_seat_statuses(Call const& call) {
    if (auto const fan = call.services.gate.pass(call.request, call.now); !fan) return call.refuse(fan.error());
    auto const date = path_id<ConcertDateId>(call, 0, "concertDateId");
    if (!date) return call.refuse(date.error());
    if (auto const query = Query::read(call.request, {}); !query) return call.refuse(query.error());
    auto const board = call.services.boards.seats.date(*date);
    if (!board) return call.refuse(problem_of(Refusal{Reason::unknown_concert_date}));

    call.services.streams.seats(board);  // as in list_seats
    auto const statuses = call.services.streams.statuses(board)->packed(call.now);
    auto const etag = version_tag(call, statuses.version);
    call.answer.header("ETag", etag);
    call.answer.header("Cache-Control", "private, no-cache");
    call.answer.header("Vary", "Authorization");
    if (has_etag(call.request.if_none_match, etag)) {
        call.answer.status = 304;
        return;
    }
    call.answer.content_type = "application/octet-stream";
    call.answer.shared = std::make_shared<http::SharedBody const>(std::vector<http::BodyPiece>{statuses.bytes});
}

}  // namespace onsale::api
