#include "api/handlers/line_answers.h"

#include <algorithm>

#include <fmt/format.h>

#include "api/handlers/answering.h"
#include "domain/invariant.h"

namespace onsale::api {
namespace {

void append_number(std::string& to, std::int64_t number) {
    fmt::format_int const digits(number);
    to.append(digits.data(), digits.size());
}

void finish_waiting(http::Answer& answer, milliseconds poll_after) {
    fmt::format_int const retry_after(std::chrono::ceil<seconds>(poll_after).count());
    answer.content_type = "application/json";
    answer.header("Cache-Control", "no-store");
    answer.header("Retry-After", {retry_after.data(), retry_after.size()});
}

}  // namespace

std::string front_of_place(UserId user, std::string_view token) {
    std::string front;
    front.reserve(token.size() + 96);
    front.append("{\"userId\":\"").append(user.to_string()).append("\",\"token\":\"").append(token);
    return front.append("\",\"waitingNumber\":");
}

milliseconds append_numbers(std::string& body, Standing const& standing) {
    invariant(standing.position >= 1, "who waits has a number");
    auto const poll_after = std::max(standing.poll_after, shortest_poll);
    append_number(body, standing.position);
    body += ",\"expiresAt\":null,\"estimatedWaitSeconds\":";
    append_number(body, standing.wait.count());
    body += ",\"pollAfterMs\":";
    append_number(body, poll_after.count());
    body += standing.position_known ? "}" : ",\"positionKnown\":false}";
    return poll_after;
}

milliseconds append_place(std::string& body, Call const& call, Standing const& standing) {
    auto const& poller = call.poller();
    if (poller.place == standing.place) {
        body += front_of_place(poller.user, poller.shown);
    } else {
        auto const& services = call.services;
        identity::PlaceTicket const ticket{services.line.id(), poller.user, standing.place, standing.joined_at};
        body += front_of_place(poller.user, services.signer.sign(ticket));
    }
    return append_numbers(body, standing);
}

void answer_waiting(http::Answer& answer, std::string_view front, Standing const& standing) {
    answer.body += front;
    finish_waiting(answer, append_numbers(answer.body, standing));
}

void answer_waiting(Call const& call, Standing const& standing) {
    auto& answer = call.answer;
    finish_waiting(answer, append_place(answer.body, call, standing));
}

void refuse_ended(Call const& call) {
    call.refuse(Problem{.type = ProblemType::overloaded,
                        .detail = "Your place in the line ended on another connection while you asked. Ask again.",
                        .retry_after_seconds = 1});
}

http::Awaitable<std::optional<Standing>> settled(Call const& call, LineSubmission& submission) {
    co_await http::delivered(call.io, submission,
                             [&] { return call.services.line.submit(submission, patience_of(call.io)); });
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
