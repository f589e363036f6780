#include "api/observing/observer.h"

#include <algorithm>
#include <array>
#include <string>

#include "api/observing/log.h"

namespace onsale::api {
namespace {

constexpr seconds between_lines{1};

constexpr std::array<std::string_view, 5> limits{"too-many-seats", "too-many-takes", "seat-cooling", "orphan-seat",
                                                 "sale-over"};

Instant wall_clock() { return std::chrono::time_point_cast<milliseconds>(std::chrono::system_clock::now()); }

// The body of a problem answer begins {"type":"/problems/<slug>", because we write it so.
std::string_view slug_of(http::Answer const& answer) {
    constexpr std::string_view front = "{\"type\":\"/problems/";
    std::string_view const body = answer.body;
    if (!body.starts_with(front)) return "none";
    return body.substr(front.size(), body.find('"', front.size()) - front.size());
}

boost::json::string_view text(std::string_view view) { return {view.data(), view.size()}; }

}  // namespace

Observer::Observer(spdlog::logger& log, prometheus::Registry& registry, std::span<Route const> routes)
    : log_(log),
      requests_(prometheus::BuildCounter()
                    .Name("onsale_http_requests_total")
                    .Help("Requests answered, by route, method and status.")
                    .Register(registry)),
      routes_(routes) {
    for (std::size_t i = 0; i <= routes.size(); ++i) counters_.push_back(std::make_unique<Counters>());
    auto& hit = prometheus::BuildCounter()
                    .Name("onsale_limits_hit_total")
                    .Help("Times that a limit of a date kept a fan from a seat, by the problem that said so.")
                    .Register(registry);
    for (auto const limit : limits) limits_.push_back(&hit.Add({{"limit", std::string(limit)}}));
}

std::string_view Observer::route_name(std::size_t row) const {
    return row < routes_.size() ? routes_[row].pattern : "none";
}

void Observer::count(std::size_t row, unsigned status) {
    auto& slot = (*counters_[row])[status < statuses ? status : 0];
    auto* counter = slot.load(std::memory_order_acquire);
    if (counter == nullptr) {
        auto const method = row < routes_.size() ? method_name(routes_[row].method) : "any";
        counter = &requests_.Add({{"route", std::string(route_name(row))},
                                  {"method", std::string(method)},
                                  {"status", std::to_string(status)}});
        slot.store(counter, std::memory_order_release);
    }
    counter->Increment();
}

void Observer::answered(http::Request const& request, http::Answer const& answer, std::size_t route, SteadyTime began) {
    auto const took = std::chrono::steady_clock::now() - began;
    auto const row = route < routes_.size() ? route : routes_.size();
    count(row, answer.status);
    latency_.observe(took);
    if (answer.status == 409) count_limit(answer);
    if (answer.status >= 400) note_refusal(route_name(row), request.client, answer);
    if (!tells_every_request()) return;
    log_event(log_, spdlog::level::debug, "request",
              {{"method", text(request.method_text)},
               {"path", text(request.path)},
               {"route", text(route_name(row))},
               {"status", answer.status},
               {"ms", std::chrono::duration<double, std::milli>(took).count()}});
}

void Observer::count_limit(http::Answer const& answer) {
    auto const found = std::ranges::find(limits, slug_of(answer));
    if (found != limits.end()) limits_[static_cast<std::size_t>(found - limits.begin())]->Increment();
}

std::vector<std::pair<std::string_view, std::uint64_t>> Observer::limits_hit() const {
    std::vector<std::pair<std::string_view, std::uint64_t>> hit;
    for (std::size_t i = 0; i < limits.size(); ++i) {
        hit.emplace_back(limits[i], static_cast<std::uint64_t>(limits_[i]->Value()));
    }
    return hit;
}

std::map<unsigned, std::uint64_t> Observer::answers() const {
    std::map<unsigned, std::uint64_t> answers;
    for (auto const& row : counters_) {
        for (unsigned status = 0; status < statuses; ++status) {
            auto const* counter = (*row)[status].load(std::memory_order_acquire);
            if (counter != nullptr) answers[status] += static_cast<std::uint64_t>(counter->Value());
        }
    }
    return answers;
}

void Observer::refused(http::Address const& client, http::Answer const& answer) {
    count(routes_.size(), answer.status);
    note_refusal("none", client, answer);
}

void Observer::note_refusal(std::string_view route, http::Address const& client, http::Answer const& answer) {
    if (!log_.should_log(spdlog::level::info)) return;
    std::uint64_t count = 0;
    {
        std::lock_guard const lock(mutex_);
        auto& refusal = refusals_[{std::string(slug_of(answer)), std::string(route)}];
        ++refusal.untold;
        auto const now = wall_clock();
        if (now - refusal.told < between_lines) return;
        count = std::exchange(refusal.untold, 0);
        refusal.told = now;
    }
    log_event(log_, spdlog::level::info, "refusal",
              {{"type", text(slug_of(answer))},
               {"route", text(route)},
               {"status", answer.status},
               {"count", count},
               {"client", client.to_string()}});
}

}  // namespace onsale::api
