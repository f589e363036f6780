#include <algorithm>
#include <optional>
#include <utility>

#include <boost/json.hpp>
#include <boost/json/monotonic_resource.hpp>
#include <fmt/format.h>

#include "api/handlers/answering.h"
#include "api/handlers/arguments.h"
#include "api/handlers/concert_json.h"
#include "api/handlers/handlers.h"
#include "api/handlers/terms_body.h"
#include "api/json/body.h"
#include "api/rendering/hall_map_json.h"
#include "application/sale/put_on_sale.h"
#include "domain/limits.h"
#include "json_text/document.h"
#include "json_text/json_place.h"
#include "shown_text/shown_text.h"

namespace onsale::api {
namespace {

constexpr std::size_t deepest_nesting = 32;  // a plan's, and the request around it

Problem invalid_plan(std::vector<PlanError> const& errors) {
    Problem problem{.type = ProblemType::invalid_plan,
                    .detail = "Nothing of it was used. Each error says where in the plan it is.",
                    .errors = {}};
    for (auto const& error : errors) {
        problem.errors.push_back(
            {.pointer = error.pointer, .detail = error.message, .line = error.line, .column = error.column});
    }
    return problem;
}

boost::json::value price_json(std::optional<Points> const& points) {
    return points ? boost::json::value(points->value) : boost::json::value(nullptr);
}

std::string map_of(HallPlan const& plan) {
    std::vector<hall::OfferedSeat> seats;
    seats.reserve(plan.offers.size());
    for (auto const& [number, price, labels, traits] : plan.offers) {
        seats.push_back({number, price, {labels.section, labels.row, labels.seat}, traits});
    }
    return json_of(hall::map_of(seats, &plan.drawing), std::nullopt);
}

std::string preview_of(HallPlan const& plan) {
    boost::json::array sections;
    for (auto const& section : plan.sections) {
        sections.push_back({{"name", section.name},
                            {"seats", section.seats},
                            {"area", section.is_area},
                            {"priceFrom", price_json(section.price_from)},
                            {"priceTo", price_json(section.price_to)}});
    }
    auto body =
        boost::json::serialize(boost::json::object{{"format", plan.format},
                                                   {"hall", plan.drawing.hall},
                                                   {"seats", plan.offers.size()},
                                                   {"sections", std::move(sections)},
                                                   {"withoutPrice", boost::json::value_from(plan.without_price)},
                                                   {"notes", boost::json::value_from(plan.notes)}});
    body.pop_back();  // the brace: the map follows as it is
    return body.append(",\"map\":").append(map_of(plan)).append("}");
}

std::expected<std::string, Problem> read_preview(std::string_view text, PlanReader const& plans) {
    boost::json::monotonic_resource memory;
    auto const document = json_text::Document::parse(text, deepest_nesting, &memory);
    if (!document) {
        auto const& [fault, at] = document.error();
        auto const [line, column] = json_text::place_of_offset(text, at);
        return std::unexpected(invalid_plan({{.pointer = "",
                                              .line = line,
                                              .column = column,
                                              .message = fmt::format("not JSON: {}", fault.message())}}));
    }
    auto const plan = plans.read(*document, "", {.prices_may_miss = true});
    if (!plan) return std::unexpected(invalid_plan(plan.error()));
    return preview_of(*plan);
}

// What is asked for: the sale's order, with the seats of the plan in it.
std::expected<SaleOrder, Problem> read_order(std::string_view text, PlanReader const& plans) {
    boost::json::monotonic_resource memory;
    auto const document = json_text::Document::parse(text, deepest_nesting, &memory);
    if (!document) return std::unexpected(Problem{ProblemType::malformed_json, document.error().error.message()});
    auto body = Body::without("plan", *document);
    if (!body) return std::unexpected(body.error());
    SaleOrder order;
    body->object("concert", [&](Body& concert) {
        if (concert.given("id") == Body::Given::absent) {
            order.concert = concert.text("singerName", limits::longest_name);
            return;
        }
        auto const id = ConcertId::parse(concert.text("id", Uuid::text_size));
        if (!id) concert.note("id", "must be a UUID");
        order.concert = id.value_or(ConcertId{});
    });
    order.date = body->instant("concertDate");
    order.terms = read_terms_of_new_date(*body, order.date);
    bool const again = body->given("again") != Body::Given::absent && body->flag("again");
    if (!again) order.same_name = &shown_text::look_same;
    PlanOptions options;
    auto const all = body->optional_whole_number("price", 0, limits::largest_price);
    if (all) options.price = Points{*all};
    for (auto const& [name, price] : body->whole_numbers("sectionPrices", 0, limits::largest_price)) {
        options.section_prices.emplace(name, Points{price});
    }
    for (auto const& [name, price] : body->whole_numbers("categoryPrices", 0, limits::largest_price)) {
        options.category_prices.emplace(name, Points{price});
    }
    for (auto const& [name, places] : body->whole_numbers("areas", 1, std::int64_t{limits::most_seats_of_a_date})) {
        options.places.emplace(name, static_cast<std::size_t>(places));
    }
    if (body->given("plan") == Body::Given::absent) body->note("plan", "is missing");
    if (auto faults = body->faults()) return std::unexpected(*std::move(faults));
    auto plan = plans.read(*document, "/plan", options);
    if (!plan) return std::unexpected(invalid_plan(plan.error()));
    order.offers = std::move(plan->offers);
    order.drawing = std::move(plan->drawing);
    return order;
}

}  // namespace

http::Awaitable<void> preview_plan(Call call) {
    if (auto const refusal = Body::wrong_media_type(call.request)) co_return call.refuse(*refusal);
    auto& work = call.services.hard_work;
    auto preview = co_await work.for_operators.run(
        call.io, [&] { return read_preview(shown_text::without_mark(call.request.body), work.plans); });
    if (!preview) co_return call.refuse(problem_of(Fate::shed));
    if (!*preview) co_return call.refuse(preview->error());
    answer_json(call, 200, **std::move(preview));
}

http::Awaitable<void> upload_plan(Call call) {
    if (auto const refusal = Body::wrong_media_type(call.request)) co_return call.refuse(*refusal);
    auto by = operator_of(call.request);
    if (!by) co_return call.refuse(by.error());
    auto& work = call.services.hard_work;
    auto order = co_await work.for_operators.run(
        call.io, [&] { return read_order(shown_text::without_mark(call.request.body), work.plans); });
    if (!order) co_return call.refuse(problem_of(Fate::shed));
    if (!*order) co_return call.refuse(order->error());

    (*order)->by = *std::move(by);
    PutDateOnSale command(**std::move(order));
    auto const opened = [](DatePutOnSale const& sale) {
        return rendered(
            201, {{"concertDate", json_of(sale.date, sale.concert, sale.date.available_seats)}, {"seats", sale.seats}});
    };
    co_await answer_decided(call, command, keys_of_managers, opened);
}

}  // namespace onsale::api
