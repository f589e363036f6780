// sale_bench: a whole sale over HTTP, one step after the other, and how fast each went. See --help.
#include <algorithm>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <boost/json.hpp>
#include <fmt/format.h>

#include "program.h"
#include "requests.h"
#include "served.h"
#include "steps.h"

namespace {

using onsale::bench::Steps;
using onsale::load::RequestLine;

struct Cast {
    std::size_t fans = 0;
    std::size_t waiting = 0;
    std::size_t party = 1;  // seats that each fan takes; more than one: the best there are
    bool polling = true;
};

std::string field(std::string const& body, char const* name) {
    return std::string(boost::json::parse(body).at(name).as_string());
}

std::vector<std::string> users(Steps& steps, std::size_t count) {
    std::vector<RequestLine> lines(count, {.method = "POST",
                                           .target = "/user",
                                           .body = R"({"name":"fan"})",
                                           .headers = {"Content-Type: application/json"}});
    std::vector<std::string> ids;
    for (auto const& body : steps.once("POST /user", lines)) ids.push_back(field(body, "id"));
    return ids;
}

// Each fan's token; checks that all of them wait, or that all are inside.
std::vector<std::string> tokens(Steps& steps, char const* step, std::vector<std::string> const& ids, bool inside) {
    std::vector<RequestLine> lines;
    for (auto const& id : ids) lines.push_back({.target = "/user/" + id + "/token/generate"});
    std::vector<std::string> tokens;
    for (auto const& body : steps.once(step, lines)) {
        auto const answer = boost::json::parse(body);
        if ((answer.at("waitingNumber").as_int64() == 0) != inside)
            throw std::runtime_error("not as expected: " + body);
        tokens.emplace_back(answer.at("token").as_string());
    }
    return tokens;
}

std::vector<std::string> dates_on_sale(Steps& steps, std::string const& bearer) {
    auto const dates = boost::json::parse(
        steps.once("GET /concert/dates", {{.target = "/concert/dates", .headers = {bearer}}}, 1).front());
    std::vector<std::string> ids;
    for (auto const& date : dates.as_array()) ids.emplace_back(date.at("id").as_string());
    return ids;
}

// Free seats, of each date in turn.
std::vector<std::string> free_seats(Steps& steps, std::string const& bearer, std::vector<std::string> const& dates) {
    std::vector<RequestLine> lines;
    for (auto const& id : dates) {
        lines.push_back({.target = fmt::format("/concert/{}/seats?status=available", id), .headers = {bearer}});
    }
    std::vector<std::pair<std::size_t, std::string>> places;  // of a seat in its list
    for (auto const& list : steps.once("GET seats?status=available", lines, 1)) {
        auto const seats = boost::json::parse(list);
        std::size_t place = 0;
        for (auto const& seat : seats.as_array()) places.emplace_back(place++, seat.at("id").as_string());
    }
    std::ranges::stable_sort(places, {}, &std::pair<std::size_t, std::string>::first);
    std::vector<std::string> ids;
    for (auto& [place, id] : places) ids.push_back(std::move(id));
    return ids;
}

// More fans join outside and, if asked for, poll. Returns how many joins shared a commit.
double crowd_outside(Steps& steps, std::size_t waiting, bool polling) {
    auto const outside = users(steps, waiting);
    auto const tickets = tokens(steps, "join (one commit)", outside, false);
    auto const joins_a_batch = steps.line_events_a_batch();
    if (!polling) return joins_a_batch;
    std::vector<RequestLine> polls;
    for (std::size_t i = 0; i < waiting; ++i) {
        polls.push_back(
            {.target = "/user/" + outside[i] + "/token/generate", .headers = {"Authorization: Bearer " + tickets[i]}});
    }
    for (std::size_t const connections : {64, 512}) {
        steps.rounds(fmt::format("poll, waiting, {} connections", connections), connections, polls);
    }
    return joins_a_batch;
}

RequestLine one_seat(std::string const& seat, std::string const& bearer) {
    return {.method = "POST", .target = "/concert/" + seat + "/reservation", .headers = {bearer}};
}

RequestLine best_seats(std::string const& date, std::size_t count, std::string const& bearer) {
    return {.method = "POST",
            .target = "/concert/" + date + "/reservations",
            .body = fmt::format(R"({{"best":{{"count":{}}}}})", count),
            .headers = {bearer, "Content-Type: application/json"}};
}

boost::json::object sale(Steps& steps, Cast const& cast) {
    boost::json::object batch;
    auto const ids = users(steps, cast.fans);
    auto const passes = tokens(steps, "join and come in (two commits)", ids, true);
    auto const dates = dates_on_sale(steps, "Authorization: Bearer " + passes.front());
    auto const seats = free_seats(steps, "Authorization: Bearer " + passes.front(), dates);
    if (seats.size() < cast.fans * cast.party) throw std::runtime_error("too few free seats");
    batch["joins"] = crowd_outside(steps, cast.waiting, cast.polling);

    std::vector<RequestLine> reservations;
    std::vector<RequestLine> charges;
    std::vector<RequestLine> payments;
    for (std::size_t i = 0; i < cast.fans; ++i) {
        auto const bearer = "Authorization: Bearer " + passes[i];
        reservations.push_back(cast.party == 1 ? one_seat(seats[i], bearer)
                                               : best_seats(dates[i % dates.size()], cast.party, bearer));
        charges.push_back({.method = "PATCH",
                           .target = "/user/charge/" + ids[i] + "/point",
                           .body = R"({"amount":1000000})",
                           .headers = {"Content-Type: application/json"}});
    }
    auto const reserved = steps.once("POST reservation", reservations);
    batch["reservations"] = steps.commands_a_batch();
    steps.once("PATCH charge", charges);
    for (std::size_t i = 0; i < cast.fans; ++i) {
        auto const answer = boost::json::parse(reserved[i]);
        auto const& mine = cast.party == 1 ? answer.at("reservations").at(0) : answer;
        payments.push_back(
            {.method = "POST",
             .target = fmt::format("/user-concert/payment/{}/{}", ids[i], std::string(mine.at("id").as_string())),
             .headers = {"Authorization: Bearer " + passes[i]}});
    }
    steps.once("POST payment", payments);
    batch["payments"] = steps.commands_a_batch();
    return batch;
}

}  // namespace

