// What polling and streaming answer alike about a place in the line.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "api/routing/call.h"
#include "api/services.h"

namespace onsale::api {

// However near the front, nobody is asked to poll sooner.
inline constexpr milliseconds shortest_poll{100};

// The answer to a fan who waits is a JSON object in two parts: who they are and their ticket, which stay the same, and
// the numbers.
std::string front_of_place(UserId user, std::string_view token);
// Returns when to ask again.
milliseconds append_numbers(std::string& body, Standing const& standing);

// Appends both parts. The ticket is the one that was shown, if it is of this place: it is ours, checked, and without
// an end, as good as a new one.
milliseconds append_place(std::string& body, Call const& call, Standing const& standing);

// The whole answer.
void answer_waiting(http::Answer& answer, std::string_view front, Standing const& standing);
void answer_waiting(Call const& call, Standing const& standing);

// The place that was asked for ended while it was asked for, and so did the one after it: on other connections of the
// same fan. Nothing is overloaded, but asking again is all that helps.
void refuse_ended(Call const& call);

// Submits and waits until it is durable. A standing of `absent`: not in line. Nullopt: answered with a problem.
http::Awaitable<std::optional<Standing>> settled(Call const& call, LineSubmission& submission);

}  // namespace onsale::api
