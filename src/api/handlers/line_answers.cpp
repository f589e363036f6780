#include "api/handlers/line_answers.h"

#include <algorithm>

#include <fmt/format.h>

#include "api/handlers/answering.h"
#include "domain/invariant.h"

namespace onsale::api {

milliseconds append_place(std::string& body, identity::TokenSigner const& signer, UserId user, Standing const& standing,
                          Gate::Poller const& poller) {
    invariant(standing.position >= 1, "who waits has a number");
    bool const same_place = poller.place && *poller.place == standing.place;
    auto const poll_after = std::max(standing.poll_after, shortest_poll);
    body.append("{\"userId\":\"").append(user.to_string()).append("\",\"token\":\"");
    if (same_place) {
        body.append(poller.shown);  // ours, checked, and without an end: as good as a new one
    } else {
        body.append(signer.sign(identity::PlaceTicket{user, standing.place, standing.joined_at}));
    }
    fmt::format_to(std::back_inserter(body),
                   "\",\"waitingNumber\":{},\"expiresAt\":null,\"estimatedWaitSeconds\":{},\"pollAfterMs\":{}}}",
                   standing.position, standing.wait.count(), poll_after.count());
    return poll_after;
}

http::Awaitable<std::optional<Standing>> settled(Call const& call, LineSubmission& submission) {
    co_await http::delivered(call.io, submission, [&] { return call.services.line.submit(submission); });
    if (submission.fate != Fate::answered) {
        call.refuse(problem_of(submission.fate));
    } else if (!submission.outcome && submission.outcome.error().reason == Reason::not_in_line) {
        co_return Standing{};  // absent
    } else if (!submission.outcome) {
        call.refuse(problem_of(submission.outcome.error()));
    } else {
        co_return *submission.outcome;
    }
    co_return std::nullopt;
}

}  // namespace onsale::api
