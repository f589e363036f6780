#include "api/rendering/csv.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <type_traits>

#include <fmt/format.h>

#include "api/json/iso_time.h"
#include "api/rendering/enum_names.h"
#include "shown_text/shown_text.h"

namespace onsale::api {
namespace {

// What Excel, LibreOffice and Google's sheets may read as the beginning of a formula: = + - @, full-width ones too,
// also behind blanks, which some of them leave out; and the blanks of ASCII that are no space.
bool begins_a_formula(std::string_view text) {
    constexpr std::array<std::string_view, 8> signs{"=", "+", "-", "@", "＝", "＋", "－", "＠"};
    if (!text.empty() && std::string_view("\t\r\n").find(text.front()) != std::string_view::npos) return true;
    auto const shown = shown_text::without_blank_ends(text);
    return std::ranges::any_of(signs, [&](auto sign) { return shown.starts_with(sign); });
}

bool is_paid(ReservationRecord const& record) { return record.reserved.state == ReservationState::paid; }

template <class Record>
struct Column {
    std::string_view name;
    void (*append)(std::string& line, Record const& record);
};

void append_number(std::string& line, std::int64_t number) { line += fmt::format_int(number).str(); }

constexpr std::array reservation_columns{
    Column<ReservationRecord>{"id", [](auto& to, auto const& of) { to += of.reserved.id.to_string(); }},
    Column<ReservationRecord>{"reservationId",
                              [](auto& to, auto const& of) { to += of.reserved.reservation.to_string(); }},
    Column<ReservationRecord>{"status", [](auto& to, auto const& of) { to += name_of(of.reserved.state); }},
    Column<ReservationRecord>{"concert", [](auto& to, auto const& of) { append_free_text(to, of.singer_name); }},
    Column<ReservationRecord>{"date", [](auto& to, auto const& of) { to += to_iso(of.date); }},
    Column<ReservationRecord>{"concertDateId", [](auto& to, auto const& of) { to += of.concert_date.to_string(); }},
    Column<ReservationRecord>{"seatId", [](auto& to, auto const& of) { to += of.reserved.seat.to_string(); }},
    Column<ReservationRecord>{"seatNumber", [](auto& to, auto const& of) { append_number(to, of.seat_number); }},
    Column<ReservationRecord>{"section", [](auto& to, auto const& of) { append_free_text(to, of.labels.section); }},
    Column<ReservationRecord>{"row", [](auto& to, auto const& of) { append_free_text(to, of.labels.row); }},
    Column<ReservationRecord>{"seat", [](auto& to, auto const& of) { append_free_text(to, of.labels.seat); }},
    Column<ReservationRecord>{"userId", [](auto& to, auto const& of) { to += of.reserved.user.to_string(); }},
    Column<ReservationRecord>{"userName", [](auto& to, auto const& of) { append_free_text(to, of.user_name); }},
    Column<ReservationRecord>{"price", [](auto& to, auto const& of) { append_number(to, of.reserved.price.value); }},
    Column<ReservationRecord>{"createdAt", [](auto& to, auto const& of) { to += to_iso(of.reserved.created_at); }},
    Column<ReservationRecord>{"holdExpiresAt",
                              [](auto& to, auto const& of) { to += to_iso(of.reserved.hold_expires_at); }},
    Column<ReservationRecord>{"paidAt",
                              [](auto& to, auto const& of) {
                                  if (is_paid(of)) to += to_iso(of.reserved.paid_at);
                              }},
    Column<ReservationRecord>{"paymentId",
                              [](auto& to, auto const& of) {
                                  if (is_paid(of)) to += of.reserved.payment.to_string();
                              }},
};

constexpr std::array ledger_columns{
    Column<LedgerRecord>{"id", [](auto& to, auto const& of) { to += of.entry.id.to_string(); }},
    Column<LedgerRecord>{"userId", [](auto& to, auto const& of) { to += of.entry.user.to_string(); }},
    Column<LedgerRecord>{"userName", [](auto& to, auto const& of) { append_free_text(to, of.user_name); }},
    Column<LedgerRecord>{"reason", [](auto& to, auto const& of) { to += name_of(of.entry.reason); }},
    Column<LedgerRecord>{"amount", [](auto& to, auto const& of) { append_number(to, of.entry.amount.value); }},
    Column<LedgerRecord>{"balance", [](auto& to, auto const& of) { append_number(to, of.entry.balance.value); }},
    Column<LedgerRecord>{"reservationId",
                         [](auto& to, auto const& of) {
                             if (of.entry.reservation) to += of.entry.reservation->to_string();
                         }},
    Column<LedgerRecord>{"at", [](auto& to, auto const& of) { to += to_iso(of.entry.at); }},
};

constexpr std::array blocked_seat_columns{
    Column<BlockedSeatRecord>{"seatId", [](auto& to, auto const& of) { to += of.id.to_string(); }},
    Column<BlockedSeatRecord>{"seatNumber", [](auto& to, auto const& of) { append_number(to, of.number); }},
    Column<BlockedSeatRecord>{"section", [](auto& to, auto const& of) { append_free_text(to, of.labels.section); }},
    Column<BlockedSeatRecord>{"row", [](auto& to, auto const& of) { append_free_text(to, of.labels.row); }},
    Column<BlockedSeatRecord>{"seat", [](auto& to, auto const& of) { append_free_text(to, of.labels.seat); }},
    Column<BlockedSeatRecord>{"reason", [](auto& to, auto const& of) { append_free_text(to, of.block.reason); }},
    Column<BlockedSeatRecord>{"until",
                              [](auto& to, auto const& of) {
                                  if (of.block.until != Block::no_end) to += to_iso(of.block.until);
                              }},
};

template <class Record>
constexpr auto const& columns() {
    if constexpr (std::is_same_v<Record, ReservationRecord>) {
        return reservation_columns;
    } else if constexpr (std::is_same_v<Record, LedgerRecord>) {
        return ledger_columns;
    } else {
        return blocked_seat_columns;
    }
}

// `field(column)` for each, with commas between and the line's end behind.
template <class Record>
void append_line(std::string& line, auto const& field) {
    for (auto const& column : columns<Record>()) {
        if (&column != &columns<Record>().front()) line += ',';
        field(column);
    }
    line += "\r\n";
}

}  // namespace

void append_free_text(std::string& line, std::string_view text) {
    line += begins_a_formula(text) ? "\"'" : "\"";
    for (char const c : text) {
        if (c == '"') line += '"';
        line += c;
    }
    line += '"';
}

template <class Record>
std::string csv_header() {
    std::string line;
    append_line<Record>(line, [&](auto const& column) { line += column.name; });
    return line;
}
template std::string csv_header<ReservationRecord>();
template std::string csv_header<LedgerRecord>();
template std::string csv_header<BlockedSeatRecord>();

void append_csv(std::string& lines, ReservationRecord const& record) {
    append_line<ReservationRecord>(lines, [&](auto const& column) { column.append(lines, record); });
}

void append_csv(std::string& lines, LedgerRecord const& record) {
    append_line<LedgerRecord>(lines, [&](auto const& column) { column.append(lines, record); });
}

void append_csv(std::string& lines, BlockedSeatRecord const& record) {
    append_line<BlockedSeatRecord>(lines, [&](auto const& column) { column.append(lines, record); });
}

}  // namespace onsale::api
