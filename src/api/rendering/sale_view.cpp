#include "api/rendering/sale_view.h"

#include <cmath>
#include <functional>
#include <vector>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "api/handlers/concert_json.h"
#include "api/json/iso_time.h"
#include "api/rendering/steering_json.h"

namespace onsale::api {
namespace {

namespace json = boost::json;

json::value price_of(std::optional<Points> price) { return price ? json::value(price->value) : json::value(nullptr); }

json::object json_of(DateBoard& board, Instant now) {
    auto const totals = board.totals(now);
    auto const terms = board.terms();
    return {{"id", board.date().id.to_string()},
            {"date", to_iso(board.date().date)},
            {"concert", api::json_of(board.concert())},
            {"availableSeats", totals.available},
            {"seats", totals.seats},
            {"onSale", board.on_sale()},
            {"opensAt", api::json_of(terms.opens_at)},
            {"closesAt", to_iso(closing_of(terms, board.date().date))},
            {"mostPerPerson", terms.most_per_person},
            {"companionsForAll", terms.companions_for_all},
            {"priceFrom", price_of(totals.lowest_price)},
            {"priceTo", price_of(totals.highest_price)}};
}

json::object json_of(Line const& line) {
    auto const counters = line.report().counters;
    return {{"id", line.id().view()},
            {"waiting", counters.waiting},
            {"called", counters.called + counters.entering},
            {"inside", counters.inside},
            {"admittedPerSecond", std::round(counters.admissions_per_second * 10) / 10}};
}

json::object json_of(SaleView::Terms const& terms) {
    return {{"holdSeconds", terms.hold.count()},
            {"claimSeconds", terms.claim.count()},
            {"sessionSeconds", terms.session.count()},
            {"maxCharge", terms.max_charge}};
}

}  // namespace

SaleView::Edition SaleView::at(Instant now) {
    std::lock_guard const lock(mutex_);
    bool const fresh = edition_.rest && now - made_at_ < shortest_interval && now >= made_at_;
    if (fresh) return edition_;
    made_at_ = now;
    auto text = render(now);
    auto etag = fmt::format("\"{:x}\"", std::hash<std::string>{}(text));
    if (edition_.rest && etag == edition_.etag) return edition_;
    auto bytes = std::make_shared<std::string const>(std::move(text));
    edition_ = {std::make_shared<http::SharedBody const>(std::vector<http::BodyPiece>{std::move(bytes)}),
                std::move(etag)};
    return edition_;
}

std::string SaleView::render(Instant now) const {
    json::array dates;
    for (auto const& board : boards_.seats.dates()) dates.push_back(json_of(*board, now));
    json::object sale{{"phase", json::string_view(terms_.phase.data(), terms_.phase.size())},
                      {"line", json_of(line_)},
                      {"terms", json_of(terms_)},
                      {"dates", std::move(dates)}};
    for (auto& [name, value] : notice_of(*boards_.steering.now(), now)) sale[name] = std::move(value);
    return json::serialize(sale).substr(1);  // `now` comes before it
}

}  // namespace onsale::api
