#include "app/commands/node_boards.h"

#include <algorithm>
#include <chrono>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <thread>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "app/commands/ask_node.h"
#include "application/boards/boards.h"

namespace onsale {
namespace {

namespace json = boost::json;

constexpr int tries = 5;
constexpr std::chrono::milliseconds between_tries{200};
constexpr std::chrono::seconds patience{30};

// A digest as it is printed and compared: what it is of, and its text.
using Digests = std::vector<std::pair<std::string, std::string>>;

struct Shown {
    Instant at;
    std::string snapshot;  // empty: the node's store has none to name
    Digests digests;
};

// The body of an answer of 200.
std::string asked(NodeToCompare const& node) {
    auto const answer = ask_node(node.url, "/operator/boards/digest", node.admin_key, patience);
    if (!answer.good()) throw std::runtime_error("the node answered " + answer.status);
    return answer.body;
}

std::string text_of(json::value const& digest) {
    return fmt::format("{} {}", digest.at("count").to_number<std::uint64_t>(),
                       std::string_view(digest.at("digest").as_string()));
}
std::string text_of(Digest const& digest) { return fmt::format("{} {:016x}", digest.parts(), digest.sum()); }

Shown shown_by(NodeToCompare const& node) {
    auto const body = json::parse(asked(node));
    Shown shown{.at = Instant{milliseconds{body.at("at").to_number<std::int64_t>()}}, .snapshot = {}, .digests = {}};
    if (auto const* const name = body.at("snapshot").if_string()) shown.snapshot = std::string_view(*name);
    shown.digests.emplace_back("wallets", text_of(body.at("wallets")));
    for (auto const& date : body.at("dates").as_array()) {
        auto const id = std::string(std::string_view(date.at("concertDateId").as_string()));
        shown.digests.emplace_back("seats of date " + id, text_of(date.at("seats")));
        shown.digests.emplace_back("reservations of date " + id, text_of(date.at("claims")));
    }
    return shown;
}

Digests digests_of(Boards const& boards, Instant at) {
    auto const all = boards.digest(at);
    Digests digests{{"wallets", text_of(all.wallets)}};
    for (auto const& date : all.dates) {
        digests.emplace_back("seats of date " + date.date.to_string(), text_of(date.seats));
        digests.emplace_back("reservations of date " + date.date.to_string(), text_of(date.claims));
    }
    return digests;
}

// What the store has: of the same snapshot and instant.
Digests stored(Shown const& shown, StoreAddress const& address) {
    Boards boards;
    fill_from_store(boards, address, shown.snapshot, shown.at);
    return digests_of(boards, shown.at);
}

std::vector<std::string> differences(Digests node, Digests const& store) {
    std::vector<std::string> found;
    for (auto const& [what, digest] : store) {
        auto const same = std::ranges::find(node, what, [](auto const& each) { return each.first; });
        if (same == node.end()) {
            found.push_back(fmt::format("{}: not on the node", what));
            continue;
        }
        if (same->second != digest) {
            found.push_back(fmt::format("{}: the store has {}, the node shows {}", what, digest, same->second));
        }
        node.erase(same);
    }
    for (auto const& [what, digest] : node) found.push_back(fmt::format("{}: not in the store", what));
    return found;
}

}  // namespace

std::size_t compare_with_node(NodeToCompare const& node, StoreAddress const& address) {
    std::vector<std::string> found;
    for (int i = 0; i < tries; ++i) {
        if (i > 0) std::this_thread::sleep_for(between_tries);
        auto const shown = shown_by(node);
        if (shown.snapshot.empty() == address.shared()) {
            throw std::runtime_error("--node: the node has another kind of store than this one");
        }
        found = differences(shown.digests, stored(shown, address));
        if (found.empty()) break;
    }
    for (auto const& each : found) fmt::print("differs: {}\n", each);
    fmt::print("{}  the boards of {} show what the store has\n", found.empty() ? "holds " : "BROKEN", node.url);
    return found.size();
}

}  // namespace onsale
