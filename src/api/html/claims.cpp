#include "api/html/claims.h"

#include <algorithm>
#include <map>
#include <span>
#include <vector>

#include <fmt/format.h>

#include "api/html/markup.h"
#include "api/json/iso_time.h"

namespace onsale::api::html {
namespace {

constexpr std::size_t most_seats_shown = 400;
constexpr std::size_t most_seats_of_fan_shown = 100;
constexpr std::int32_t most_places_offered = 10;

// "가구역 3열 14번", escaped.
std::string seat_name(Words const& words, LabelledSeat const& seat) {
    auto const& labels = seat.labels;
    if (labels.seat.empty()) return "#" + std::to_string(seat.seat.number);
    std::string name = labels.section.empty() ? "" : filled(words.section, labels.section) + " ";
    if (!labels.row.empty()) name += filled(words.row, labels.row) + " ";
    return escaped(name + filled(entry_number_of(seat) ? words.entry_number : words.seat, labels.seat));
}

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
    bool all = true;
};

// What has to be paid in time comes first, then what is newest.
Claims claims_of(Services& services, UserId user, Instant now) {
    auto own = services.boards.seats.reservations_of(user, now);
    std::ranges::stable_partition(own, [](auto const& each) { return each.state() == ReservationState::reserved; });
    Claims claims;
    std::size_t room = most_seats_of_fan_shown;
    for (auto& each : own) {
        auto const seats = std::min(room, each.seats.size());
        if (seats < each.seats.size()) claims.all = false;
        if (seats > 0) claims.shown.push_back({std::move(each), seats});
        room -= seats;
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

std::string tickets_of(Services& services, Words const& words, ShownReservation const& paid, Instant now) {
    std::string html;
    for (auto const& each : paid.shown()) {
        auto const seat = shown_seat(services, words, each.seat, now);
        if (!seat) continue;
        html += fmt::format("<li>{}, {}<br>{}<br>{}: <code>{}</code></li>\n", seat->concert, moment(seat->date),
                            seat->name, words.ticket_code, services.ticket_codes.code({each.id, each.seat}));
    }
    return html;
}

std::string dates_html(PageContext const& context) {
    auto const& words = words_of(context.language);
    auto html = fmt::format("<h2>{}</h2>\n<ul class=\"choices\">\n", words.choose_date);
    for (auto const& board : context.services.boards.seats.dates()) {
        if (!board->on_sale()) continue;
        auto const totals = board->totals(context.now);
        html +=
            fmt::format("<li><a class=\"button\" href=\"/waiting-room?lang={}&amp;date={}\">{}<br>{}<br>{}</a></li>\n",
                        words.code, board->date().id.to_string(), escaped(board->concert().singer_name),
                        moment(board->date().date), filled(words.free_seats, grouped(totals.available)));
    }
    return html + "</ul>\n";
}

std::string sections_html(PageContext const& context, Choice const& choice) {
    auto const& words = words_of(context.language);
    std::vector<std::pair<std::string, std::int64_t>> sections;
    choice.date->read(context.now, [&](std::span<RunState const> runs, std::uint64_t) {
        for (auto const& run : runs) {
            if (sections.empty() || sections.back().first != run.run->section)
                sections.emplace_back(run.run->section, 0);
            sections.back().second += std::ranges::count(run.statuses, SeatStatus::available);
        }
    });
    std::map<std::string, std::int64_t> free;
    for (auto const& [name, count] : sections) free[name] += count;
    auto html = fmt::format("<h2>{}</h2>\n<ul class=\"choices\">\n", words.choose_section);
    for (auto const& [name, count] : free) {
        if (count == 0) continue;
        Choice const there{.date = choice.date, .section = name};
        html += fmt::format("<li><a class=\"button\" href=\"{}\">{}<br>{}</a></li>\n",
                            escaped(fmt::format("/waiting-room?lang={}{}", words.code, there.query())),
                            name.empty() ? std::string(words.no_section) : escaped(filled(words.section, name)),
                            filled(words.free_seats, grouped(count)));
    }
    return html + fmt::format("</ul>\n<p><a href=\"/waiting-room?lang={}\">{}</a></p>\n", words.code, words.back);
}

std::vector<LabelledSeat> free_seats(DateBoard& board, std::string const& section, Instant now) {
    std::vector<LabelledSeat> seats;
    board.read(now, [&](std::span<RunState const> runs, std::uint64_t) {
        for (auto const& run : runs) {
            if (run.run->section != section) continue;
            for (std::size_t i = 0; i < run.statuses.size() && seats.size() <= most_seats_shown; ++i) {
                if (run.statuses[i] == SeatStatus::available) seats.push_back(run.run->seats[i]);
            }
        }
    });
    return seats;
}

// The form of a section, to take something of it, and the way back to the others.
std::string section_form(Words const& words, Choice const& choice, std::string const& buttons) {
    Choice const sections{.date = choice.date};
    return fmt::format(
        "<form method=\"post\" action=\"{}\"><ul class=\"choices\">\n{}</ul></form>\n<p><a href=\"{}\">{}</a></p>\n",
        escaped(fmt::format("/waiting-room/reserve?lang={}{}", words.code, choice.query())), buttons,
        escaped(fmt::format("/waiting-room?lang={}{}", words.code, sections.query())), words.back);
}

// Of an area: how many of its places.
std::string places_html(PageContext const& context, Choice const& choice) {
    auto const& words = words_of(context.language);
    std::string buttons;
    auto const most = std::min(most_places_offered, choice.date->terms().most_per_person);
    for (std::int32_t count = 1; count <= most; ++count) {
        buttons += fmt::format("<li><button class=\"quiet\" name=\"count\" value=\"{}\">{}</button></li>\n", count,
                               filled(words.places, count));
    }
    return fmt::format("<h2>{}: {}</h2>\n", words.choose_count, escaped(*choice.section)) +
           section_form(words, choice, buttons);
}

std::string seats_html(PageContext const& context, Choice const& choice) {
    if (choice.date->find_area(*choice.section)) return places_html(context, choice);
    auto const& words = words_of(context.language);
    auto seats = free_seats(*choice.date, *choice.section, context.now);
    auto html = fmt::format("<h2>{}: {}</h2>\n", words.choose_seat, escaped(*choice.section));
    if (seats.empty()) html += fmt::format("<p>{}</p>\n", words.none_free);
    if (seats.size() > most_seats_shown) {
        seats.resize(most_seats_shown);
        html += fmt::format("<p>{}</p>\n", filled(words.first_seats_only, most_seats_shown));
    }
    std::string buttons;
    for (auto const& seat : seats) {
        buttons += fmt::format("<li><button class=\"quiet\" name=\"seat\" value=\"{}\">{}<br>{}</button></li>\n",
                               seat.seat.id.to_string(), seat_name(words, seat),
                               filled(words.price, grouped(seat.seat.price.value)));
    }
    return html + section_form(words, choice, buttons);
}

}  // namespace

std::string claims_html(Services& services, Language language, UserId user, Instant now, MayAct may_act) {
    auto const& words = words_of(language);
    auto const balance = services.boards.wallets.balance(user).value_or(Points{});
    std::string holds;
    std::string tickets;
    std::int64_t missing = 0;
    auto const claims = claims_of(services, user, now);
    for (auto const& each : claims.shown) {
        if (each.reservation.state() == ReservationState::reserved) {
            holds +=
                hold_rows({.services = services, .language = language, .now = now, .said = {}}, each, balance, may_act);
            missing = std::max(missing, (each.reservation.amount() - balance).value);
        } else {
            tickets += tickets_of(services, words, each, now);
        }
    }
    auto html = fmt::format("<p>{}</p>\n", filled(words.points, grouped(balance.value)));
    if (!holds.empty()) html += fmt::format("<h2>{}</h2>\n<table>\n{}</table>\n", words.holds, holds);
    if (may_act == MayAct::yes && missing > 0) html += charge_form(services, words, missing, now);
    if (!tickets.empty()) html += fmt::format("<h2>{}</h2>\n<ul>\n{}</ul>\n", words.tickets, tickets);
    if (!claims.all) html += fmt::format("<p>{}</p>\n", filled(words.newest_claims_only, most_seats_of_fan_shown));
    return html;
}

std::string choices_html(PageContext const& context, Choice const& choice) {
    if (!choice.date) return dates_html(context);
    return choice.section ? seats_html(context, choice) : sections_html(context, choice);
}

std::string moment(Instant at) {
    constexpr std::chrono::hours ahead_of_utc{9};         // Korea has one offset, all the year
    auto text = to_iso(at + ahead_of_utc).substr(0, 16);  // without seconds
    std::ranges::replace(text, 'T', ' ');
    return text + " KST";
}

}  // namespace onsale::api::html
