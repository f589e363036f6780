// A reservation as JSON:
//   {"id":"..","status":"reserved","concertDate":{"id":"..","date":"..","concert":{..}},
//    "seats":[{"id":"..","seatNumber":1,"section":"A","row":"1","seat":"7","price":50000}],
//    "nextToEachOther":true,"amount":50000,"holdExpiresAt":"..","createdAt":".."}
// Its open seats; where none is, all that it had. A place of an area has its "entryNumber", too. nextToEachOther is
// null while it is not known how the seats stand, and where one is a place of an area.
#pragma once

#include <span>
#include <string>

#include "api/identity/ticket_code.h"
#include "application/boards/seat_board.h"
#include "application/sale_records.h"
#include "domain/concert/reservation.h"

namespace onsale::api {

// Labels and places come from the board. `codes`: each seat has its ticketCode, null until it is paid. Any thread.
void append_reservation(std::string& out, Reservation const& reservation, SeatBoard const& board, Instant now,
                        identity::TicketCodes const* codes = nullptr);

// Of a date that has left the board: the seats of one reservation, at least one, in their order. nextToEachOther is
// null.
void append_past_reservation(std::string& out, std::span<ReservationRecord const> seats,
                             identity::TicketCodes const* codes = nullptr);

}  // namespace onsale::api
