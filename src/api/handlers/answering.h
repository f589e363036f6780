// How handlers answer: JSON bodies, and the way of a command to the clerk and back.
#pragma once

#include <string>
#include <utility>

#include <boost/json/value.hpp>

#include "api/http/io_thread.h"
#include "api/problem/problem_of_refusal.h"
#include "api/routing/call.h"
#include "api/services.h"

namespace onsale::api {

void answer_json(Call const& call, unsigned status, std::string body);
void answer_json(Call const& call, unsigned status, boost::json::value const& body);

// Clients whose requests lie in the sockets, one behind the other, are waiting already. While they do, a clerk is given
// what keeps it busy and no more. Refusing more than that was tried and serves nobody: where the sockets are the
// bottleneck a refusal costs as much as a batched command, and one refused in three was one served less in three.
inline Patience patience_of(http::IoThread const& io) { return io.behind() ? Patience::little : Patience::usual; }

// Submits the command and waits until it is durable. True: `outcome` holds a value. False: the refusal, or the fault,
// has been answered. Await it in a statement of its own: g++ 12 makes wrong code of a co_await inside a condition.
template <class T>
http::Awaitable<bool> decided(Call const& call, CommandFor<T>& command) {
    co_await http::delivered(call.io, command,
                             [&] { return call.services.clerk.submit(command, patience_of(call.io)); });
    if (command.fate != Fate::answered) {
        call.refuse(problem_of(command.fate));
        co_return false;
    }
    if (!*command.outcome) {
        call.refuse(problem_of(command.outcome->error()));
        co_return false;
    }
    co_return true;
}

}  // namespace onsale::api