int main(int count, char** arguments) {
    using namespace onsale::bench;
    CLI::App app{
        "A whole sale over HTTP, one step after the other. The server must have room inside for FANS, and at least "
        "FANS free seats (times those of a party); WAITING more fans queue up outside and poll.",
        "sale_bench"};
    Target target;
    Cast cast;
    Form form = Form::lines;
    app.add_option("PORT", target.port, "The server's port")->required();
    app.add_option("SERVER_PID", target.pid, "Its process, for the processor time it used")->required();
    app.add_option("FANS", cast.fans, "Who come in and buy a seat each")->required()->check(CLI::PositiveNumber);
    app.add_option("CONNECTIONS", target.connections, "Of the load")->required()->check(CLI::PositiveNumber);
    app.add_option("WAITING", cast.waiting, "Who wait outside")->required()->check(CLI::PositiveNumber);
    app.add_option("--party", cast.party, "How many of the best seats each fan takes together; 1: a seat by its id")
        ->capture_default_str()
        ->check(CLI::Range(1, 4));
    app.add_flag("!--no-polls", cast.polling,
                 "Leave out the steps in which those outside poll, eleven seconds of them");
    add_form(app, form);
    app.footer(
        "With --json the table goes to stderr, and a line of JSON to stdout: `steps`, and in `batch` how many\n"
        "reservations, payments and joins shared one commit on average.");
    return run_program(app, count, arguments, [&] {
        Steps steps(target, form == Form::json ? stderr : stdout);
        auto const batch = sale(steps, cast);
        if (form == Form::json) print_figures({{"steps", steps.done()}, {"batch", batch}}, form);
    });
}
