// Concerts and dates as JSON.
#pragma once

#include <cstdint>

#include <boost/json/object.hpp>

#include "domain/concert/concert.h"

namespace onsale::api {

boost::json::object json_of(Concert const& concert);
boost::json::object json_of(SaleTerms const& terms);  // as they were set; null: as usual
boost::json::object json_of(ConcertDate const& date, Concert const& concert, std::int64_t available_seats);

}  // namespace onsale::api
