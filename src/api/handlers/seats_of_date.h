// Seats of a date in a request of an operator's: {"seats": [id, ..], "numbers": [1, 2], "sections": ["A"]}.
#pragma once

#include <expected>
#include <map>
#include <string>
#include <vector>

#include "api/json/body.h"
#include "application/boards/date_board.h"

namespace onsale::api {

// All seats of a date, by their sections.
std::map<std::string, std::vector<SeatId>> seats_by_section(DateBoard& date, Instant now);

// The members `seats`, `numbers` and `sections`, one of them at least; all that was asked of the body is told. Each
// seat once; whether those that are named by their ids are of the date is not looked at. May be 200,000: not for an I/O
// thread.
std::expected<std::vector<SeatId>, Problem> read_seats_of_date(Body& body, DateBoard& date, Instant now);

}  // namespace onsale::api
