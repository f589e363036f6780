// How handlers answer: JSON bodies, and the way of a command to the clerk and back.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include <boost/json/value.hpp>

#include "api/idempotency/request_key.h"
#include "api/problem/problem_of_refusal.h"
#include "api/routing/call.h"
#include "api/services.h"
#include "http/io_thread.h"

namespace onsale::api {

using Rendered = KeyedAnswer::Rendered;

void answer_json(Call const& call, unsigned status, std::string body);
void answer_json(Call const& call, unsigned status, boost::json::value const& body);
Rendered rendered(unsigned status, boost::json::value const& body);

// Clients whose requests lie in the sockets, one behind the other, are waiting already. While they do, a clerk is given
// what keeps it busy and no more. Refusing more than that was tried and serves nobody: where the sockets are the
// bottleneck a refusal costs as much as a batched command, and one refused in three was one served less in three.
inline Patience patience_of(http::IoThread const& io) { return io.behind() ? Patience::little : Patience::usual; }

// The outcome of a command under an Idempotency-Key, as `render(T const&)` or as the refusal's problem. Borrows both.
template <class T, class Render>
class RenderedOutcome final : public KeyedAnswer {
  public:
    RenderedOutcome(KeyUse key_use, CommandFor<T> const& command, Render const& render)
        : KeyedAnswer(std::move(key_use)), command_(command), render_(render) {}

    Rendered render() const override {
        if (*command_.outcome) return render_(**command_.outcome);
        auto const& refusal = command_.outcome->error();
        auto const problem = problem_of(refusal);
        return {.status = kind_of(problem.type).status,
                .body = body_of(problem),
                .remembered = refusal.reason != Reason::not_in_line && refusal.reason != Reason::sale_being_made};
    }

  private:
    CommandFor<T> const& command_;
    Render const& render_;
};

// What an answer says. Only with `granted` may a handler look into the command's outcome: a replay has none.
struct Answered {
    bool granted = false;   // decided by this call, and with a yes: `outcome` holds a value
    bool replayed = false;  // an earlier yes under the same key, answered again: `outcome` is empty
    Instant at{};           // of the decision that was answered, now or earlier
    bool yes() const { return granted || replayed; }
};

struct KeyTurn {
    KeyUse use;
    KeysUnderWay::Turn turn;
};
// Nullopt: the request has no key. Refuses a malformed one, and one whose first request is under way on this node.
std::expected<std::optional<KeyTurn>, Problem> take_turn(Call const& call, KeyOwner const& owner);

// What was decided under a key.
void answer_given(Call const& call, KeyedAnswer const& keyed);

// Submits the command, waits until it is durable, and answers: with render(T const&), with the refusal, or with the
// fault. With an Idempotency-Key of the owner's, what was decided the first time is answered again. `render` runs on
// the clerk's thread then: it must be quick and have nothing to do with the connection. Await it in a statement of its
// own: g++ 12 makes wrong code of a co_await inside a condition.
template <class T, class Render>
http::Awaitable<Answered> answer_decided(Call const& call, CommandFor<T>& command, KeyOwner owner,
                                         Render const& render) {
    auto turn = take_turn(call, owner);
    if (!turn) {
        call.refuse(turn.error());
        co_return Answered{};
    }
    std::optional<RenderedOutcome<T, Render>> keyed;
    if (*turn) command.keyed = &keyed.emplace((*turn)->use, command, render);
    co_await http::delivered(call.io, command,
                             [&] { return call.services.clerk.submit(command, patience_of(call.io)); });
    if (command.fate != Fate::answered) {
        call.refuse(problem_of(command.fate));
        co_return Answered{};
    }
    if (keyed && keyed->given) {
        answer_given(call, *keyed);
        bool const yes = keyed->given->granted();
        co_return Answered{.granted = yes && !keyed->again, .replayed = yes && keyed->again, .at = keyed->given->at};
    }
    if (!*command.outcome) {
        call.refuse(problem_of(command.outcome->error()));
        co_return Answered{};
    }
    auto answer = render(**command.outcome);
    answer_json(call, answer.status, std::move(answer.body));
    co_return Answered{.granted = true, .at = call.now};
}

}  // namespace onsale::api
