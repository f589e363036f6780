// What the handlers of the waiting room without JavaScript share.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "api/handlers/answering.h"
#include "api/handlers/arguments.h"
#include "api/html/pages.h"
#include "api/html/visitor.h"

namespace onsale::api {

// The query of every route here, and the room that it asks for.
struct PageRequest {
    Query query;
    html::Language language;
    html::Choice choice;
};
std::expected<PageRequest, Problem> read_room(Call const& call);

// A form that may be acted on: one of this site's own pages sent it, with these fields.
std::expected<Query, Problem> read_room_form(Call const& call, std::initializer_list<std::string_view> known);

// Whether the fan is inside, and since when, by the line or by the pass that they show. Absent: not inside.
Standing standing_of(Call const& call, html::Visitor const& visitor);

// Where every form leads: back to the page, which says what came of it. `choice`: what the fan was looking at.
void go_back(Call const& call, PageRequest const& asked, std::string_view said);
// The same for a fan who has just joined. The address carries a mark, by which the page notices that the cookies, and
// with them the place, did not come along.
void go_to_place(Call const& call, PageRequest const& asked);

// What the page says of the last form, in the fan's language; empty: nothing. Once for each answer: it is then
// forgotten.
std::string_view said_to(Call const& call, PageRequest const& asked);

// The last word of the problem that was answered, or of this one: "seat-taken". Of one that the page has no words for
// "failed".
std::string problem_answered(http::Answer const& answer);
std::string word_of(Problem const& problem);

}  // namespace onsale::api
