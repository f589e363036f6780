#include "api/handlers/concert_json.h"

#include "api/json/iso_time.h"

namespace onsale::api {

boost::json::object json_of(Concert const& concert) {
    return {{"id", concert.id.to_string()}, {"singerName", concert.singer_name}};
}

boost::json::object json_of(ConcertDate const& date, Concert const& concert, std::int64_t available_seats) {
    return {{"id", date.id.to_string()},
            {"date", to_iso(date.date)},
            {"availableSeats", available_seats},
            {"concert", json_of(concert)}};
}

}  // namespace onsale::api
