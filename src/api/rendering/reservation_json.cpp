#include "api/rendering/reservation_json.h"

#include <iterator>
#include <memory>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "api/rendering/append_json.h"
#include "api/rendering/enum_names.h"

namespace onsale::api {
namespace {

void append_seat(std::string& out, ReservedSeat const& reserved, std::optional<LabelledSeat> const& seat) {
    out.append("{\"id\":\"");
    append_id(out, reserved.seat.value);
    out.append("\",\"seatNumber\":");
    // A board that is behind, its store being away for reading, may not have a seat that was decided about all the
    // same.
    if (!seat) {
        out.append("null,\"section\":null,\"row\":null,\"seat\":null");
    } else {
        fmt::format_to(std::back_inserter(out), "{},\"section\":", seat->seat.number);
        append_label(out, seat->labels.section);
        append_label(out.append(",\"row\":"), seat->labels.row);
        append_label(out.append(",\"seat\":"), seat->labels.seat);
    }
    fmt::format_to(std::back_inserter(out), ",\"price\":{}", reserved.price.value);
    if (auto const number = seat ? entry_number_of(*seat) : std::nullopt) {
        fmt::format_to(std::back_inserter(out), ",\"entryNumber\":{}", *number);
    }
}

void append_code(std::string& out, ReservedSeat const& reserved, identity::TicketCodes const& codes) {
    out.append(",\"ticketCode\":");
    if (reserved.state == ReservationState::paid) {
        append_text(out, codes.code({reserved.id, reserved.seat}));
    } else {
        out.append("null");
    }
}

void append_date(std::string& out, DateBoard const& date) {
    out.append("{\"id\":\"");
    append_id(out, date.date().id.value);
    append_instant(out.append("\",\"date\":"), date.date().date);
    out.append(",\"concert\":{\"id\":\"");
    append_id(out, date.concert().id.value);
    append_text(out.append("\",\"singerName\":"), date.concert().singer_name);
    out.append("}}");
}

std::string_view next_to_each_other(DateBoard const* date, std::vector<std::uint32_t> const& seats) {
    auto const known = date != nullptr ? date->next_to_each_other(seats) : std::nullopt;
    if (!known) return "null";
    return *known ? "true" : "false";
}

}  // namespace

void append_reservation(std::string& out, Reservation const& reservation, SeatBoard const& board, Instant now,
                        identity::TicketCodes const* codes) {
    std::shared_ptr<DateBoard> date;
    std::vector<std::uint32_t> indices;
    std::string seats;
    for (auto const& each : reservation.shown()) {
        auto const place = board.place(each.seat);
        if (!seats.empty()) seats.append(",");
        append_seat(seats, each, place ? std::optional(place->date->seat(place->index, now)) : std::nullopt);
        if (codes != nullptr) append_code(seats, each, *codes);
        seats.append("}");
        if (!place) continue;
        date = place->date;
        indices.push_back(place->index);
    }
    auto const state = reservation.state();
    out.append("{\"id\":\"");
    append_id(out, reservation.id.value);
    out.append("\",\"status\":\"").append(name_of(state)).append("\",\"concertDate\":");
    if (date) {
        append_date(out, *date);
    } else {
        out.append("null");
    }
    out.append(",\"seats\":[").append(seats).append("],\"nextToEachOther\":");
    out.append(next_to_each_other(date.get(), indices));
    fmt::format_to(std::back_inserter(out), ",\"amount\":{},\"holdExpiresAt\":", reservation.amount().value);
    if (state == ReservationState::reserved) {
        append_instant(out, reservation.first_shown().hold_expires_at);
    } else {
        out.append("null");
    }
    append_instant(out.append(",\"createdAt\":"), reservation.seats.front().created_at);
    out.append("}");
}

}  // namespace onsale::api
