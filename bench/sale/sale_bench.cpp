// sale_bench PORT SERVER_PID FANS CONNECTIONS WAITING: a whole sale over HTTP, one step after the other, and how fast
// each went.
//
// The server must have room inside for FANS, and at least FANS free seats on its largest date; WAITING more fans then
// queue up outside and poll. Prints requests per second, requests per CPU second of the server, and latencies.
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <sstream>
#include <stdexcept>
#include <string>
#include <vector>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include "load.h"
#include "requests.h"

namespace {

using onsale::load::Plan;
using onsale::load::RequestLine;
using onsale::load::Result;

struct Target {
    std::uint16_t port = 0;
    std::string pid;
    std::size_t connections = 0;
    std::string host() const { return fmt::format("127.0.0.1:{}", port); }
};

// User and system time of the server so far, in seconds (proc(5), fields 14 and 15).
double server_cpu_seconds(Target const& target) {
    std::ifstream in("/proc/" + target.pid + "/stat");
    std::string text{std::istreambuf_iterator<char>(in), {}};
    std::istringstream rest(text.substr(text.rfind(')') + 2));
    std::vector<std::string> fields{std::istream_iterator<std::string>(rest), {}};
    return (std::stod(fields.at(11)) + std::stod(fields.at(12))) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

void print_head() {
    fmt::print("{:<34}{:>9}{:>10}{:>12}{:>9}{:>9}{:>9}{:>8}\n", "step", "answers", "per s", "per CPU s", "p50 ms",
               "p99 ms", "worst", "load");
}

void print(char const* step, Result const& result, double cpu) {
    auto const count = static_cast<double>(result.latency.count());
    fmt::print("{:<34}{:>9}{:>10.0f}{:>12.0f}{:>9.2f}{:>9.2f}{:>9.1f}{:>7.0f}%\n", step, result.latency.count(),
               count / result.seconds, count / cpu, result.latency.percentile_us(50) / 1000,
               result.latency.percentile_us(99) / 1000, result.latency.worst_us() / 1000,
               100 * result.cpu_seconds / result.seconds);
    if (result.by_class[2] != result.latency.count() || result.broken > 0) {
        throw std::runtime_error(fmt::format("{}: {} of {} answers were good, {} connections broke", step,
                                             result.by_class[2], result.latency.count(), result.broken));
    }
}

// Sends each request once and returns the bodies of the answers, in the order of the requests.
std::vector<std::string> once(Target const& target, char const* step, std::vector<RequestLine> const& lines) {
    std::vector<std::string> bodies(lines.size());
    Plan plan{.port = target.port, .connections = target.connections, .once = true, .requests = {}};
    for (auto const& line : lines) plan.requests.push_back(serialise(line, target.host()));
    plan.on_answer = [&](std::size_t request, unsigned, std::string_view body) { bodies[request] = body; };
    auto const cpu = server_cpu_seconds(target);
    auto const result = run(plan);
    print(step, result, server_cpu_seconds(target) - cpu);
    return bodies;
}

// Goes round the requests for some seconds.
void rounds(Target target, std::string const& step, std::size_t connections, std::vector<RequestLine> const& lines) {
    Plan plan{.port = target.port, .connections = connections, .warm_up = {}, .requests = {}};
    for (auto const& line : lines) plan.requests.push_back(serialise(line, target.host()));
    auto const cpu = server_cpu_seconds(target);
    auto const result = run(plan);
    print(step.c_str(), result, server_cpu_seconds(target) - cpu);
}

std::string field(std::string const& body, char const* name) {
    return std::string(boost::json::parse(body).at(name).as_string());
}

std::vector<std::string> users(Target const& target, std::size_t count) {
    std::vector<RequestLine> lines(count, {.method = "POST",
                                           .target = "/user",
                                           .body = R"({"name":"fan"})",
                                           .headers = {"Content-Type: application/json"}});
    std::vector<std::string> ids;
    for (auto const& body : once(target, "POST /user", lines)) ids.push_back(field(body, "id"));
    return ids;
}

// Each fan's token; checks that all of them wait, or that all are inside.
std::vector<std::string> tokens(Target const& target, char const* step, std::vector<std::string> const& ids,
                                bool inside) {
    std::vector<RequestLine> lines;
    for (auto const& id : ids) lines.push_back({.target = "/user/" + id + "/token/generate"});
    std::vector<std::string> tokens;
    for (auto const& body : once(target, step, lines)) {
        auto const answer = boost::json::parse(body);
        if ((answer.at("waitingNumber").as_int64() == 0) != inside)
            throw std::runtime_error("not as expected: " + body);
        tokens.emplace_back(answer.at("token").as_string());
    }
    return tokens;
}

// Free seats of the date that has most of them.
std::vector<std::string> free_seats(Target target, std::string const& bearer) {
    target.connections = 1;
    auto const dates = boost::json::parse(
        once(target, "GET /concert/dates", {{.target = "/concert/dates", .headers = {bearer}}}).front());
    auto best = dates.as_array().front();
    for (auto const& date : dates.as_array()) {
        if (date.at("availableSeats").as_int64() > best.at("availableSeats").as_int64()) best = date;
    }
    auto const path = fmt::format("/concert/{}/seats?status=available", std::string(best.at("id").as_string()));
    auto const seats =
        boost::json::parse(once(target, "GET seats?status=available", {{.target = path, .headers = {bearer}}}).front());
    std::vector<std::string> ids;
    for (auto const& seat : seats.as_array()) ids.emplace_back(seat.at("id").as_string());
    return ids;
}

int sale(Target const& target, std::size_t fans, std::size_t waiting) {
    print_head();
    auto const ids = users(target, fans);
    auto const passes = tokens(target, "join and come in (two commits)", ids, true);
    auto const seats = free_seats(target, "Authorization: Bearer " + passes.front());
    if (seats.size() < fans) throw std::runtime_error("too few free seats");

    auto const outside = users(target, waiting);
    auto const tickets = tokens(target, "join (one commit)", outside, false);
    std::vector<RequestLine> polls;
    for (std::size_t i = 0; i < waiting; ++i) {
        polls.push_back(
            {.target = "/user/" + outside[i] + "/token/generate", .headers = {"Authorization: Bearer " + tickets[i]}});
    }
    for (std::size_t const connections : {64, 512}) {
        rounds(target, fmt::format("poll, waiting, {} connections", connections), connections, polls);
    }

    std::vector<RequestLine> reservations;
    std::vector<RequestLine> charges;
    std::vector<RequestLine> payments;
    for (std::size_t i = 0; i < fans; ++i) {
        auto const bearer = "Authorization: Bearer " + passes[i];
        reservations.push_back(
            {.method = "POST", .target = "/concert/" + seats[i] + "/reservation", .headers = {bearer}});
        charges.push_back({.method = "PATCH",
                           .target = "/user/charge/" + ids[i] + "/point",
                           .body = R"({"amount":1000000})",
                           .headers = {"Content-Type: application/json"}});
    }
    auto const reserved = once(target, "POST reservation", reservations);
    once(target, "PATCH charge", charges);
    for (std::size_t i = 0; i < fans; ++i) {
        auto const mine = boost::json::parse(reserved[i]).at("reservations").at(0);
        payments.push_back(
            {.method = "POST",
             .target = fmt::format("/user-concert/payment/{}/{}", ids[i], std::string(mine.at("id").as_string())),
             .headers = {"Authorization: Bearer " + passes[i]}});
    }
    once(target, "POST payment", payments);
    return 0;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 6) {
        std::fprintf(stderr, "sale_bench PORT SERVER_PID FANS CONNECTIONS WAITING\n");
        return 2;
    }
    try {
        Target const target{.port = static_cast<std::uint16_t>(std::atoi(arguments[1])),
                            .pid = arguments[2],
                            .connections = static_cast<std::size_t>(std::atoi(arguments[4]))};
        return sale(target, static_cast<std::size_t>(std::atoi(arguments[3])),
                    static_cast<std::size_t>(std::atoi(arguments[5])));
    } catch (std::exception const& error) {
        std::fprintf(stderr, "sale_bench: %s\n", error.what());
        return 1;
    }
}
