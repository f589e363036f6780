#include <functional>

#include <boost/json.hpp>

#include "api/handlers/answering.h"
#include "api/handlers/arguments.h"
#include "api/handlers/concert_json.h"
#include "api/handlers/handlers.h"
#include "api/rendering/seat_json.h"

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

// The seats of a status or section, rendered for this reader alone.
std::string filtered(DateBoard& board, std::vector<SeatClaim> const& mine, std::optional<SeatStatus> status,
                     std::optional<std::string_view> section, Instant now) {
    std::vector<RunState> states;
    board.read(now, [&](std::span<RunState const> all, std::uint64_t) { states.assign(all.begin(), all.end()); });
    std::string body = "[";
    auto claim = mine.begin();
    std::uint32_t index = 0;
    for (auto const& state : states) {
        bool const wanted = !section || state.run->section == *section;
        for (std::size_t i = 0; i < state.statuses.size(); ++i, ++index) {
            bool const is_mine = claim != mine.end() && claim->seat == index;
            if (wanted && (!status || state.statuses[i] == *status)) {
                if (body.size() > 1) body.push_back(',');
                append_seat(body, state.run->seats[i], state.statuses[i], is_mine ? &claim->reservation : nullptr);
            }
            if (is_mine) ++claim;
        }
    }
    body.push_back(']');
    return body;
}

std::optional<SeatStatus> parse_status(std::string_view text) {
    if (text == "available") return SeatStatus::available;
    if (text == "reserved") return SeatStatus::reserved;
    if (text == "held") return SeatStatus::held;
    return std::nullopt;
}

// Names what this reader sees: the date's version, and their own claims.
std::string seats_etag(Call const& call, std::uint64_t version, std::vector<SeatClaim> const& mine) {
    std::size_t own = 0;
    for (auto const& claim : mine) {
        own = own * 31 + std::hash<ReservationId>{}(claim.reservation.id) +
              static_cast<std::size_t>(claim.reservation.state);
    }
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
    std::optional<SeatStatus> status;
    if (auto const text = query->get("status")) {
        status = parse_status(*text);
        if (!status) return call.refuse(Query::fault("status", "must be available, reserved or held"));
    }
    auto const board = call.services.boards.seats.date(*date);
    if (!board) return call.refuse(problem_of(Refusal{Reason::unknown_concert_date}));

    call.services.streams.seats(board);  // knows this version from now on, for who opens a stream after this list
    // The version first: should a seat change meanwhile, the list is newer than its tag, and the next question
    // brings it again.
    auto const version = board->version(call.now);
    auto const mine = board->claims_of(*fan, call.now);
    if (not_modified(call, seats_etag(call, version, mine))) return;
    auto const section = query->get("section");
    if (status || section) return answer_json(call, 200, filtered(*board, mine, status, section, call.now));

    auto const pages = call.services.seat_lists.of(board)->pages(call.now, mine);
    call.answer.content_type = "application/json";
    if (takes_gzip(call.request.accept_encoding)) {
        call.answer.header("Content-Encoding", "gzip");
        call.answer.chunks = pages->gzip;
    } else {
        call.answer.chunks = pages->plain;
    }
}

}  // namespace onsale::api
