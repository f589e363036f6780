#include "api/handlers/concert_json.h"

#include "api/json/iso_time.h"

namespace onsale::api {

boost::json::object json_of(Concert const& concert) {
    return {{"id", concert.id.to_string()}, {"singerName", concert.singer_name}};
}

boost::json::object json_of(SaleTerms const& terms) {
    auto const instant = [](std::optional<Instant> at) { return at ? boost::json::value(to_iso(*at)) : nullptr; };
    return {{"opensAt", instant(terms.opens_at)},
            {"closesAt", instant(terms.closes_at)},
            {"holdSeconds", terms.hold ? boost::json::value(terms.hold->count()) : nullptr},
            {"mostPerPerson", terms.most_per_person},
            {"mostTakes", terms.most_takes},
            {"noSingleSeats", terms.no_single_seats},
            {"coolingSeconds", terms.cooling.count()},
            {"companionsForAll", terms.companions_for_all}};
}

boost::json::object json_of(ConcertDate const& date, Concert const& concert, std::int64_t available_seats) {
    return {{"id", date.id.to_string()},
            {"date", to_iso(date.date)},
            {"availableSeats", available_seats},
            {"concert", json_of(concert)}};
}

}  // namespace onsale::api
