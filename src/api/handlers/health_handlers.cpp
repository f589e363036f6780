#include <algorithm>
#include <iterator>

#include <prometheus/text_serializer.h>

#include "api/handlers/answering.h"
#include "api/handlers/arguments.h"
#include "api/handlers/asset_answers.h"
#include "api/handlers/handlers.h"

namespace onsale::api {
namespace {

void answer_ok(Call const& call, std::string text = "ok\n") {
    call.answer.content_type = "text/plain; charset=utf-8";
    call.answer.body = std::move(text);
}

// For the operator. Empty: no reason.
std::string why_not_ready(FeedState state) {
    switch (state) {
        case FeedState::followed:
            return {};
        case FeedState::store_away:
            return "PostgreSQL does not answer, or takes no writes.";
        case FeedState::other_history:
            return "PostgreSQL goes on with another history, after a fail-over: this node reads everything again.";
        case FeedState::newer_schema:
            return "PostgreSQL has the schema of a newer release: this node cannot write, it must be replaced.";
    }
    return {};
}

// ?line=required. Nullopt: refused.
std::optional<bool> line_is_required(Call const& call) {
    auto const query = Query::read(call.request, {"line"});
    if (!query) return call.refuse(query.error()), std::nullopt;
    auto const line = query->get("line");
    if (line && line != "required") return call.refuse(Query::fault("line", "must be required")), std::nullopt;
    return line.has_value();
}

// Those inside go on buying without the line's store, on every node alike: taking all of them out would help nobody. A
// balancer that has other nodes asks more.
void answer_line_lost(Call const& call, bool required, std::string const& why) {
    if (!required) return answer_ok(call, "ok, but " + why + "\n");
    auto problem = problem_of(Fate::failed);
    problem.detail = why;
    call.refuse(problem);
}

}  // namespace

void show_page(Call const& call) {
    auto const* page = call.services.assets.find(call.request.path);
    if (page == nullptr) return call.refuse({ProblemType::unknown_route, "There is no such file."});
    answer_asset(call, *page);
}

void live(Call const& call) { answer_ok(call); }

// The boards were filled before the first connection was taken, so what may be missing is a store that takes our
// batches, or room in a queue.
void ready(Call const& call) {
    auto const& services = call.services;
    auto const line_required = line_is_required(call);
    if (!line_required) return;
    // The reason first: a store with a newer schema fails the clerk's batches, too, and only the reason helps.
    if (auto const* others = services.catch_up.others()) {
        if (auto const why = why_not_ready(others->state()); !why.empty()) {
            auto problem = problem_of(Fate::failed);
            problem.detail = why;
            return call.refuse(problem);
        }
    }
    if (!services.clerk.healthy()) return call.refuse(problem_of(Fate::failed));
    if (services.clerk.overloaded()) return call.refuse(problem_of(Fate::shed));
    auto const line = services.line.report();
    if (line.calls_stopped == CallsStopped::store_unfit)
        return answer_line_lost(call, *line_required, "nobody can join or come in: " + line.trouble);
    if (!line.connected) return answer_line_lost(call, *line_required, "the line's store is away: nobody can join");
    if (services.line.overloaded()) return call.refuse(problem_of(Fate::shed));
    answer_ok(call, line.trouble.empty() ? "ok\n" : "ok, but: " + line.trouble + "\n");
}

void show_metrics(Call const& call) {
    call.answer.content_type = "text/plain; version=0.0.4; charset=utf-8";
    auto families = call.services.measures.Collect();
    std::ranges::move(call.services.requests.Collect(), std::back_inserter(families));
    families.push_back(call.services.observer.latency().family());
    call.answer.body = prometheus::TextSerializer().Serialize(families);
}

}  // namespace onsale::api
