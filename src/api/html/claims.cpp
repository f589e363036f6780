#include "api/html/claims.h"

#include <algorithm>
#include <span>
#include <vector>

#include <fmt/format.h>

#include "api/html/markup.h"
#include "api/json/iso_time.h"

namespace onsale::api::html {
namespace {

// A form that was shown again is a new charge; the same one sent twice is not.
std::string charge_form(Services& services, Words const& words, std::int64_t amount, Instant now) {
    return fmt::format(
        "<form method=\"post\" action=\"/waiting-room/charge?lang={0}\">\n<label for=\"amount\">{1}</label>\n"
        "<input id=\"amount\" name=\"amount\" type=\"number\" min=\"1\" max=\"{2}\" value=\"{3}\" required>\n{4}"
        "<button>{5}</button></form>\n",
        words.code, words.amount, services.max_charge, std::min(amount, services.max_charge),
        hidden("once", fmt::format("form-{}", now.time_since_epoch().count())), words.charge);
}

struct ShownReservation {
    Reservation reservation;
    std::size_t seats = 0;  // that there is room for

    std::span<ReservedSeat const> shown() const { return std::span(reservation.seats).first(seats); }
};

struct Claims {
    std::vector<ShownReservation> shown;
    std::vector<ReservationRecord const*> past;
    bool all = true;
};

// What has to be paid in time comes first, then what is newest, then the past: but for what is on a board still.
Claims claims_of(PageContext const& context, UserId user, PastSeats const& past) {
    auto own = context.services.boards.seats.reservations_of(user, context.now);
    std::ranges::stable_partition(own, [](auto const& each) { return each.state() == ReservationState::reserved; });
    Claims claims;
    if (past) {
        for (auto const& each : *past) {
            bool const on_board = std::ranges::find(own, each.reserved.reservation, &Reservation::id) != own.end();
            if (!on_board) claims.past.push_back(&each);
        }
    }
    std::size_t room = most_seats_of_fan_shown;
    for (auto& each : own) {
        auto const seats = std::min(room, each.seats.size());
        if (seats < each.seats.size()) claims.all = false;
        if (seats > 0) claims.shown.push_back({std::move(each), seats});
        room -= seats;
    }
    if (claims.past.size() > room) {
        claims.past.resize(room);
        claims.all = false;
    }
    return claims;
}

struct ShownSeat {
    std::string concert;
    Instant date{};
    std::string name;  // escaped
};

// Nullopt: a seat that the board does not have.
std::optional<ShownSeat> shown_seat(Services& services, Words const& words, SeatId id, Instant now) {
    auto const place = services.boards.seats.place(id);
    if (!place) return std::nullopt;
    return ShownSeat{.concert = escaped(place->date->concert().singer_name),
                     .date = place->date->date().date,
                     .name = seat_name(words, place->date->seat(place->index, now))};
}

// One row for each seat, and below them what is done with all of them.
std::string hold_rows(PageContext const& context, ShownReservation const& shown, Points balance, MayAct may_act) {
    auto const& held = shown.reservation;
    auto& services = context.services;
    auto const& words = words_of(context.language);
    auto const field = hidden("reservation", held.id.to_string());
    auto const release = fmt::format("/waiting-room/release?lang={}", words.code);
    std::string html;
    for (auto const& each : shown.shown()) {
        auto const seat = shown_seat(services, words, each.seat, context.now);
        if (!seat) continue;
        html += fmt::format("<tr><td>{}<br>{}<br>{}</td><td>", seat->concert, seat->name,
                            filled(words.price, grouped(each.price.value)));
        if (may_act == MayAct::yes) {
            html += button_form(release, field + hidden("seat", each.seat.to_string()), words.release, true);
        }
        html += "</td></tr>\n";
    }
    auto const left = std::chrono::floor<seconds>(held.seats.front().hold_expires_at - context.now).count();
    html +=
        fmt::format("<tr><td><span class=\"faint\">{}</span></td><td>", filled(words.hold_left, left / 60, left % 60));
    if (may_act == MayAct::no) return html + "</td></tr>\n";
    auto const missing = held.amount() - balance;
    if (missing.value <= 0) {
        html += button_form(fmt::format("/waiting-room/pay?lang={}", words.code), field,
                            filled(words.pay, grouped(held.amount().value)));
    } else {
        html += fmt::format("<p>{}</p>", filled(words.missing, grouped(missing.value)));
    }
    return html + "</td></tr>\n";
}

std::string ticket(Services& services, Words const& words, ReservedSeat const& paid, ShownSeat const& seat) {
    return fmt::format("<li>{}, {}<br>{}<br>{}: <code>{}</code></li>\n", seat.concert, moment(seat.date), seat.name,
                       words.ticket_code, services.ticket_codes.code({paid.id, paid.seat}));
}

std::string tickets_of(Services& services, Words const& words, ShownReservation const& paid, Instant now) {
    std::string html;
    for (auto const& each : paid.shown()) {
        auto const seat = shown_seat(services, words, each.seat, now);
        if (seat) html += ticket(services, words, each, *seat);
    }
    return html;
}

std::string past_ticket(Services& services, Words const& words, ReservationRecord const& paid) {
    return ticket(
        services, words, paid.reserved,
        {.concert = escaped(paid.singer_name), .date = paid.date, .name = seat_name(words, seat_on_record(paid))});
}

}  // namespace

std::string seat_name(Words const& words, LabelledSeat const& seat) {
    auto const& labels = seat.labels;
    if (labels.seat.empty()) return "#" + std::to_string(seat.seat.number);
    std::string name = labels.section.empty() ? "" : filled(words.section, labels.section) + " ";
    if (!labels.row.empty()) name += filled(words.row, labels.row) + " ";
    return escaped(name + filled(entry_number_of(seat) ? words.entry_number : words.seat, labels.seat));
}

std::string claims_html(PageContext const& context, UserId user, PastSeats const& past, MayAct may_act) {
    auto& services = context.services;
    auto const now = context.now;
    auto const& words = words_of(context.language);
    auto const balance = services.boards.wallets.balance(user).value_or(Points{});
    std::string holds;
    std::string tickets;
    std::int64_t missing = 0;
    auto const claims = claims_of(context, user, past);
    for (auto const& each : claims.shown) {
        if (each.reservation.state() == ReservationState::reserved) {
            holds += hold_rows(context, each, balance, may_act);
            missing = std::max(missing, (each.reservation.amount() - balance).value);
        } else {
            tickets += tickets_of(services, words, each, now);
        }
    }
    for (auto const* each : claims.past) tickets += past_ticket(services, words, *each);
    auto html = fmt::format("<p>{}</p>\n", filled(words.points, grouped(balance.value)));
    if (!holds.empty()) html += fmt::format("<h2>{}</h2>\n<table>\n{}</table>\n", words.holds, holds);
    if (may_act == MayAct::yes && missing > 0) html += charge_form(services, words, missing, now);
    if (!tickets.empty()) html += fmt::format("<h2>{}</h2>\n<ul>\n{}</ul>\n", words.tickets, tickets);
    if (!past) html += fmt::format("<p>{}</p>\n", words.past_tickets_later);
    if (!claims.all) html += fmt::format("<p>{}</p>\n", filled(words.newest_claims_only, most_seats_of_fan_shown));
    return html;
}

std::string moment(Instant at) {
    constexpr std::chrono::hours ahead_of_utc{9};         // Korea has one offset, all the year
    auto text = to_iso(at + ahead_of_utc).substr(0, 16);  // without seconds
    std::ranges::replace(text, 'T', ' ');
    return text + " KST";
}

}  // namespace onsale::api::html
