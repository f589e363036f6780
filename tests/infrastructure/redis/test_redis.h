// The Redis that tests run on, and a line of one test alone in it.
#pragma once

#include <cstdlib>
#include <initializer_list>
#include <stdexcept>
#include <string>

#include <fmt/format.h>
#include <unistd.h>

#include "infrastructure/redis/client.h"
#include "infrastructure/redis/line/line_keys.h"
#include "infrastructure/redis/line/redis_line.h"

namespace onsale::redis {

inline Url must_parse(std::string const& text) {
    auto url = parse_url(text);
    if (!url) throw std::runtime_error(url.error());
    return *url;
}

// redis://host:port of a server that may be written to.
inline std::string test_redis() {
    auto const* const text = std::getenv("ONSALE_TEST_REDIS");
    if (text == nullptr || *text == '\0') {
        throw std::runtime_error(
            "These tests need a Redis: ONSALE_TEST_REDIS is not set. Run them by script/with-servers.");
    }
    return text;
}

inline std::string new_prefix() {
    static int count = 0;
    return fmt::format("test-{}-{}", getpid(), ++count);
}

// Commands around the line, as an operator would give them.
class Operator {
  public:
    explicit Operator(Url const& url) : client_(url, hash_tag(url, main_line)) {}

    Reply operator()(std::initializer_list<std::string_view> words) {
        auto reply = client_.command(std::span(words.begin(), words.size()),
                                     std::chrono::steady_clock::now() + std::chrono::seconds(10));
        if (reply.view().is_error()) throw std::runtime_error(std::string(reply.view().text()));
        return reply;
    }

  private:
    Client client_;
};

// The prefix of a line that is deleted at the end.
class LineName {
  public:
    explicit LineName(std::string const& server = test_redis()) : url(must_parse(server + "?prefix=" + new_prefix())) {}
    LineName(LineName const&) = delete;
    LineName& operator=(LineName const&) = delete;
    ~LineName() {
        try {
            Operator redis(url);
            for (auto const& key : line_keys(url, main_line)) redis({"DEL", key});
        } catch (std::exception const&) {  // a test may have killed its server
        }
    }

    Url const url;
};

// Redis' clock and the steady one of a node, both moved by the test alone.
inline TimeByHand by_hand(Clock const& clock) { return {.redis = &clock, .steady = &clock}; }

// Nobody loses the lease, and nobody gets a grace, because a machine is slow.
inline constexpr LeaseTerms for_ever{.term = std::chrono::hours(24 * 365),
                                     .gap = milliseconds{0},
                                     .before_opening = milliseconds{0},
                                     .roll_call = milliseconds{0}};
// As in the server, but a line that is not there is opened at once.
inline constexpr LeaseTerms opening_at_once{.before_opening = milliseconds{0}};

}  // namespace onsale::redis
