// One call of the API on its way through a handler.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <variant>

#include "api/access/access.h"
#include "api/problem/problem.h"
#include "domain/instant.h"
#include "http/handler.h"

namespace onsale::api {

struct Services;

inline constexpr std::size_t most_path_parameters = 2;

struct Call {
    http::Request const& request;
    http::Answer& answer;
    http::IoThread& io;
    Services& services;
    Instant now;                                                    // when the call came in
    std::size_t route;                                              // index into routes(), or Router::Match::no_route
    std::array<std::string_view, most_path_parameters> parameters;  // of the path, in order, undecoded
    Caller caller{};                                                // by the route's access

    // Each of a route with that access alone: std::bad_variant_access is thrown otherwise.
    UserId user() const { return std::get<UserId>(caller); }  // owner, holder
    Poller const& poller() const { return std::get<Poller>(caller); }
    Payer const& payer() const { return std::get<Payer>(caller); }
    identity::LinePass const& pass() const { return std::get<identity::LinePass>(caller); }  // inside

    void refuse(Problem const& problem) const { answer_problem(answer, problem); }
};

// A handler either answers at once, or is a coroutine that waits for something, or decides which of the two.
// A coroutine takes the call by value: what it refers to stays valid until the coroutine ends.
using AtOnce = void (*)(Call const&);
using Waiting = http::Awaitable<void> (*)(Call);
using Either = std::optional<http::Awaitable<void>> (*)(Call const&);
using Action = std::variant<AtOnce, Waiting, Either>;

}  // namespace onsale::api
