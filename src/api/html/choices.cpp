#include "api/html/choices.h"

#include <algorithm>
#include <map>
#include <span>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "api/html/claims.h"
#include "api/html/markup.h"
#include "domain/limits.h"
#include "domain/seating/choice.h"

namespace onsale::api::html {
namespace {

constexpr std::size_t most_seats_shown = 400;
constexpr std::int32_t most_places_offered = 10;

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

using FreeBySection = std::map<std::string, std::int64_t>;

FreeBySection free_by_section(DateBoard& board, Instant now) {
    std::vector<std::pair<std::string, std::int64_t>> sections;
    board.read(now, [&](std::span<RunState const> runs, std::uint64_t) {
        for (auto const& run : runs) {
            if (sections.empty() || sections.back().first != run.run->section)
                sections.emplace_back(run.run->section, 0);
            sections.back().second += std::ranges::count(run.statuses, SeatStatus::available);
        }
    });
    FreeBySection free;
    for (auto const& [name, count] : sections) free[name] += count;
    return free;
}

// The best seats by one button, without looking at sections.
std::string best_html(PageContext const& context, Choice const& choice) {
    auto const& words = words_of(context.language);
    auto const most = std::min<std::int64_t>(choice.date->terms().most_per_person, seating::most_together);
    std::string counts;
    for (std::int64_t count = 1; count <= most; ++count) {
        counts +=
            fmt::format("<option{}>{}</option>", count == std::min<std::int64_t>(2, most) ? " selected" : "", count);
    }
    return fmt::format(
        "<h2>{}</h2>\n<form method=\"post\" action=\"{}\">\n"
        "<label for=\"count\">{}</label>\n<select id=\"count\" name=\"count\">{}</select>\n"
        "<label for=\"max-price\">{}</label>\n"
        "<input id=\"max-price\" name=\"maxPrice\" type=\"number\" min=\"0\" max=\"{}\">\n"
        "<label><input type=\"checkbox\" name=\"together\" value=\"yes\" checked> {}</label>\n<button>{}</button>\n"
        "</form>\n",
        words.best_seats, escaped(fmt::format("/waiting-room/reserve?lang={}{}", words.code, choice.query())),
        words.count, counts, words.max_price, limits::largest_price, words.together, words.take_best);
}

std::string sections_html(PageContext const& context, Choice const& choice, FreeBySection const& free) {
    auto const& words = words_of(context.language);
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

std::string choices_html(PageContext const& context, Choice const& choice) {
    if (!choice.date) return dates_html(context);
    if (choice.section) return seats_html(context, choice);
    auto const free = free_by_section(*choice.date, context.now);
    // Places of areas are not among the best seats.
    bool const best = std::ranges::any_of(
        free, [&](auto const& section) { return section.second > 0 && !choice.date->find_area(section.first); });
    return (best ? best_html(context, choice) : "") + sections_html(context, choice, free);
}

}  // namespace onsale::api::html
