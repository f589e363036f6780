// One seat as JSON, in the fixed shape of the API:
//   {"id":"..","seatNumber":1,"concertDate":"..","status":"available","reservations":[],"section":"A","row":"1",
//    "seat":"7","price":50000}
// and, of a place of an area, behind the price "entryNumber":7.
// The status takes the same number of bytes whatever it is (JSON allows white space behind it), so that a list that is
// ready-made can be brought up to date in place.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "domain/concert/reservation.h"
#include "domain/concert/seat.h"

namespace onsale::api {

inline constexpr std::size_t status_width = std::string_view{"\"available\""}.size();

// From where a seat's status begins to where the caller's own reservation stands, if there is one.
inline constexpr std::size_t own_reservation_offset = status_width + std::string_view{",\"reservations\":["}.size();

std::string_view status_text(SeatStatus status);  // quoted and padded to status_width

// Appends the seat; returns where its status begins in `out`. `mine`: the caller's own reservation of it, if any.
std::size_t append_seat(std::string& out, LabelledSeat const& seat, SeatStatus status, ReservedSeat const* mine);

// The caller's own reservation: {"id":"..","user":"..","status":"reserved","holdExpiresAt":"..","createdAt":".."}
void append_reservation(std::string& out, ReservedSeat const& reservation);

}  // namespace onsale::api
