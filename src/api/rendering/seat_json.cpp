#include "api/rendering/seat_json.h"

#include <fmt/format.h>

#include "api/rendering/append_json.h"
#include "api/rendering/enum_names.h"

namespace onsale::api {
namespace {

void append_member(std::string& out, std::string_view name, std::string const& label) {
    append_label(out.append(",\"").append(name).append("\":"), label);
}

}  // namespace

std::string_view status_text(SeatStatus status) {
    switch (status) {
        case SeatStatus::available:
            return "\"available\"";
        case SeatStatus::reserved:
            return "\"reserved\" ";
        case SeatStatus::sold:
        case SeatStatus::blocked:
            return "\"held\"     ";
    }
    return {};
}

std::size_t append_seat(std::string& out, LabelledSeat const& labelled, SeatStatus status, ReservedSeat const* mine) {
    auto const& [seat, labels] = labelled;
    out.append("{\"id\":\"");
    append_id(out, seat.id.value);
    fmt::format_to(std::back_inserter(out), "\",\"seatNumber\":{},\"concertDate\":\"", seat.number);
    append_id(out, seat.concert_date.value);
    out.append("\",\"status\":");
    auto const status_at = out.size();
    out.append(status_text(status)).append(",\"reservations\":[");
    if (mine != nullptr) append_reservation(out, *mine);
    out.append("]");
    append_member(out, "section", labels.section);
    append_member(out, "row", labels.row);
    append_member(out, "seat", labels.seat);
    fmt::format_to(std::back_inserter(out), ",\"price\":{}", seat.price.value);
    if (auto const number = entry_number_of(labelled)) {
        fmt::format_to(std::back_inserter(out), ",\"entryNumber\":{}", *number);
    }
    out.push_back('}');
    return status_at;
}

void append_reservation(std::string& out, ReservedSeat const& reserved) {
    bool const paid = reserved.state == ReservationState::paid;
    out.append("{\"id\":\"");
    append_id(out, reserved.reservation.value);
    out.append("\",\"user\":\"");
    append_id(out, reserved.user.value);
    out.append("\",\"status\":").append("\"").append(name_of(reserved.state)).append("\",\"holdExpiresAt\":");
    if (paid) {
        out.append("null");
    } else {
        append_instant(out, reserved.hold_expires_at);
    }
    append_instant(out.append(",\"createdAt\":"), reserved.created_at);
    out.append("}");
}

}  // namespace onsale::api
