#include <boost/json.hpp>
#include <fmt/format.h>

#include "api/handlers/answering.h"
#include "api/handlers/handlers.h"

namespace onsale::api {
namespace {

namespace json = boost::json;

json::object json_of(Digest const& digest) {
    return {{"count", digest.parts()}, {"digest", fmt::format("{:016x}", digest.sum())}};
}

json::array json_of(std::vector<DateDigest> const& dates) {
    json::array all;
    for (auto const& each : dates) {
        all.push_back(json::object{{"concertDateId", each.date.to_string()},
                                   {"seats", json_of(each.seats)},
                                   {"claims", json_of(each.claims)}});
    }
    return all;
}

struct Shown {
    BoardsDigest digest;
    Instant at;
    std::optional<std::string> snapshot;
};

// Nullopt: the store of many nodes is away, so that there is nothing to compare with.
std::optional<Shown> what_is_shown(Services const& services) {
    Shown shown;
    auto const look = [&] {
        shown.at = services.clock.now();
        shown.digest = services.boards.digest(shown.at);
    };
    auto* const others = services.catch_up.others();
    if (others == nullptr) {
        look();
        return shown;
    }
    shown.snapshot = others->at_one_snapshot(look);
    return shown.snapshot ? std::optional(std::move(shown)) : std::nullopt;
}

}  // namespace

http::Awaitable<void> show_boards_digest(Call call) {
    auto& services = call.services;
    auto const done =
        co_await services.hard_work.for_operators.run(call.io, [&services] { return what_is_shown(services); });
    if (!done) co_return call.refuse(problem_of(Fate::shed));
    auto const& shown = *done;
    if (!shown) co_return call.refuse(problem_of(Fate::failed));
    answer_json(call, 200,
                json::object{{"at", shown->at.time_since_epoch().count()},
                             {"snapshot", shown->snapshot ? json::value(*shown->snapshot) : json::value(nullptr)},
                             {"wallets", json_of(shown->digest.wallets)},
                             {"dates", json_of(shown->digest.dates)}});
    call.answer.header("Cache-Control", "no-store");
}

}  // namespace onsale::api
