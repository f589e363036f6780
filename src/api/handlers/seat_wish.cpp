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

// As it stands in the body; sections by their names.
struct Asked {
    std::vector<SeatId> seats;
    std::optional<seating::BestRequest> best;
    std::vector<std::string> sections;
    struct Area {
        std::string name;
        std::size_t count = 0;
    };
    std::vector<Area> areas;
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
    for (auto const& text : body.optional_texts("seats", limits::most_seats_of_a_request, Uuid::text_size)) {
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

std::vector<Asked::Area> read_areas(Body& body) {
    std::vector<Asked::Area> areas;
    std::size_t places = 0;
    body.objects("areas", [&](Body& of) {
        Asked::Area area{.name = of.text("area", limits::longest_section),
                         .count = static_cast<std::size_t>(
                             of.whole_number("count", 1, static_cast<std::int64_t>(limits::most_seats_of_a_request)))};
        places += area.count;
        if (std::ranges::find(areas, area.name, &Asked::Area::name) != areas.end()) {
            of.note("area", "must be different areas");
        }
        areas.push_back(std::move(area));
    });
    if (places > limits::most_seats_of_a_request) {
        body.note("areas", fmt::format("must be {} places at most", limits::most_seats_of_a_request));
    }
    return areas;
}

std::expected<Asked, Problem> read_asked(Call const& call) {
    auto body = Body::read(call.request);
    if (!body) return std::unexpected(body.error());
    auto const given = [&](std::string_view name) { return body->given(name) == Body::Given::value; };
    Asked asked;
    bool const best = given("best");
    bool const areas = given("areas");
    asked.seats = read_seats(*body);
    if (best) body->object("best", [&](Body& of) { asked.best = read_best(of, asked.sections); });
    if (areas) asked.areas = read_areas(*body);
    if (best && !asked.seats.empty()) body->note("best", "stands instead of seats, not with them");
    if (areas && (best || !asked.seats.empty())) body->note("areas", "stands instead of seats or best, not with them");
    if (!best && !areas && asked.seats.empty()) {
        body->note("seats", "name at least one seat, or ask for the best ones or for places of areas");
    }
    if (auto const faults = body->faults()) return std::unexpected(*faults);
    return asked;
}

Problem not_there(std::string pointer, std::string detail) {
    return {.type = ProblemType::invalid_request,
            .detail = "",
            .errors = {{.pointer = std::move(pointer), .detail = std::move(detail)}}};
}

std::expected<ReserveSeats::Wish, Problem> best_of(std::shared_ptr<DateBoard> date, Asked asked) {
    auto const plan = date->seating_plan();
    if (!plan) return std::unexpected(problem_of(Fate::shed));  // seats were added just now
    auto& request = *asked.best;
    for (auto const& name : asked.sections) {
        auto const section = plan->find_section(name);
        if (!section) {
            auto const* what =
                date->find_area(name) ? "{} is an area: ask for it with areas" : "there is no section {}";
            return std::unexpected(not_there("/best/sections", fmt::format(fmt::runtime(what), name)));
        }
        request.sections.push_back(*section);
    }
    return BestOfDate{std::move(date), std::move(request)};
}

std::expected<ReserveSeats::Wish, Problem> places_of(std::shared_ptr<DateBoard> date, Asked const& asked) {
    PlacesOfDate wish{.date = std::move(date), .places = {}};
    for (auto const& [name, count] : asked.areas) {
        auto const area = wish.date->find_area(name);
        if (!area) {
            return std::unexpected(
                not_there(fmt::format("/areas/{}/area", wish.places.size()), fmt::format("there is no area {}", name)));
        }
        wish.places.push_back({*area, count});
    }
    return wish;
}

}  // namespace

http::Awaitable<std::expected<ReserveSeats::Wish, Problem>> read_seat_wish(Call const& call) {
    auto const id = path_id<ConcertDateId>(call, 0, "concertDateId");
    if (!id) co_return std::unexpected(id.error());
    auto asked = read_asked(call);
    if (!asked) co_return std::unexpected(asked.error());
    auto found = co_await board_of(call, *id);
    if (!found) co_return std::unexpected(found.error());
    auto date = *std::move(found);
    auto const& board = call.services.boards.seats;
    if (!asked->areas.empty()) co_return places_of(std::move(date), *asked);
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

http::Awaitable<std::expected<ReserveSeats::Wish, Problem>> wish_of_best(Call const& call,
                                                                         std::shared_ptr<DateBoard> date,
                                                                         seating::BestRequest request) {
    auto const no_plan = co_await missing_seating_plan(call, date);
    if (no_plan) co_return std::unexpected(*no_plan);
    co_return BestOfDate{std::move(date), std::move(request)};
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

http::Awaitable<std::expected<ReleaseReservation::Only, Problem>> seat_given_back(Call const& call, SeatId seat) {
    auto const missing = co_await missing_on_board(call, seat);
    if (missing && missing->type != ProblemType::unknown_seat) co_return std::unexpected(*missing);
    auto place = call.services.boards.seats.place(seat);
    co_return ReleaseReservation::Only(seat, place ? std::move(place->date) : nullptr);
}

}  // namespace onsale::api
