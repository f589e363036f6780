// Sees every answer on its way out: counts it for /metrics and tells the operator's log. At debug a line for each
// request; at info a line for each class of refusal (its problem type and route), at most one a second, with how many
// there were since the last one and which client (address) had the last of them, so that a rush of refusals does not
// become a rush of lines.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <prometheus/counter.h>
#include <prometheus/registry.h>
#include <spdlog/logger.h>

#include "api/observing/latency.h"
#include "api/routing/router.h"
#include "domain/instant.h"
#include "http/address.h"
#include "http/answer.h"
#include "http/request.h"

namespace onsale::api {

class Observer {
  public:
    // Borrows both. `routes`: what is counted by name; all else counts as route "none".
    Observer(spdlog::logger& log, prometheus::Registry& registry, std::span<Route const> routes);

    using SteadyTime = std::chrono::steady_clock::time_point;

    // Any thread. `route`: an index into the routes, or Router::Match::no_route. `began`: when the request was there.
    void answered(http::Request const& request, http::Answer const& answer, std::size_t route, SteadyTime began);

    // One of those that are answered without being read again (http/repeat.h): only counted, so not to be used
    // where every request is to be told.
    void repeated(http::Answer const& answer, std::size_t route) {
        count(route, answer.status);
        latency_.observe_at_once();
    }
    bool tells_every_request() const { return log_.should_log(spdlog::level::debug); }

    // Refused by the engine, before there was a request.
    void refused(http::Address const& client, http::Answer const& answer);

    // Since the start.
    std::map<unsigned, std::uint64_t> answers() const;  // by status
    Latency const& latency() const { return latency_; }
    // How often a limit of a date kept a fan from a seat, by the problem that said so.
    std::vector<std::pair<std::string_view, std::uint64_t>> limits_hit() const;

    spdlog::logger& log() { return log_; }

  private:
    struct RefusalClass {
        std::uint64_t untold = 0;
        Instant told{};
    };
    // One counter for each status of each route, made when first needed and then found without a lock.
    static constexpr std::size_t statuses = 600;
    using Counters = std::array<std::atomic<prometheus::Counter*>, statuses>;

    void count(std::size_t row, unsigned status);
    void count_limit(http::Answer const& answer);
    void note_refusal(std::string_view route, http::Address const& client, http::Answer const& answer);
    std::string_view route_name(std::size_t row) const;

    spdlog::logger& log_;
    prometheus::Family<prometheus::Counter>& requests_;
    std::span<Route const> const routes_;
    std::vector<std::unique_ptr<Counters>> counters_;  // a row for each route, and one for "none"
    std::vector<prometheus::Counter*> limits_;         // one for each limit
    Latency latency_;
    std::mutex mutex_;
    std::map<std::pair<std::string, std::string>, RefusalClass> refusals_;  // by problem type and route
};

}  // namespace onsale::api
