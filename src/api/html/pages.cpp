#include "api/html/pages.h"

#include <algorithm>

#include <fmt/format.h>

#include "api/html/choices.h"
#include "api/html/claims.h"
#include "api/html/markup.h"

namespace onsale::api::html {
namespace {

constexpr seconds shortest_refresh{2};
constexpr seconds after_busy{5};

Frame frame_of(PageContext const& context) { return {.language = context.language, .said = context.said}; }

std::string paragraph(std::string_view text, std::string_view kind = {}) {
    if (kind.empty()) return fmt::format("<p>{}</p>\n", escaped(text));
    return fmt::format("<p class=\"{}\">{}</p>\n", kind, escaped(text));
}

// What is on sale, for fans who cannot choose yet.
std::string dates_list(PageContext const& context) {
    auto const& words = words_of(context.language);
    auto html = fmt::format("<h2>{}</h2>\n<ul>\n", words.on_sale);
    for (auto const& board : context.services.boards.seats.dates()) {
        auto const totals = board->totals(context.now);
        html += fmt::format("<li>{}, {}: {}</li>\n", escaped(board->concert().singer_name), moment(board->date().date),
                            filled(words.seats_left, grouped(totals.available), grouped(totals.seats)));
    }
    return html + "</ul>\n";
}

std::int64_t seats_left(PageContext const& context) {
    std::int64_t left = 0;
    for (auto const& board : context.services.boards.seats.dates()) left += board->available_seats(context.now);
    return left;
}

// What the operator says, and why nobody is called, if so.
std::string notices(PageContext const& context) {
    auto const& words = words_of(context.language);
    auto const steering = context.services.boards.steering.now();
    std::string html;
    switch (admission_at(*steering, context.now)) {
        case Admission::open:
            break;
        case Admission::paused:
            html += paragraph(words.paused, "notice");
            break;
        case Admission::before_opening:
            html += paragraph(filled(words.before_opening, moment(*steering->opens_at)), "notice");
            break;
    }
    if (steering->message) html += paragraph(fmt::format("{}: {}", words.message, steering->message->text), "notice");
    return html;
}

std::string estimate(Words const& words, seconds wait) {
    auto const minutes = wait.count() / 60;
    if (minutes < 1) return std::string(words.wait_moment);
    return filled(words.wait_minutes, minutes, minutes + std::max<std::int64_t>(1, minutes / 2));
}

std::string position_html(PageContext const& context, Standing const& standing) {
    auto const& words = words_of(context.language);
    auto const ahead = static_cast<std::int64_t>(standing.position) - 1;
    auto html = fmt::format("<p class=\"position\">{}</p>\n", grouped(standing.position));
    html += paragraph(filled(words.ahead, grouped(ahead)));
    auto const admission = admission_at(*context.services.boards.steering.now(), context.now);
    if (admission == Admission::open) html += paragraph(estimate(words, standing.wait));
    if (ahead >= seats_left(context)) html += paragraph(words.fewer_seats_than_fans, "notice");
    return html;
}

}  // namespace

std::string door_page(PageContext const& context) {
    auto const& words = words_of(context.language);
    auto const form = fmt::format(
        "<form method=\"post\" action=\"/waiting-room?lang={}\">\n<label for=\"name\">{}</label>\n"
        "<input id=\"name\" name=\"name\" required maxlength=\"60\" autocomplete=\"name\">\n<button>{}</button>\n"
        "</form>\n",
        words.code, words.your_name, words.join);
    return page(frame_of(context), notices(context) + form + dates_list(context));
}

std::string home_page(PageContext const& context, UserId user, PastSeats const& past) {
    auto const& words = words_of(context.language);
    auto const action = fmt::format("/waiting-room?lang={}", words.code);
    return page(frame_of(context), button_form(action, "", words.join_again) +
                                       claims_html(context, user, past, MayAct::no) + dates_list(context));
}

std::string waiting_page(PageContext const& context, Standing const& standing) {
    auto const& words = words_of(context.language);
    auto frame = frame_of(context);
    frame.refresh = std::max(shortest_refresh, std::chrono::ceil<seconds>(standing.poll_after));
    auto html = notices(context);
    html += fmt::format("<h2>{}</h2>\n", words.position);
    html += standing.position_known ? position_html(context, standing) : paragraph(words.position_unknown, "notice");
    html += paragraph(words.place_is_kept);
    html += paragraph(filled(words.updates_itself, frame.refresh->count()), "faint");
    html += button_form(fmt::format("/waiting-room/leave?lang={}", words.code), "", words.leave, true);
    return page(frame, html + dates_list(context));
}

std::string Choice::query() const {
    if (!date) return {};
    auto text = "&date=" + date->date().id.to_string();
    if (section) text += "&section=" + url_encoded(*section);
    return text;
}

std::string inside_page(PageContext const& context, UserId user, Standing const& standing, Choice const& choice,
                        PastSeats const& past) {
    auto const& words = words_of(context.language);
    auto frame = frame_of(context);
    frame.here = "/waiting-room?" + (choice.date ? choice.query().substr(1) + "&lang=" : "lang=");
    auto const left = std::chrono::floor<std::chrono::minutes>(standing.until - context.now);
    auto html = fmt::format("<h2>{}</h2>\n", words.inside);
    html += notices(context);
    html += paragraph(filled(words.inside_left, left.count()));
    html += claims_html(context, user, past, MayAct::yes);
    html += choices_html(context, choice);
    html += button_form(fmt::format("/waiting-room/leave?lang={}", words.code), "", words.leave, true);
    return page(frame, html);
}

std::string busy_page(PageContext const& context) {
    auto frame = frame_of(context);
    frame.refresh = after_busy;
    return page(frame, paragraph(words_of(context.language).busy, "notice"));
}

}  // namespace onsale::api::html
