// Records as comma-separated values (RFC 4180): a header line, lines that end with CR LF, UTF-8 without a byte order
// mark. Free text that a spreadsheet would take for a formula gets an apostrophe in front.
#pragma once

#include <string>
#include <string_view>

#include "application/sale_records.h"

namespace onsale::api {

inline constexpr std::string_view reservations_header =
    "id,status,concert,date,concertDateId,seatId,seatNumber,section,row,seat,userId,userName,price,createdAt,"
    "holdExpiresAt,paidAt,paymentId\r\n";
inline constexpr std::string_view points_header = "id,userId,userName,reason,amount,balance,reservationId,at\r\n";

void append_csv(std::string& lines, ReservationRecord const& record);
void append_csv(std::string& lines, LedgerRecord const& record);

// One field of free text, quoted where it has to be.
void append_free_text(std::string& line, std::string_view text);

}  // namespace onsale::api
