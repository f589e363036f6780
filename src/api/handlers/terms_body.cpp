#include "api/handlers/terms_body.h"

#include "api/json/change.h"
#include "domain/limits.h"

namespace onsale::api {

TermsChange read_terms(Body& body) {
    TermsChange change;
    if (body.given("terms") == Body::Given::absent) return change;
    body.object("terms", [&](Body& terms) {
        auto const instant = [&](std::string_view name) {
            return change_of<Instant>(terms, name, [&] { return terms.instant(name); });
        };
        change.opens_at = instant("opensAt");
        change.closes_at = instant("closesAt");
        change.hold = change_of<seconds>(terms, "holdSeconds", [&] {
            return seconds{
                terms.whole_number("holdSeconds", limits::shortest_hold.count(), limits::longest_hold.count())};
        });
        auto const count = [&](std::string_view name, std::int32_t largest) {
            return change_of<std::int32_t>(
                terms, name, [&] { return static_cast<std::int32_t>(terms.whole_number(name, 1, largest)); });
        };
        change.most_per_person = count("mostPerPerson", limits::largest_per_person);
        change.most_takes = count("mostTakes", limits::largest_takes);
        auto const flag = [&](std::string_view name) {
            return change_of<bool>(terms, name, [&] { return terms.flag(name); });
        };
        change.no_single_seats = flag("noSingleSeats");
        change.companions_for_all = flag("companionsForAll");
        change.cooling = change_of<seconds>(terms, "coolingSeconds", [&] {
            return seconds{terms.whole_number("coolingSeconds", 0, limits::longest_cooling.count())};
        });
    });
    return change;
}

SaleTerms read_terms_of_new_date(Body& body, Instant concert_begins) {
    auto const terms = with({}, read_terms(body));
    if (!checked(terms, concert_begins)) body.note("terms", "must open the sale before they close it");
    return terms;
}

}  // namespace onsale::api
