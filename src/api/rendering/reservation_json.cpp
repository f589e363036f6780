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

void append_date(std::string& out, ConcertDateId id, Instant date, Concert const& concert) {
    out.append("{\"id\":\"");
    append_id(out, id.value);
    append_instant(out.append("\",\"date\":"), date);
    out.append(",\"concert\":{\"id\":\"");
    append_id(out, concert.id.value);
    append_text(out.append("\",\"singerName\":"), concert.singer_name);
    out.append("}}");
}

void append_seat_with_code(std::string& out, ReservedSeat const& reserved, std::optional<LabelledSeat> const& seat,
                           identity::TicketCodes const* codes) {
    if (!out.empty()) out.append(",");
    append_seat(out, reserved, seat);
    if (codes != nullptr) append_code(out, reserved, *codes);
    out.append("}");
}

// All but the seats, which are ready, and what is said of the date.
struct Frame {
    std::string seats;
    std::string date;
    std::string_view next_to_each_other;
};
void append_in_frame(std::string& out, Reservation const& reservation, Frame const& frame) {
    auto const state = reservation.state();
    out.append("{\"id\":\"");
    append_id(out, reservation.id.value);
    out.append("\",\"status\":\"").append(name_of(state)).append("\",\"concertDate\":").append(frame.date);
    out.append(",\"seats\":[").append(frame.seats).append("],\"nextToEachOther\":").append(frame.next_to_each_other);
    fmt::format_to(std::back_inserter(out), ",\"amount\":{},\"holdExpiresAt\":", reservation.amount().value);
    if (state == ReservationState::reserved) {
        append_instant(out, reservation.first_shown().hold_expires_at);
    } else {
        out.append("null");
    }
    append_instant(out.append(",\"createdAt\":"), reservation.seats.front().created_at);
    out.append("}");
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
    Frame frame{.seats = {}, .date = "null", .next_to_each_other = {}};
    for (auto const& each : reservation.shown()) {
        auto const place = board.place(each.seat);
        append_seat_with_code(frame.seats, each,
                              place ? std::optional(place->date->seat(place->index, now)) : std::nullopt, codes);
        if (!place) continue;
        date = place->date;
        indices.push_back(place->index);
    }
    if (date) {
        frame.date.clear();
        append_date(frame.date, date->date().id, date->date().date, date->concert());
    }
    frame.next_to_each_other = next_to_each_other(date.get(), indices);
    append_in_frame(out, reservation, frame);
}

void append_past_reservation(std::string& out, std::span<ReservationRecord const> seats,
                             identity::TicketCodes const* codes) {
    auto const& first = seats.front();
    Reservation reservation{.id = first.reserved.reservation, .seats = {}};
    Frame frame{.seats = {}, .date = {}, .next_to_each_other = "null"};
    for (auto const& each : seats) {
        reservation.seats.push_back(each.reserved);
        append_seat_with_code(frame.seats, each.reserved, seat_on_record(each), codes);
    }
    append_date(frame.date, first.concert_date, first.date, {first.concert, first.singer_name});
    append_in_frame(out, reservation, frame);
}

}  // namespace onsale::api
