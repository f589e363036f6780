#include "api/handlers/answering.h"

#include <boost/json/serialize.hpp>

namespace onsale::api {

void answer_json(Call const& call, unsigned status, std::string body) {
    call.answer.status = status;
    call.answer.content_type = "application/json";
    call.answer.body = std::move(body);
}

void answer_json(Call const& call, unsigned status, boost::json::value const& body) {
    answer_json(call, status, boost::json::serialize(body));
}

Rendered rendered(unsigned status, boost::json::value const& body) {
    return {.status = status, .body = boost::json::serialize(body)};
}

std::expected<std::optional<KeyTurn>, Problem> take_turn(Call const& call, KeyOwner const& owner) {
    auto key = read_key(call.request, owner);
    if (!key) return std::unexpected(std::move(key.error()));
    if (!*key) return std::nullopt;
    KeyUse use{.key = {.scope = owner.scope(), .text = **std::move(key)}, .fingerprint = fingerprint_of(call.request)};
    auto turn = call.services.keys.begin(use.key);
    if (!turn) {
        return std::unexpected(Problem{.type = ProblemType::idempotency_key_in_use,
                                       .detail = "Ask again in a moment, to get the first request's answer.",
                                       .retry_after_seconds = 1});
    }
    return KeyTurn{std::move(use), *std::move(turn)};
}

void answer_given(Call const& call, KeyedAnswer const& keyed) {
    auto const& given = *keyed.given;
    answer_json(call, given.status, given.body);
    if (given.status >= 400) call.answer.content_type = problem_content_type;
    if (given.status == 401) call.answer.header("WWW-Authenticate", "Bearer");
    if (keyed.again) call.answer.header("Idempotency-Replayed", "true");
}

}  // namespace onsale::api
