// Records as comma-separated values (RFC 4180): a header line, lines that end with CR LF, UTF-8, times in UTC. Free
// text is always quoted; what a spreadsheet would take for a formula gets an apostrophe in front.
#pragma once

#include <string>
#include <string_view>

#include "application/sale_records.h"

namespace onsale::api {

// The header line of ReservationRecord, LedgerRecord or BlockedSeatRecord; it and append_csv follow one list of
// columns.
template <class Record>
std::string csv_header();
extern template std::string csv_header<ReservationRecord>();
extern template std::string csv_header<LedgerRecord>();
extern template std::string csv_header<BlockedSeatRecord>();

void append_csv(std::string& lines, ReservationRecord const& record);
void append_csv(std::string& lines, LedgerRecord const& record);
void append_csv(std::string& lines, BlockedSeatRecord const& record);

// In front of the header line: without it Excel reads the file in the code page of its machine, and Korean is lost.
inline constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

// One field of free text, in quotes: spreadsheets that part fields at a semicolon keep it whole, too.
void append_free_text(std::string& line, std::string_view text);

}  // namespace onsale::api
