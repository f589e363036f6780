#include "api/handlers/seat_wish.h"

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "api/handlers/arguments.h"
#include "api/handlers/existence.h"
#include "api/handlers/hall_maps_made.h"
#include "api/json/body.h"
#include "api/problem/problem_of_refusal.h"
#include "api/services.h"
#include "domain/limits.h"

namespace onsale::api {
namespace {

constexpr std::size_t longest_id = 36;  // a UUID as text

// As it stands in the body; sections by their names.
struct Asked {
    std::vector<SeatId> seats;
    std::optional<seating::BestRequest> best;
    std::vector<std::string> sections;
};

seating::BestRequest read_best(Body& best, std::vector<std::string>& sections) {
    seating::BestRequest request;
    request.count = static_cast<std::size_t>(best.whole_number("count", 1, seating::most_together));
    sections = best.optional_texts("sections", limits::most_sections_asked, limits::longest_section);
    if (auto const most = best.optional_whole_number("maxPrice", 0, limits::largest_price)) {
        request.max_price = Points{*most};
    }
    auto const adjacent = best.optional_text("adjacent", 16);
    if (adjacent == "must") {
        request.adjacent = seating::Adjacent::must;
    } else if (!adjacent.empty() && adjacent != "prefer") {
        best.note("adjacent", "must be \"must\" or \"prefer\"");
    }
    return request;
}

std::vector<SeatId> read_seats(Body& body) {
    std::vector<SeatId> seats;
    for (auto const& text : body.optional_texts("seats", limits::most_seats_of_a_request, longest_id)) {
        auto const seat = SeatId::parse(text);
        if (!seat) {
            body.note("seats", "must be UUIDs");
            return {};
        }
        if (std::ranges::find(seats, *seat) != seats.end()) {
            body.note("seats", "must be different seats");
            return {};
        }
        seats.push_back(*seat);
    }
    return seats;
}

std::expected<Asked, Problem> read_asked(Call const& call) {
    auto body = Body::read(call.request);
    if (!body) return std::unexpected(body.error());
    Asked asked;
    bool const best = body->given("best") == Body::Given::value;
    asked.seats = read_seats(*body);
    if (best) {
        body->object("best", [&](Body& of) { asked.best = read_best(of, asked.sections); });
        if (!asked.seats.empty()) body->note("best", "stands instead of seats, not with them");
    } else if (asked.seats.empty()) {
        body->note("seats", "name at least one seat, or ask for the best ones");
    }
    if (auto const faults = body->faults()) return std::unexpected(*faults);
    return asked;
}

Problem no_such_section(std::string const& name) {
    return {.type = ProblemType::invalid_request,
            .detail = "",
            .errors = {{"/best/sections", fmt::format("there is no section {}", name)}}};
}

std::expected<ReserveSeats::Wish, Problem> best_of(std::shared_ptr<DateBoard> date, Asked asked) {
    auto const plan = date->seating_plan();
    if (!plan) return std::unexpected(problem_of(Fate::shed));  // seats were added just now
    auto& request = *asked.best;
    for (auto const& name : asked.sections) {
        auto const section = plan->find_section(name);
        if (!section) return std::unexpected(no_such_section(name));
        request.sections.push_back(*section);
    }
    return BestOfDate{std::move(date), std::move(request)};
}

}  // namespace

http::Awaitable<std::expected<ReserveSeats::Wish, Problem>> read_seat_wish(Call const& call) {
    auto const id = path_id<ConcertDateId>(call, 0, "concertDateId");
    if (!id) co_return std::unexpected(id.error());
    auto asked = read_asked(call);
    if (!asked) co_return std::unexpected(asked.error());
    auto const no_date = co_await missing_on_board(call, *id);
    if (no_date) co_return std::unexpected(*no_date);
    auto const& board = call.services.boards.seats;
    auto date = board.date(*id);
    auto const no_plan = co_await missing_seating_plan(call, date);
    if (no_plan) co_return std::unexpected(*no_plan);
    if (asked->best) co_return best_of(std::move(date), std::move(*asked));

    SeatsByName named{.date = std::move(date), .seats = std::move(asked->seats), .indices = {}};
    for (auto const seat : named.seats) {
        auto const missing = co_await missing_on_board(call, seat);
        if (missing) co_return std::unexpected(*missing);
        auto const place = board.place(seat);
        if (!place || place->date != named.date) co_return std::unexpected(problem_of({Reason::unknown_seat}));
        named.indices.push_back(place->index);
    }
    co_return named;
}

http::Awaitable<std::expected<ReserveSeats::Wish, Problem>> wish_of_one(Call const& call, SeatId seat) {
    auto const missing = co_await missing_on_board(call, seat);
    if (missing) co_return std::unexpected(*missing);
    auto place = call.services.boards.seats.place(seat);
    if (!place) co_return std::unexpected(problem_of({Reason::unknown_seat}));
    if (place->date->no_single_seats()) {
        auto const no_plan = co_await missing_seating_plan(call, place->date);
        if (no_plan) co_return std::unexpected(*no_plan);
    }
    co_return OneSeat{seat, std::move(place->date), place->index};
}

}  // namespace onsale::api
