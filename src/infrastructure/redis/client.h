// Client: runs scripts on the line's master, wherever that is now; connects again by itself, but not too often.
//
// Threads: one at a time. Calls block, each at most about as long as its deadline.
#pragma once

#include <chrono>
#include <memory>
#include <random>
#include <span>
#include <string>
#include <string_view>

#include "infrastructure/redis/directory.h"
#include "infrastructure/redis/server_facts.h"

namespace onsale::redis {

// Between two tries to reach a Redis that is away.
inline constexpr std::chrono::milliseconds longest_back_off{1'000};
// How old what a server says of itself may become: an operator may change its settings while it runs.
inline constexpr std::chrono::seconds facts_term{5};

// A script as Redis knows it: by its text, or by the SHA-1 of it.
struct Script {
    explicit Script(std::string lua);
    std::string text;
    std::string digest;  // hexadecimal
};

class Client {
  public:
    // The line's connection is made by the first call. Throws StorageFault for what no waiting can cure (ca=).
    Client(Url url, std::string_view hash_tag) : directory_(std::move(url), hash_tag) {}

    // The script's answer. Throws StorageFault: Redis is away, or refused; what the script changes may have happened
    // or not. A slot of a cluster that is on its way is waited for, up to the deadline; once it has moved, that is a
    // fault: another process has the data.
    Reply run(Script const& script, std::span<std::string const> keys, std::span<std::string const> arguments,
              Deadline deadline);

    // Until then another try is of no use: after a fault 50 ms, and after each further one twice as long, up to
    // longest_back_off, less a random part, so that many nodes do not come back at once.
    Deadline next_try() const { return next_try_; }

    // Of the server that this connection leads to, at most facts_term old; nothing: none yet. Its run is the same for
    // all clients that are connected, as long as one process has the data.
    ServerFacts const& server() const { return server_; }
    // Connects if there is no connection. Throws StorageFault, also when the server is a replica.
    void connect(Deadline deadline);

    // For what is no script, as deleting a test's keys.
    Reply command(std::span<std::string_view const> words, Deadline deadline);

  private:
    Reply run_once(std::span<std::string_view> words, Script const& script, Deadline deadline);
    Reply ask_elsewhere(std::string_view redirection, std::span<std::string_view> words, Script const& script,
                        Deadline deadline);
    void ensure_connected(Deadline deadline);
    void learn_facts(Connection& of, Deadline deadline);
    void failed();

    Directory directory_;
    std::unique_ptr<Connection> connection_;
    ServerFacts server_;
    Deadline facts_until_{};
    std::chrono::milliseconds back_off_{};
    Deadline next_try_{};
    std::minstd_rand chance_{std::random_device{}()};
};

}  // namespace onsale::redis
