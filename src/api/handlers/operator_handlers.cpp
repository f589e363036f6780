// What the operator's console watches.
#include <cmath>
#include <unordered_map>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "api/handlers/answering.h"
#include "api/handlers/arguments.h"
#include "api/handlers/concert_json.h"
#include "api/handlers/existence.h"
#include "api/handlers/handlers.h"
#include "api/json/iso_time.h"

namespace onsale::api {
namespace {

namespace json = boost::json;

json::object line_json(Services const& services, LineReport const& report) {
    auto const& counters = report.counters;
    return {{"id", services.line.id().view()},
            {"waiting", counters.waiting},
            {"called", counters.called + counters.entering},
            {"inside", counters.inside},
            {"capacity", in_force(services.line_rules, *services.boards.steering.now()).capacity},
            {"admitted", counters.entered},
            {"admittedPerSecond", std::round(counters.admissions_per_second * 10) / 10},
            {"connected", report.connected}};
}

json::object totals_json(Services const& services, LineReport const& report) {
    auto const counts = services.totals.counts();
    return {{"reservations", counts.reservations},
            {"payments", counts.payments},
            {"charges", counts.charges},
            {"joins", report.counters.last_given.value},
            {"expired", counts.expired}};
}

json::object answers_json(Observer const& observer) {
    json::object answers;
    for (auto const& [status, count] : observer.answers()) answers[std::to_string(status)] = count;
    return answers;
}

json::object limits_json(Observer const& observer) {
    json::object limits;
    for (auto const& [limit, count] : observer.limits_hit()) limits[limit] = count;
    return limits;
}

json::object store_json(Clerk const& clerk) {
    auto const counts = clerk.counts();
    return {{"connected", !clerk.store_away()},
            {"queued", clerk.waiting()},
            {"batches", counts.batches},
            {"faults", counts.failed_batches}};
}

json::object line_store_json(LineReport const& report) {
    return {{"connected", report.connected},
            {"queued", report.queued},
            {"batches", report.batches},
            {"faults", report.faults}};
}

json::object date_json(DateBoard& board, Instant now) {
    auto const totals = board.totals(now);
    return {{"id", board.date().id.to_string()},
            {"date", to_iso(board.date().date)},
            {"concert", json_of(board.concert())},
            {"seats", totals.seats},
            {"available", totals.available},
            {"reserved", totals.reserved},
            {"held", totals.held},
            {"blocked", totals.blocked},
            {"onSale", board.on_sale()},
            {"terms", json_of(board.terms())}};
}

struct SectionCounts {
    std::string name;
    std::array<std::int64_t, 4> by_status{};  // by SeatStatus
};

// In the order in which the hall has them. The lock is held for a look at each status, two bits' worth of work.
std::vector<SectionCounts> sections_of(DateBoard& board, Instant now) {
    std::vector<SectionCounts> sections;
    std::unordered_map<std::string_view, std::size_t> known;  // views of runs' names, which live as long as the read
    board.read(now, [&](std::span<RunState const> runs, std::uint64_t) {
        for (auto const& run : runs) {
            auto const [found, fresh] = known.try_emplace(run.run->section, sections.size());
            if (fresh) sections.push_back({.name = run.run->section});
            auto& counts = sections[found->second].by_status;
            for (auto const status : run.statuses) ++counts[static_cast<std::size_t>(status)];
        }
    });
    return sections;
}

json::object section_json(SectionCounts const& section) {
    auto const [available, reserved, held, blocked] = section.by_status;
    return {{"name", section.name},   {"seats", available + reserved + held + blocked},
            {"available", available}, {"reserved", reserved},
            {"held", held},           {"blocked", blocked}};
}

constexpr std::chrono::hours looked_back{1};
constexpr std::size_t most_hoarders = 50;

json::object hoarder_json(HoarderRecord const& fan) {
    return {{"user", {{"id", fan.user.to_string()}, {"name", fan.user_name}}},
            {"takes", fan.takes},
            {"lapsed", fan.lapsed},
            {"givenBack", fan.given_back},
            {"held", fan.held},
            {"paid", fan.paid}};
}

}  // namespace

void show_live(Call const& call) {
    auto const& services = call.services;
    auto const line = services.line.report();
    auto const latency = services.observer.latency().cumulative();
    json::array dates;
    for (auto const& board : services.boards.seats.dates()) dates.push_back(date_json(*board, call.now));
    answer_json(call, 200,
                json::object{{"at", to_iso(call.now)},
                             {"node", services.boot},
                             {"line", line_json(services, line)},
                             {"totals", totals_json(services, line)},
                             {"answers", answers_json(services.observer)},
                             {"limits", limits_json(services.observer)},
                             {"latency",
                              {{"bounds", json::array(Latency::bounds.begin(), Latency::bounds.end())},
                               {"counts", json::array(latency.begin(), latency.end())}}},
                             {"streams", services.streams.open()},
                             {"connections", services.connections()},
                             {"store", store_json(services.clerk)},
                             {"lineStore", line_store_json(line)},
                             {"dates", std::move(dates)}});
    call.answer.header("Cache-Control", "no-store");
}

void list_sections(Call const& call) {
    auto const& services = call.services;
    auto const date = path_id<ConcertDateId>(call, 0, "concertDateId");
    if (!date) return call.refuse(date.error());
    auto const board = services.boards.seats.date(*date);
    if (!board) return call.refuse(problem_of(Refusal{Reason::unknown_concert_date}));
    json::array sections;
    for (auto const& section : sections_of(*board, call.now)) sections.push_back(section_json(section));
    answer_json(call, 200, json::object{{"sections", std::move(sections)}});
    call.answer.header("Cache-Control", "no-store");
}

http::Awaitable<void> list_hoarders(Call call) {
    auto const date = path_id<ConcertDateId>(call, 0, "concertDateId");
    if (!date) co_return call.refuse(date.error());
    auto const board = co_await board_of(call, *date);
    if (!board) co_return call.refuse(board.error());
    auto const since = call.now - looked_back;
    auto const fans =
        co_await call.services.store_reader.read(call.io, "hoarders-fault", [&](StoreReader::Tables const& from) {
            return from.records.hoarders({*date, call.now}, since, most_hoarders);
        });
    if (!fans) co_return call.refuse(problem_of(fans.error()));
    json::array worst;
    for (auto const& fan : *fans) worst.push_back(hoarder_json(fan));
    answer_json(call, 200, json::object{{"since", to_iso(since)}, {"hoarders", std::move(worst)}});
    call.answer.header("Cache-Control", "no-store");
}

}  // namespace onsale::api
