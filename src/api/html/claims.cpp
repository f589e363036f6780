#include "api/html/claims.h"

#include <algorithm>
#include <map>
#include <vector>

#include <fmt/format.h>

#include "api/html/markup.h"
#include "api/json/iso_time.h"

namespace onsale::api::html {
namespace {

constexpr std::size_t most_seats_shown = 400;
constexpr std::size_t most_claims_shown = 100;

// "가구역 3열 14번", escaped.
std::string seat_name(Words const& words, LabelledSeat const& seat) {
    auto const& labels = seat.labels;
    if (labels.seat.empty()) return "#" + std::to_string(seat.seat.number);
    std::string name = labels.section.empty() ? "" : filled(words.section, labels.section) + " ";
    if (!labels.row.empty()) name += filled(words.row, labels.row) + " ";
    return escaped(name + filled(words.seat, labels.seat));
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

struct Claim {
    std::shared_ptr<DateBoard> board;
    SeatClaim claim;
    LabelledSeat seat{};

    // What has to be paid in time comes first, then what is newest: ids have the time in them.
    std::pair<bool, ReservationId> rank() const {
        return {claim.reservation.state == ReservationState::reserved, claim.reservation.id};
    }
};

struct Claims {
    std::vector<Claim> shown;
    bool all = true;
};

Claims claims_of(Services& services, UserId user, Instant now) {
    Claims claims;
    for (auto const& board : services.boards.seats.dates()) {
        for (auto& claim : board->claims_of(user, now)) claims.shown.push_back({board, std::move(claim)});
    }
    auto& shown = claims.shown;
    auto const end = shown.begin() + static_cast<std::ptrdiff_t>(std::min(most_claims_shown, shown.size()));
    claims.all = end == shown.end();
    std::ranges::partial_sort(shown, end, std::ranges::greater{}, &Claim::rank);
    shown.erase(end, shown.end());
    for (auto& each : shown) each.seat = each.board->seat(each.claim.seat, now);
    return claims;
}

std::string hold_row(Words const& words, Claim const& held, Points balance, Instant now, MayAct may_act) {
    auto const& reservation = held.claim.reservation;
    auto const left = std::chrono::floor<seconds>(reservation.hold_expires_at - now).count();
    auto html = fmt::format("<tr><td>{}<br>{}<br><span class=\"faint\">{}</span></td><td>",
                            escaped(held.board->concert().singer_name), seat_name(words, held.seat),
                            filled(words.hold_left, left / 60, left % 60));
    if (may_act == MayAct::no) return html + "</td></tr>\n";
    auto const field = hidden("reservation", reservation.id.to_string());
    auto const missing = reservation.price - balance;
    if (missing.value <= 0) {
        html += button_form(fmt::format("/waiting-room/pay?lang={}", words.code), field,
                            filled(words.pay, grouped(reservation.price.value)));
    } else {
        html += fmt::format("<p>{}</p>", filled(words.missing, grouped(missing.value)));
    }
    html += button_form(fmt::format("/waiting-room/release?lang={}", words.code), field, words.release, true);
    return html + "</td></tr>\n";
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

std::string seats_html(PageContext const& context, Choice const& choice) {
    auto const& words = words_of(context.language);
    auto seats = free_seats(*choice.date, *choice.section, context.now);
    auto html = fmt::format("<h2>{}: {}</h2>\n", words.choose_seat, escaped(*choice.section));
    if (seats.empty()) html += fmt::format("<p>{}</p>\n", words.none_free);
    if (seats.size() > most_seats_shown) {
        seats.resize(most_seats_shown);
        html += fmt::format("<p>{}</p>\n", filled(words.first_seats_only, most_seats_shown));
    }
    html += fmt::format("<form method=\"post\" action=\"{}\"><ul class=\"choices\">\n",
                        escaped(fmt::format("/waiting-room/reserve?lang={}{}", words.code, choice.query())));
    for (auto const& seat : seats) {
        html += fmt::format("<li><button class=\"quiet\" name=\"seat\" value=\"{}\">{}<br>{}</button></li>\n",
                            seat.seat.id.to_string(), seat_name(words, seat),
                            filled(words.price, grouped(seat.seat.price.value)));
    }
    Choice const sections{.date = choice.date};
    return html + fmt::format("</ul></form>\n<p><a href=\"{}\">{}</a></p>\n",
                              escaped(fmt::format("/waiting-room?lang={}{}", words.code, sections.query())),
                              words.back);
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
        auto const& reservation = each.claim.reservation;
        if (reservation.state == ReservationState::reserved) {
            holds += hold_row(words, each, balance, now, may_act);
            missing = std::max(missing, (reservation.price - balance).value);
        } else {
            tickets += fmt::format("<li>{}, {}<br>{}<br>{}: <code>{}</code></li>\n",
                                   escaped(each.board->concert().singer_name), moment(each.board->date().date),
                                   seat_name(words, each.seat), words.ticket_code,
                                   services.ticket_codes.code({reservation.id, reservation.seat}));
        }
    }
    auto html = fmt::format("<p>{}</p>\n", filled(words.points, grouped(balance.value)));
    if (!holds.empty()) html += fmt::format("<h2>{}</h2>\n<table>\n{}</table>\n", words.holds, holds);
    if (may_act == MayAct::yes && missing > 0) html += charge_form(services, words, missing, now);
    if (!tickets.empty()) html += fmt::format("<h2>{}</h2>\n<ul>\n{}</ul>\n", words.tickets, tickets);
    if (!claims.all) html += fmt::format("<p>{}</p>\n", filled(words.newest_claims_only, most_claims_shown));
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
