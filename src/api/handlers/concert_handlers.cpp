#include <boost/json.hpp>

#include "api/handlers/answering.h"
#include "api/handlers/arguments.h"
#include "api/handlers/concert_json.h"
#include "api/handlers/existence.h"
#include "api/handlers/handlers.h"
#include "api/rendering/enum_names.h"
#include "shown_text/shown_text.h"

namespace onsale::api {
namespace {

// Sets the caching headers; true: the client has this version already, and 304 is answered.
bool not_modified(http::Answer& answer, std::string_view if_none_match, std::string const& etag) {
    answer.header("ETag", "W/" + etag);
    answer.header("Cache-Control", "private, no-cache");
    answer.header("Vary", "Accept-Encoding, Authorization");
    if (!has_etag(if_none_match, etag)) return false;
    answer.status = 304;
    return true;
}

// What a fan asked about the seats of a date, read once.
struct SeatQuestion {
    identity::LinePass pass;
    std::shared_ptr<DateBoard> board;
    SeatFilter filter;
    Encoding encoding = Encoding::plain;
    bool head = false;
    std::string if_none_match;
};

// Names what this reader sees: the version of the list, and their own claims in it.
std::string seats_etag(Services const& services, std::uint64_t version, std::uint64_t own) {
    return fmt::format("\"{}-{:x}-{:x}\"", services.boot, version, own);
}

void answer_seats(Services& services, http::Answer& answer, Instant now, SeatQuestion const& asked) {
    services.streams.seats(
        asked.board);  // knows this version from now on, for clients that open a stream after this list
    // The version and the claims first: should a seat change meanwhile, the list is newer than its tag, and the next
    // question brings it again.
    auto const version = asked.board->version(now);
    auto const mine = asked.board->claims_of(asked.pass.user, now);
    auto const known = [&](std::uint64_t of_list, std::uint64_t own) {
        return not_modified(answer, asked.if_none_match, seats_etag(services, of_list, own));
    };
    bool const all = asked.filter.all();  // then the tag is known before the list is
    if (all && known(version, fingerprint(mine))) return;
    auto const describe = [&] {
        answer.content_type = "application/json";
        if (asked.encoding == Encoding::gzip) answer.header("Content-Encoding", "gzip");
    };
    if (!mine.empty() && !asked.head) {  // pieces of this reader's own
        answer.permit = services.private_answers.begin(asked.pass.user);
        if (!answer.permit) {
            answer.clear();
            return answer_problem(answer, PrivateAnswers::refusal());
        }
    }
    if (all && asked.head) {  // nothing is made that is not sent
        answer.length_unknown = true;
        return describe();
    }
    auto const pages = services.seat_lists.of(asked.board)
                           ->pages(now, {.filter = asked.filter, .encoding = asked.encoding, .mine = mine});
    if (!all && known(pages->version, pages->own)) return;
    describe();
    answer.shared = pages->body;
}

// A fan who refreshes the view of the hall asks the same again and again. The session is looked at each time.
class SeatsAgain final : public http::Repeat {
  public:
    SeatsAgain(Call const& call, SeatQuestion asked)
        : services_(call.services), route_(call.route), asked_(std::move(asked)) {}

    bool answer(http::Answer& answer) override {
        auto const now = services_.clock.now();
        auto const& pass = asked_.pass;
        if (now >= pass.expires_at || !services_.line.inside({pass.user, pass.session()}, now)) return false;
        answer_seats(services_, answer, now, asked_);
        services_.observer.repeated(answer, route_);
        return true;
    }

  private:
    Services& services_;
    std::size_t const route_;
    SeatQuestion const asked_;
};

}  // namespace

void list_dates(Call const& call) {
    if (auto const query = Query::read(call.request, {}); !query) return call.refuse(query.error());
    if (auto const doubt = boards_in_doubt(call)) return call.refuse(*doubt);
    boost::json::array dates;
    for (auto const& board : call.services.boards.seats.dates()) {
        dates.push_back(json_of(board->date(), board->concert(), board->available_seats(call.now)));
    }
    auto body = boost::json::serialize(dates);
    auto const etag = fmt::format("\"{}-{:x}\"", call.services.boot, std::hash<std::string>{}(body));
    if (not_modified(call.answer, call.request.if_none_match, etag)) return;
    answer_json(call, 200, std::move(body));
}

void list_seats(Call const& call) {
    auto const date = path_id<ConcertDateId>(call, 0, "concertDateId");
    if (!date) return call.refuse(date.error());
    auto const query = Query::read(call.request, {"status", "section"});
    if (!query) return call.refuse(query.error());
    if (auto const doubt = boards_in_doubt(call)) return call.refuse(*doubt);
    SeatQuestion asked{
        .pass = call.pass(), .board = call.services.boards.seats.date(*date), .filter = {}, .if_none_match = {}};
    if (auto const section = query->get("section")) asked.filter.section = shown_text::composed(*section);
    if (auto const text = query->get("status")) {
        asked.filter.status = seat_status_of(*text);
        if (!asked.filter.status) return call.refuse(Query::fault("status", "must be available, reserved or held"));
    }
    if (!asked.board) return call.refuse(problem_of(Refusal{Reason::unknown_concert_date}));
    if (takes_gzip(call.request.accept_encoding)) asked.encoding = Encoding::gzip;
    asked.head = call.request.head;
    asked.if_none_match = call.request.if_none_match;

    answer_seats(call.services, call.answer, call.now, asked);
    if (call.services.observer.tells_every_request()) return;
    call.answer.repeat = std::make_unique<SeatsAgain>(call, std::move(asked));
}

}  // namespace onsale::api
