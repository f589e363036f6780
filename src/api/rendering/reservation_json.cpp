#include "api/rendering/reservation_json.h"

#include <algorithm>

#include "api/handlers/concert_json.h"
#include "api/json/iso_time.h"
#include "api/rendering/enum_names.h"

namespace onsale::api {
namespace {

namespace json = boost::json;

json::value label_of(std::string const& label) { return label.empty() ? json::value(nullptr) : json::value(label); }

// A board that is behind, its store being away for reading, may not have a seat that was decided about all the same.
json::object json_of(ReservedSeat const& reserved, std::optional<SeatBoard::Place> const& place, Instant now) {
    auto const seat = place ? std::optional(place->date->seat(place->index, now)) : std::nullopt;
    auto const label = [&](std::string SeatLabels::*of) {
        return seat ? label_of(seat->labels.*of) : json::value(nullptr);
    };
    return {{"id", reserved.seat.to_string()},
            {"seatNumber", seat ? json::value(seat->seat.number) : json::value(nullptr)},
            {"section", label(&SeatLabels::section)},
            {"row", label(&SeatLabels::row)},
            {"seat", label(&SeatLabels::seat)},
            {"price", reserved.price.value}};
}

json::value json_of(DateBoard const& date) {
    return {{"id", date.date().id.to_string()},
            {"date", to_iso(date.date().date)},
            {"concert", api::json_of(date.concert())}};
}

json::value next_to_each_other(std::shared_ptr<DateBoard> const& date, std::vector<std::uint32_t> const& seats) {
    auto const known = date ? date->next_to_each_other(seats) : std::nullopt;
    return known ? json::value(*known) : json::value(nullptr);
}

}  // namespace

json::object json_of(Reservation const& reservation, SeatBoard const& board, Instant now) {
    auto const shown = reservation.shown();
    std::shared_ptr<DateBoard> date;
    std::vector<std::uint32_t> indices;
    json::array seats;
    for (auto const& each : shown) {
        auto const place = board.place(each.seat);
        seats.push_back(json_of(each, place, now));
        if (!place) continue;
        date = place->date;
        indices.push_back(place->index);
    }
    auto const state = reservation.state();
    bool const held = state == ReservationState::reserved;
    return {{"id", reservation.id.to_string()},
            {"status", name_of(state)},
            {"concertDate", date ? json_of(*date) : json::value(nullptr)},
            {"seats", std::move(seats)},
            {"nextToEachOther", next_to_each_other(date, indices)},
            {"amount", reservation.amount().value},
            {"holdExpiresAt", held ? json::value(to_iso(shown.front().hold_expires_at)) : json::value(nullptr)},
            {"createdAt", to_iso(reservation.seats.front().created_at)}};
}

}  // namespace onsale::api
