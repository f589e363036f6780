// What polling and streaming answer alike about a place in the line.
#pragma once

#include <optional>
#include <string>

#include "api/routing/call.h"
#include "api/services.h"

namespace onsale::api {

// However near the front, nobody is asked to poll sooner.
inline constexpr milliseconds shortest_poll{100};

// Appends the answer to a fan who waits, a JSON object; returns when to ask again.
milliseconds append_place(std::string& body, identity::TokenSigner const& signer, UserId user, Standing const& standing,
                          Gate::Poller const& poller);

// Submits and waits until it is durable. A standing of `absent`: not in line. Nullopt: answered with a problem.
http::Awaitable<std::optional<Standing>> settled(Call const& call, LineSubmission& submission);

}  // namespace onsale::api
