#include "api/rendering/seat_json.h"

#include <boost/json/serialize.hpp>
#include <fmt/format.h>

#include "api/json/iso_time.h"
#include "api/rendering/enum_names.h"

namespace onsale::api {
namespace {

void append_id(std::string& out, Uuid const& id) {
    auto const at = out.size();
    out.resize(at + Uuid::text_size);
    id.write(out.data() + at);
}

void append_label(std::string& out, std::string_view name, std::string const& label) {
    out.append(",\"").append(name).append("\":");
    out.append(label.empty() ? "null" : boost::json::serialize(boost::json::string_view(label)));
}

}  // namespace

std::string_view status_text(SeatStatus status) {
    switch (status) {
        case SeatStatus::available:
            return "\"available\"";
        case SeatStatus::reserved:
            return "\"reserved\" ";
        case SeatStatus::sold:
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
    append_label(out, "section", labels.section);
    append_label(out, "row", labels.row);
    append_label(out, "seat", labels.seat);
    fmt::format_to(std::back_inserter(out), ",\"price\":{}}}", seat.price.value);
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
        out.append("\"").append(to_iso(reserved.hold_expires_at)).append("\"");
    }
    out.append(",\"createdAt\":\"").append(to_iso(reserved.created_at)).append("\"}");
}

}  // namespace onsale::api
