#include "api/rendering/csv.h"

#include <algorithm>
#include <array>

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

template <class... Values>
void append(std::string& line, fmt::format_string<Values...> form, Values&&... values) {
    fmt::format_to(std::back_inserter(line), form, std::forward<Values>(values)...);
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

void append_csv(std::string& lines, ReservationRecord const& record) {
    auto const& reservation = record.reservation;
    append(lines, "{},{},", reservation.id.to_string(), name_of(reservation.state));
    append_free_text(lines, record.singer_name);
    append(lines, ",{},{},{},{},", to_iso(record.date), record.concert_date.to_string(), reservation.seat.to_string(),
           record.seat_number);
    append_free_text(lines, record.labels.section);
    lines += ',';
    append_free_text(lines, record.labels.row);
    lines += ',';
    append_free_text(lines, record.labels.seat);
    append(lines, ",{},", reservation.user.to_string());
    append_free_text(lines, record.user_name);
    append(lines, ",{},{},{},", reservation.price.value, to_iso(reservation.created_at),
           to_iso(reservation.hold_expires_at));
    if (reservation.state == ReservationState::paid) {
        append(lines, "{},{}", to_iso(reservation.paid_at), reservation.payment.to_string());
    } else {
        lines += ',';
    }
    lines += "\r\n";
}

void append_csv(std::string& lines, LedgerRecord const& record) {
    auto const& entry = record.entry;
    append(lines, "{},{},", entry.id.to_string(), entry.user.to_string());
    append_free_text(lines, record.user_name);
    append(lines, ",{},{},{},{},{}\r\n", name_of(entry.reason), entry.amount.value, entry.balance.value,
           entry.reservation ? entry.reservation->to_string() : "", to_iso(entry.at));
}

}  // namespace onsale::api
