#include "infrastructure/redis/client.h"

#include <algorithm>
#include <array>
#include <thread>
#include <vector>

#include <fmt/format.h>
#include <openssl/evp.h>

namespace onsale::redis {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds shortest_back_off = 50ms;
constexpr std::chrono::milliseconds slot_pause = 20ms;  // while a slot is on its way

// "ASK 3999 127.0.0.1:6381"
Endpoint named_in(std::string_view redirection, Endpoint const& by) {
    auto const address = redirection.substr(redirection.rfind(' ') + 1);
    auto const colon = address.rfind(':');
    if (colon == std::string_view::npos) throw StorageFault("Redis named no port");
    // No host: the one that we have reached it by.
    return {colon == 0 ? by.host : std::string(address.substr(0, colon)), port_named(address.substr(colon + 1))};
}

}  // namespace

Script::Script(std::string lua) : text(std::move(lua)) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> sum{};
    unsigned int size = 0;
    if (EVP_Digest(text.data(), text.size(), sum.data(), &size, EVP_sha1(), nullptr) != 1) {
        throw StorageFault("no SHA-1 for the line's scripts");
    }
    for (unsigned int i = 0; i < size; ++i) digest += fmt::format("{:02x}", sum[i]);
}

void Client::ensure_connected(Deadline deadline) {
    if (connection_) return;
    auto made = directory_.connect(deadline);
    learn_facts(*made, deadline);
    connection_ = std::move(made);
}

void Client::learn_facts(Connection& of, Deadline deadline) {
    auto const info = of.command({"INFO"}, deadline);
    auto facts = info.view().is_error() ? ServerFacts{} : facts_in(info.view().text());
    if (facts.run.empty()) throw StorageFault("Redis does not say which run it is");
    if (!facts.master)
        throw StorageFault("Redis at " + of.server().to_string() + " is a replica: the master is needed");
    server_ = std::move(facts);
    facts_until_ = std::chrono::steady_clock::now() + facts_term;
}

void Client::connect(Deadline deadline) {
    try {
        ensure_connected(deadline);
        if (std::chrono::steady_clock::now() >= facts_until_) learn_facts(*connection_, deadline);
    } catch (StorageFault const&) {
        failed();
        throw;
    }
}

void Client::failed() {
    connection_.reset();
    back_off_ = std::clamp(back_off_ * 2, shortest_back_off, longest_back_off);
    std::uniform_int_distribution<std::int64_t> part(back_off_.count() / 2, back_off_.count());
    next_try_ = std::chrono::steady_clock::now() + std::chrono::milliseconds(part(chance_));
}

Reply Client::command(std::span<std::string_view const> words, Deadline deadline) {
    try {
        if (!connection_) connection_ = directory_.connect(deadline);
        return connection_->command(words, deadline);
    } catch (StorageFault const&) {
        failed();
        throw;
    }
}

Reply Client::run_once(std::span<std::string_view> words, Script const& script, Deadline deadline) {
    words[0] = "EVALSHA";
    words[1] = script.digest;
    auto reply = connection_->command(words, deadline);
    if (!reply.view().is_error() || !reply.view().text().starts_with("NOSCRIPT")) return reply;
    words[0] = "EVAL";  // and from now on it is known there
    words[1] = script.text;
    return connection_->command(words, deadline);
}

Reply Client::ask_elsewhere(std::string_view redirection, std::span<std::string_view> words, Script const& script,
                            Deadline deadline) {
    auto const other = directory_.connect_to(named_in(redirection, connection_->server()), deadline);
    other->command({"ASKING"}, deadline);  // good for one command: the whole text at once
    words[0] = "EVAL";
    words[1] = script.text;
    return other->command(words, deadline);
}

Reply Client::run(Script const& script, std::span<std::string const> keys, std::span<std::string const> arguments,
                  Deadline deadline) {
    auto const count = std::to_string(keys.size());
    std::vector<std::string_view> words{"", "", count};
    words.insert(words.end(), keys.begin(), keys.end());
    words.insert(words.end(), arguments.begin(), arguments.end());
    try {
        while (true) {
            ensure_connected(deadline);
            auto reply = run_once(words, script, deadline);
            if (reply.view().is_error() && reply.view().text().starts_with("ASK ")) {
                reply = ask_elsewhere(reply.view().text(), words, script, deadline);
            }
            if (!reply.view().is_error()) {
                back_off_ = {};
                next_try_ = {};
                return reply;
            }
            auto const error = std::string(reply.view().text());
            // MOVED is not followed, but a fault as any other: the next try finds the new owner and learns its run.
            if (error.starts_with("TRYAGAIN") && std::chrono::steady_clock::now() + slot_pause < deadline) {
                std::this_thread::sleep_for(slot_pause);
            } else {
                throw StorageFault("Redis: " + error);
            }
        }
    } catch (StorageFault const&) {
        failed();
        throw;
    }
}

}  // namespace onsale::redis
