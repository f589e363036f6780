#include "api/handlers/waiting_room.h"

#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include "api/html/markup.h"

namespace onsale::api {

std::expected<PageRequest, Problem> read_room(Call const& call) {
    auto query = Query::read(call.request, {"lang", "said", "date", "section"});
    if (!query) return std::unexpected(query.error());
    auto const language =
        html::language_for(query->get("lang").value_or(""), call.request.field("Accept-Language").value_or(""));
    html::Choice choice;
    if (auto const date = ConcertDateId::parse(query->get("date").value_or(""))) {
        choice.date = call.services.boards.seats.date(*date);
    }
    if (auto const section = query->get("section"); section && choice.date) choice.section = *section;
    return PageRequest{std::move(*query), language, std::move(choice)};
}

std::expected<Query, Problem> read_room_form(Call const& call, std::initializer_list<std::string_view> known) {
    if (html::comes_from_elsewhere(call.request)) {
        return std::unexpected(Problem{ProblemType::cross_site, "This form was sent from another site."});
    }
    return Query::read_form(call.request, known);
}

Standing standing_of(Call const& call, html::Visitor const& visitor) {
    auto const standing = call.services.line.ask(visitor.user, visitor.place, call.now);
    if (standing.kind != Standing::Kind::absent || !visitor.pass) return standing;
    // On another node than the one that let them in.
    auto const& pass = *visitor.pass;
    if (call.now >= pass.expires_at) return standing;
    if (!call.services.line.inside({pass.user, pass.session()}, call.now)) return standing;
    return {
        .kind = Standing::Kind::inside, .place = pass.place, .entered_at = pass.issued_at, .until = pass.expires_at};
}

namespace {

void lead_to(Call const& call, std::string_view target) {
    call.answer.status = 303;
    call.answer.header("Location", target);
    call.answer.header("Cache-Control", "no-store");
}

std::string page_of(PageRequest const& asked) {
    return fmt::format("/waiting-room?lang={}{}", html::words_of(asked.language).code, asked.choice.query());
}

constexpr std::string_view joined = "joined";

std::string known_word(std::string_view slug) {
    return html::said(html::Language::english, slug).empty() ? "failed" : std::string(slug);
}

}  // namespace

void go_back(Call const& call, PageRequest const& asked, std::string_view said) {
    lead_to(call, page_of(asked));
    if (!said.empty()) html::say_next(call, said);
}

void go_to_place(Call const& call, PageRequest const& asked) {
    lead_to(call, page_of(asked) + fmt::format("&said={}", joined));
}

std::string_view said_to(Call const& call, PageRequest const& asked) {
    auto const said = html::take_said(call);
    if (!said.empty()) return html::said(asked.language, said);
    bool const lost_cookies = asked.query.get("said") == joined && !html::brings_cookies(call.request);
    return lost_cookies ? html::words_of(asked.language).cookies_needed : std::string_view{};
}

std::string problem_answered(http::Answer const& answer) {
    boost::system::error_code failed;
    auto const body = boost::json::parse(answer.body, failed);
    auto const* type = failed ? nullptr : body.if_object() ? body.as_object().if_contains("type") : nullptr;
    if (type == nullptr || !type->is_string()) return "failed";
    std::string_view const text = type->as_string();
    return known_word(text.substr(text.rfind('/') + 1));
}

std::string word_of(Problem const& problem) { return known_word(kind_of(problem.type).slug); }

}  // namespace onsale::api
