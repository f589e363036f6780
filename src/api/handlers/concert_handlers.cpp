#include <boost/json.hpp>

#include "api/handlers/answering.h"
#include "api/handlers/arguments.h"
#include "api/handlers/concert_json.h"
#include "api/handlers/handlers.h"

namespace onsale::api {
namespace {

// Sets the caching headers; true: the client has this version already, and 304 is answered.
bool not_modified(Call const& call, std::string const& etag) {
    call.answer.header("ETag", "W/" + etag);
    call.answer.header("Cache-Control", "private, no-cache");
    call.answer.header("Vary", "Accept-Encoding, Authorization");
    if (!has_etag(call.request.if_none_match, etag)) return false;
    call.answer.status = 304;
    return true;
}

std::optional<SeatStatus> parse_status(std::string_view text) {
    if (text == "available") return SeatStatus::available;
    if (text == "reserved") return SeatStatus::reserved;
    if (text == "held") return SeatStatus::held;
    return std::nullopt;
}

// Names what this reader sees: the version of the list, and their own claims in it.
std::string seats_etag(Call const& call, std::uint64_t version, std::uint64_t own) {
    return fmt::format("\"{}-{:x}-{:x}\"", call.services.boot, version, own);
}

}  // namespace

void list_dates(Call const& call) {
    if (auto const fan = call.services.gate.inside(call.request, call.now); !fan) return call.refuse(fan.error());
    if (auto const query = Query::read(call.request, {}); !query) return call.refuse(query.error());
    boost::json::array dates;
    for (auto const& board : call.services.boards.seats.dates()) {
        dates.push_back(json_of(board->date(), board->concert(), board->available_seats(call.now)));
    }
    auto body = boost::json::serialize(dates);
    auto const etag = fmt::format("\"{}-{:x}\"", call.services.boot, std::hash<std::string>{}(body));
    if (not_modified(call, etag)) return;
    answer_json(call, 200, std::move(body));
}

void list_seats(Call const& call) {
    auto const fan = call.services.gate.inside(call.request, call.now);
    if (!fan) return call.refuse(fan.error());
    auto const date = path_id<ConcertDateId>(call, 0, "concertDateId");
    if (!date) return call.refuse(date.error());
    auto const query = Query::read(call.request, {"status", "section"});
    if (!query) return call.refuse(query.error());
    SeatFilter filter;
    if (auto const section = query->get("section")) filter.section = *section;
    if (auto const text = query->get("status")) {
        filter.status = parse_status(*text);
        if (!filter.status) return call.refuse(Query::fault("status", "must be available, reserved or held"));
    }
    auto const board = call.services.boards.seats.date(*date);
    if (!board) return call.refuse(problem_of(Refusal{Reason::unknown_concert_date}));

    call.services.streams.seats(board);  // knows this version from now on, for who opens a stream after this list
    // The version and the claims first: should a seat change meanwhile, the list is newer than its tag, and the next
    // question brings it again.
    auto const version = board->version(call.now);
    auto const mine = board->claims_of(*fan, call.now);
    bool const all = filter.all();  // then the tag is known before the list is
    if (all && not_modified(call, seats_etag(call, version, fingerprint(mine)))) return;
    auto const encoding = takes_gzip(call.request.accept_encoding) ? Encoding::gzip : Encoding::plain;
    auto const pages = call.services.seat_lists.of(board)->pages(
        call.now, {.filter = std::move(filter), .encoding = encoding, .mine = mine});
    if (!all && not_modified(call, seats_etag(call, pages->version, pages->own))) return;

    call.answer.content_type = "application/json";
    if (encoding == Encoding::gzip) call.answer.header("Content-Encoding", "gzip");
    call.answer.chunks = pages->chunks;
}

}  // namespace onsale::api
