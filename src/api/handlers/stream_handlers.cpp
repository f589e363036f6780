#include <functional>

#include <fmt/format.h>

#include "api/handlers/answering.h"
#include "api/handlers/arguments.h"
#include "api/handlers/existence.h"
#include "api/handlers/handlers.h"
#include "api/handlers/line_answers.h"
#include "api/streaming/event.h"
#include "api/streaming/line_subscriber.h"
#include "api/streaming/seat_subscriber.h"

namespace onsale::api {
namespace {

constexpr std::string_view event_stream = "text/event-stream";

// How long a client waits before it comes back: spread, so that a restart does not bring all at once.
int retry_after_ms(UserId user) { return 2'000 + static_cast<int>(std::hash<UserId>{}(user) % 3'000); }

void answer_stream(Call const& call, std::unique_ptr<http::Subscription> subscription) {
    call.answer.content_type = event_stream;
    call.answer.header("Cache-Control", "no-store");
    call.answer.header("X-Accel-Buffering", "no");  // nginx would hold the events back
    call.answer.subscription = std::move(subscription);
}

// The first event: what token/generate answers to a fan who waits, and the number of the place, by which the shared
// counters are read.
std::string first_event(Call const& call, Standing const& standing) {
    std::string data;
    append_place(data, call, standing);
    data.back() = ',';
    fmt::format_to(std::back_inserter(data), "\"place\":{}}}", standing.place.value);
    return to_text({.name = "place", .data = data, .retry_after_ms = retry_after_ms(call.poller().user)});
}

http::Awaitable<void> joined_stream(Call const& call) {
    auto const& [user, shown, place, good_until] = call.poller();
    auto permit = call.services.streams.permit(user);
    if (!permit) co_return call.refuse(problem_of(Fate::shed));
    auto standing = call.services.line.ask(user, place, call.now);
    if (standing.kind == Standing::Kind::absent) {
        auto const missing = co_await missing_user(call, user);
        if (missing) co_return call.refuse(*missing);
        JoinLine join(user, place);
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
            first = first_event(call, standing);
            break;
    }
    auto& streams = call.services.streams;
    answer_stream(call, std::make_unique<LineSubscriber>(streams.group(call.io), std::move(*permit), streams.line(),
                                                         call.services.line, user, standing.place, std::move(first)));
}

// "<boot>-<version>": the part of a list's tag that all readers share.
std::string version_tag(Call const& call, std::uint64_t version) {
    return fmt::format("\"{}-{:x}\"", call.services.boot, version);
}

}  // namespace

http::Awaitable<void> stream_line(Call call) {
    auto const query = Query::read(call.request, {"access_token"});
    if (!query) co_return call.refuse(query.error());
    co_await joined_stream(call);
}

void stream_seats(Call const& call) {
    auto const query = Query::read(call.request, {"token", "since"});
    if (!query) return call.refuse(query.error());
    auto const date = path_id<ConcertDateId>(call, 0, "concertDateId");
    if (!date) return call.refuse(date.error());
    auto const board = call.services.boards.seats.date(*date);
    if (!board) return call.refuse(problem_of(Refusal{Reason::unknown_concert_date}));
    auto& streams = call.services.streams;
    auto permit = streams.permit(call.pass().user);
    if (!permit) return call.refuse(problem_of(Fate::shed));

    auto const resume_from = call.request.field("Last-Event-ID").value_or(query->get("since").value_or(""));
    auto feed = streams.seats(board);
    auto opening = feed->open(resume_from, retry_after_ms(call.pass().user), call.now);
    answer_stream(call, std::make_unique<SeatSubscriber>(
                            streams.group(call.io), std::move(*permit), std::move(feed), call.services.line,
                            ShownPass{call.pass().user, call.pass().session()}, std::move(opening)));
}

void show_seat_statuses(Call const& call) {
    auto const date = path_id<ConcertDateId>(call, 0, "concertDateId");
    if (!date) return call.refuse(date.error());
    if (auto const query = Query::read(call.request, {}); !query) return call.refuse(query.error());
    auto const board = call.services.boards.seats.date(*date);
    if (!board) return call.refuse(problem_of(Refusal{Reason::unknown_concert_date}));
    if (auto const doubt = boards_in_doubt(call)) return call.refuse(*doubt);

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
