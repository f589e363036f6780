#include "api/handlers/arguments.h"
#include "api/handlers/hall_maps_made.h"
#include "api/handlers/handlers.h"
#include "api/problem/problem_of_refusal.h"
#include "api/services.h"

namespace onsale::api {
namespace {

void answer_map(Call const& call, MapPage const& page) {
    auto& answer = call.answer;
    bool const gzip = takes_gzip(call.request.accept_encoding);
    auto const& etag = gzip ? page.gzip_etag : page.plain_etag;
    answer.header("ETag", etag);
    answer.header("Cache-Control", "public, no-cache");
    answer.header("Vary", "Accept-Encoding");
    if (has_etag(call.request.if_none_match, etag)) {
        answer.status = 304;
        return;
    }
    answer.content_type = "application/json";
    if (gzip) answer.header("Content-Encoding", "gzip");
    answer.shared = gzip ? page.gzip : page.plain;
}

http::Awaitable<void> make_map(Call call, std::shared_ptr<DateBoard> board) {
    auto const page = co_await made_map(call, std::move(board));
    if (!page) co_return call.refuse(problem_of(Fate::shed));
    answer_map(call, *page);
}

}  // namespace

std::optional<http::Awaitable<void>> show_map(Call const& call) {
    auto const refuse = [&](Problem const& problem) {
        call.refuse(problem);
        return std::nullopt;
    };
    auto const date = path_id<ConcertDateId>(call, 0, "concertDateId");
    if (!date) return refuse(date.error());
    if (auto const query = Query::read(call.request, {}); !query) return refuse(query.error());
    auto board = call.services.boards.seats.date(*date);
    if (!board) return refuse(problem_of(Refusal{Reason::unknown_concert_date}));
    auto const page = call.services.hard_work.maps.find(*board, call.now);
    if (!page) return make_map(call, std::move(board));
    answer_map(call, *page);
    return std::nullopt;
}

}  // namespace onsale::api
