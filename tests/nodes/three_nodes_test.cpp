// Three nodes on one store and one line: which of them answers makes no difference.
#include <algorithm>
#include <atomic>
#include <barrier>
#include <csignal>
#include <deque>
#include <iostream>
#include <map>
#include <set>
#include <thread>

#include <gtest/gtest.h>

#include "infrastructure/postgres/fresh_database.h"
#include "infrastructure/redis/test_redis.h"
#include "nodes/several_nodes.h"
#include "support/eventually.h"
#include "support/fan.h"

namespace onsale::tests {
namespace {

using std::chrono::steady_clock;

auto milliseconds_since(steady_clock::time_point then) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(steady_clock::now() - then).count();
}

class ThreeNodes : public testing::Test {
  protected:
    void TearDown() override {
        auto const audit = nodes_.audit();
        EXPECT_EQ(audit.exit_code, 0) << audit.output;
    }

    // On node 0, a wheelchair space and its companion seat.
    struct SpaceAndCompanion {
        std::string space;
        std::string companion;
        std::string date;
    };
    SpaceAndCompanion hall_with_a_space() {
        auto const sale = json_of(expect_status(
            a_.post("/operator/concert-dates", {},
                    R"({"concert":{"singerName":"AKMU"},"concertDate":"2099-01-01T19:00:00+09:00","price":1000,
                        "again":true,"terms":{"mostTakes":10000,"coolingSeconds":0},
                        "plan":{"format":"onsale-venue-plan/1","name":"Club","sections":[{"name":"S","rows":[{"name":"A",
                        "seats":[{"name":1,"attributes":["wheelchair"]},{"name":2,"attributes":["companion"]}]}]}]}})"),
            201));
        auto const date = text_of(sale.at("concertDate"), "id");
        auto const list = json_of(expect_status(a_.get("/concert/" + date + "/seats", fan_inside(a_).token), 200));
        return {text_of(list.at(0), "id"), text_of(list.at(1), "id"), date};
    }

    AnyNode any_node(std::uint64_t seed) { return AnyNode(nodes_.ports(), seed); }

    postgres::FreshDatabase database_;
    redis::LineName line_;
    SeveralNodes nodes_{database_.url(), redis::test_redis() + "?prefix=" + line_.url.prefix};
    ApiClient a_{nodes_.port(0)};
    ApiClient b_{nodes_.port(1)};
};

TEST_F(ThreeNodes, one_of_two_hundred_buyers_through_all_nodes_gets_the_seat) {
    constexpr std::size_t buyers = 200;
    constexpr std::size_t threads = 8;
    constexpr std::size_t rounds = 50;
    auto const hall = open_hall(a_, static_cast<int>(rounds), 1'000);
    std::vector<Fan> fans(buyers);
    std::atomic<int> winners = 0;
    std::atomic<int> losers = 0;
    std::barrier round_begins(threads);
    auto const began = steady_clock::now();
    auto const buy = [&](std::size_t thread) {
        auto any = any_node(thread);
        for (std::size_t i = thread; i < buyers; i += threads) {
            fans[i] = registered(any());
            while (number_of(json_of(expect_status(poll(any(), fans[i]), 200)), "waitingNumber") != 0) {
            }
        }
        // All requests of a round are under way at the same time.
        std::vector<std::unique_ptr<ApiClient>> wires(buyers);
        std::mt19937_64 chance(thread);
        for (std::size_t round = 0; round < rounds; ++round) {
            round_begins.arrive_and_wait();
            for (std::size_t i = thread; i < buyers; i += threads) {
                wires[i] = std::make_unique<ApiClient>(nodes_.port(chance() % nodes_.count()));
                wires[i]->send({.method = "POST",
                                .target = "/concert/" + hall.seats[round] + "/reservation",
                                .bearer = fans[i].token});
            }
            for (std::size_t i = thread; i < buyers; i += threads) {
                auto const answer = wires[i]->receive();
                if (answer.status == 201) ++winners;
                if (answer.status == 409 && problem_of(answer) == "seat-taken") ++losers;
            }
        }
    };
    {
        std::vector<std::jthread> crowd;
        for (std::size_t thread = 0; thread < threads; ++thread) crowd.emplace_back(buy, thread);
    }
    std::cout << rounds << " rounds of " << buyers << " buyers in " << milliseconds_since(began) << " ms" << std::endl;
    EXPECT_EQ(winners, static_cast<int>(rounds));
    EXPECT_EQ(losers, static_cast<int>(rounds * (buyers - 1)));
    // Exactly one winner of each seat, and not two of one and none of another.
    EXPECT_EQ(database_.number("SELECT count(DISTINCT seat_id) FROM reservation WHERE state = 0"),
              static_cast<std::int64_t>(rounds));
}

TEST_F(ThreeNodes, charges_and_payments_of_one_wallet_through_all_nodes_add_up) {
    constexpr std::size_t threads = 6;
    constexpr int deals = 20;
    constexpr std::int64_t amount = 1'000;
    constexpr std::int64_t price = 700;
    auto const fan = fan_inside(a_);
    auto const reservations = held_on_dates(a_, fan, threads * deals, price);
    auto const deal = [&](std::size_t thread) {
        auto any = any_node(thread);
        auto owner = fan;
        owner.token.clear();  // the first payment ends the session; phase dev believes the id in the path
        for (std::size_t i = 0; i < deals; ++i) {
            EXPECT_EQ(charge(any(), owner, amount).status, 200U);
            EXPECT_EQ(pay(any(), owner, reservations[thread * deals + i]).status, 200U);
        }
    };
    {
        std::vector<std::jthread> wallets;
        for (std::size_t thread = 0; thread < threads; ++thread) wallets.emplace_back(deal, thread);
    }
    nodes_.in_step();
    for (auto const port : nodes_.ports()) {
        ApiClient api(port);
        EXPECT_EQ(balance(api, fan), threads * deals * (amount - price));
        EXPECT_TRUE(eventually([&] {
            auto const sale = json_of(expect_status(api.get("/sale"), 200));
            auto const& dates = sale.at("dates").as_array();
            return std::ranges::all_of(dates, [](auto const& date) { return number_of(date, "availableSeats") == 0; });
        }));
    }
}

TEST_F(ThreeNodes, a_seat_taken_on_one_node_is_taken_on_the_others) {
    constexpr int seats = 20;
    auto const hall = open_hall(a_, seats, 1'000);
    auto const fan = fan_inside(a_);
    auto const watcher = fan_inside(b_);
    long long slowest = 0;
    for (auto const& seat : hall.seats) {
        held(a_, fan, seat);
        auto const answered = steady_clock::now();
        auto const shown = [&] {
            auto const all = json_of(b_.get("/concert/" + hall.date + "/seats?status=reserved", watcher.token));
            return std::ranges::any_of(all.as_array(), [&](auto const& each) { return text_of(each, "id") == seat; });
        };
        EXPECT_TRUE(eventually(shown));
        slowest = std::max<long long>(slowest, milliseconds_since(answered));
    }
    std::cout << "a seat taken on one node stood on another's board after " << slowest << " ms at most" << std::endl;
}

TEST_F(ThreeNodes, a_payment_on_one_node_ends_the_token_on_the_others_at_once) {
    constexpr std::size_t rounds = 20;
    auto const hall = open_hall(a_, rounds + 1, 1'000);
    ApiClient c(nodes_.port(2));
    long long slowest = 0;
    for (std::size_t round = 0; round < rounds; ++round) {
        auto fan = registered(a_);
        expect_status(charge(a_, fan, 1'000'000), 200);
        come_in(b_, fan);
        auto const paid = held(b_, fan, hall.seats[round]);
        auto const other = held_on_dates(b_, fan, 1, 1'000).front();
        expect_status(pay(a_, fan, paid), 200);
        auto const answered = steady_clock::now();
        // Writes: in the very next request, whatever this node has heard of.
        EXPECT_EQ(reserve(b_, fan, hall.seats[rounds]).status, 401U);
        EXPECT_EQ(pay(c, fan, other).status, 401U);
        // Reads: soon.
        EXPECT_TRUE(eventually([&] { return b_.get("/concert/dates", fan.token).status == 401; }));
        slowest = std::max<long long>(slowest, milliseconds_since(answered));
        // What was paid can be asked for with the old token, anywhere.
        EXPECT_EQ(pay(b_, fan, paid).status, 200U);
    }
    std::cout << "a token of a session that was paid was over on the other nodes after " << slowest << " ms at most"
              << std::endl;
}

TEST_F(ThreeNodes, who_registers_on_one_node_is_known_on_the_others_in_the_next_request) {
    ApiClient c(nodes_.port(2));
    for (int i = 0; i < 50; ++i) {
        auto fan = registered(a_);
        EXPECT_EQ(poll(b_, fan).status, 200U);
        EXPECT_EQ(charge(c, fan, 5).status, 200U);
        auto other = registered(c);
        EXPECT_EQ(balance(a_, other), 0);
        EXPECT_EQ(poll(b_, other).status, 200U);
    }
    // The same is true of a hall, and of its seats.
    auto const hall = open_hall(c, 1, 1'000);
    auto const fan = fan_inside(b_);
    EXPECT_EQ(reserve(a_, fan, hall.seats[0]).status, 201U);
}

TEST_F(ThreeNodes, one_key_through_two_nodes_at_once_is_one_effect_and_one_answer) {
    constexpr std::int64_t rounds = 40;
    auto const fan = registered(a_);
    nodes_.in_step();
    for (std::int64_t round = 0; round < rounds; ++round) {
        Call const call{.method = "PATCH",
                        .target = "/user/charge/" + fan.id + "/point",
                        .body = "{\"amount\":10}",
                        .more = "Idempotency-Key: round-" + std::to_string(round) + "\r\n"};
        a_.send(call);
        b_.send(call);
        auto const first = a_.receive();
        auto const second = b_.receive();
        EXPECT_EQ(first.status, 200U) << first.body;
        EXPECT_EQ(second.status, 200U) << second.body;
        EXPECT_EQ(first.body, second.body);
        EXPECT_NE(first.fields.contains("idempotency-replayed"), second.fields.contains("idempotency-replayed"));
    }
    nodes_.in_step();
    EXPECT_EQ(balance(b_, fan), rounds * 10);
}

TEST_F(ThreeNodes, one_fan_who_asks_all_nodes_at_once_gets_as_many_seats_as_one_person_may_have) {
    constexpr std::size_t each = 4;
    auto const hall = open_hall(a_, 3 * each, 1'000);
    expect_status(a_.patch("/operator/concert-dates/" + hall.date, {}, R"({"terms":{"mostPerPerson":4}})"), 200);
    auto fan = fan_inside(a_);
    for (std::size_t node = 1; node < 3; ++node) {
        ApiClient there(nodes_.port(node));
        come_in(there, fan);  // each of them knows the session
    }
    std::deque<ApiClient> clients;
    for (std::size_t i = 0; i < 3 * each; ++i) {
        clients.emplace_back(nodes_.port(i % 3))
            .send({.method = "POST", .target = "/concert/" + hall.seats[i] + "/reservation", .bearer = fan.token});
    }
    std::map<std::string, int> answers;
    for (auto& client : clients) ++answers[problem_of(client.receive())];
    EXPECT_EQ(answers, (std::map<std::string, int>{{"none", 4}, {"too-many-seats", 8}}));
}

// Every node chooses by its own board, and the store decides: nobody is refused while there are seats.
TEST_F(ThreeNodes, parties_that_ask_all_nodes_at_once_for_the_best_seats_get_different_ones_until_none_is_left) {
    constexpr std::size_t parties = 16;
    auto const hall = open_hall(a_, 3 * parties, 1'000);
    std::vector<Fan> fans;
    for (std::size_t i = 0; i < parties; ++i) fans.push_back(fan_inside(a_));
    nodes_.in_step();
    auto const wish = [&](std::size_t i) {
        return Call{.method = "POST",
                    .target = "/concert/" + hall.date + "/reservations",
                    .bearer = fans[i].token,
                    .body = R"({"best":{"count":3}})"};
    };
    std::deque<ApiClient> clients;
    for (std::size_t i = 0; i < parties; ++i) clients.emplace_back(nodes_.port(i % 3)).send(wish(i));
    std::set<std::string> taken;
    for (std::size_t i = 0; i < parties; ++i) {
        auto answer = clients[i].receive();
        // Another node may keep a row for longer than anybody waits: not tried, and asked again.
        while (answer.status == 503) answer = clients[i].ask(wish(i));
        auto const reserved = json_of(expect_status(answer, 201));
        for (auto const& seat : reserved.at("seats").as_array()) taken.insert(text_of(seat, "id"));
    }
    EXPECT_EQ(taken.size(), 3 * parties);
    auto late = fan_inside(b_);
    auto const answer = b_.post("/concert/" + hall.date + "/reservations", late.token, R"({"best":{"count":1}})");
    EXPECT_EQ(problem_of(answer), "no-such-seats-free");
}

// All nodes begin with the lowest place that their board shows as free, and pass over what others were faster to take.
TEST_F(ThreeNodes, a_crowd_that_asks_all_nodes_at_once_for_places_of_an_area_gets_each_number_once_until_none_is_left) {
    constexpr std::size_t fans_count = 48;
    constexpr std::size_t places = 2 * fans_count;
    auto const plan = R"({"format":"onsale-venue-plan/1","name":"Club","sections":[{"name":"Standing","places":)" +
                      std::to_string(places) + "}]}";
    auto const sale = json_of(expect_status(
        a_.post("/operator/concert-dates", {},
                R"({"concert":{"singerName":"AKMU"},"concertDate":"2099-01-01T19:00:00+09:00","price":1000,"plan":)" +
                    plan + "}"),
        201));
    auto const date = text_of(sale.at("concertDate"), "id");
    std::vector<Fan> fans;
    for (std::size_t i = 0; i < fans_count; ++i) fans.push_back(fan_inside(a_));
    nodes_.in_step();
    auto const wish = [&](Fan const& fan, std::size_t count) {
        return Call{.method = "POST",
                    .target = "/concert/" + date + "/reservations",
                    .bearer = fan.token,
                    .body = R"({"areas":[{"area":"Standing","count":)" + std::to_string(count) + "}]}"};
    };
    std::deque<ApiClient> clients;
    for (std::size_t i = 0; i < fans_count; ++i) clients.emplace_back(nodes_.port(i % 3)).send(wish(fans[i], 2));
    std::set<std::int64_t> numbers;
    for (std::size_t i = 0; i < fans_count; ++i) {
        auto answer = clients[i].receive();
        // Another node may keep a row for longer than anybody waits: not tried, and asked again.
        while (answer.status == 503) answer = clients[i].ask(wish(fans[i], 2));
        auto const reserved = json_of(expect_status(answer, 201));
        for (auto const& seat : reserved.at("seats").as_array()) numbers.insert(number_of(seat, "entryNumber"));
    }
    EXPECT_EQ(numbers.size(), places);
    EXPECT_EQ(*numbers.begin(), 1);
    EXPECT_EQ(*numbers.rbegin(), static_cast<std::int64_t>(places));
    auto const late = fan_inside(b_);
    EXPECT_EQ(problem_of(b_.ask(wish(late, 1))), "no-such-seats-free");
}

// One node gives the space back while another one takes its companion seat: whichever is first, nobody keeps that
// alone.
TEST_F(ThreeNodes, a_companion_seat_is_never_had_alone_whatever_two_nodes_do_at_once) {
    auto const fan = fan_inside(a_);
    auto const [space, companion, date] = hall_with_a_space();
    nodes_.in_step();
    ApiClient c{nodes_.port(2)};
    std::map<std::string, int> answers;
    for (int round = 0; round < 30; ++round) {
        auto const reservation = held(a_, fan, space);
        nodes_.in_step();
        a_.send({.method = "DELETE",
                 .target = "/concert/reservations/" + reservation + "/seats/" + space,
                 .bearer = fan.token});
        b_.send({.method = "POST", .target = "/concert/" + companion + "/reservation", .bearer = fan.token});
        ++answers["given back " + problem_of(a_.receive())];
        ++answers["companion " + problem_of(b_.receive())];
        nodes_.in_step();
        auto const own = json_of(expect_status(c.get("/user/" + fan.id + "/reservations", fan.token), 200));
        std::set<std::string> seats;
        for (auto const& each : own.at("reservations").as_array()) {
            for (auto const& seat : each.at("seats").as_array()) seats.insert(text_of(seat, "id"));
            c.del("/concert/reservations/" + text_of(each, "id"), fan.token);
        }
        EXPECT_TRUE(!seats.contains(companion) || seats.contains(space)) << "in round " << round;
        nodes_.in_step();
    }
    for (auto const& [what, count] : answers) std::cout << what << ": " << count << "\n";
}

// The other node was asleep when the date was put on sale: it is asked before it can have heard of it.
TEST_F(ThreeNodes, a_space_goes_with_its_companion_seat_on_a_node_that_has_not_heard_of_the_date) {
    auto const fan = fan_inside(a_);
    nodes_.in_step();
    for (int round = 0; round < 5; ++round) {
        nodes_.signal(1, SIGSTOP);
        auto const [space, companion, date] = hall_with_a_space();
        auto const wish = R"({"seats":[")" + space + R"(",")" + companion + R"("]})";
        auto const reservation =
            text_of(json_of(expect_status(a_.post("/concert/" + date + "/reservations", fan.token, wish), 201)), "id");
        b_.send({.method = "DELETE",
                 .target = "/concert/reservations/" + reservation + "/seats/" + space,
                 .bearer = fan.token});
        nodes_.signal(1, SIGCONT);
        expect_status(b_.receive(), 200);
        nodes_.in_step();
        auto const own = a_.get("/user/" + fan.id + "/reservations", fan.token).body;
        EXPECT_EQ(own.find(companion), std::string::npos) << own;
    }
}

TEST_F(ThreeNodes, a_seat_added_on_one_node_is_paid_with_the_others_on_another) {
    auto const hall = open_hall(a_, 2, 1'000);
    auto fan = fan_inside(a_);
    ApiClient c(nodes_.port(2));
    come_in(b_, fan);
    charge(a_, fan, 5'000);
    auto const reservation = held(a_, fan, hall.seats[0]);
    nodes_.in_step();
    EXPECT_EQ(held(b_, fan, hall.seats[1]), reservation);
    auto const paid = json_of(expect_status(pay(c, fan, reservation), 200));
    EXPECT_EQ(number_of(paid, "amount"), 2'000);
    nodes_.in_step();
    EXPECT_EQ(balance(b_, fan), 3'000);
}

TEST_F(ThreeNodes, a_seat_blocked_on_one_node_is_kept_from_fans_of_the_others_and_costs_what_a_third_one_says) {
    auto const hall = open_hall(a_, 3, 1'000);
    nodes_.in_step();
    auto const fan = fan_inside(b_);
    auto const dates = "/operator/concert-dates/" + hall.date;
    auto const ask = [&](std::string_view method, std::string const& more) {
        return a_.ask({.method = method,
                       .target = dates + "/blocked-seats",
                       .body = R"({"seats":[")" + hall.seats[0] + "\"]" + more + "}"});
    };
    ApiClient c{nodes_.port(2)};
    expect_status(ask("PUT", R"(,"reason":"house seats")"), 200);
    EXPECT_EQ(problem_of(reserve(b_, fan, hall.seats[0])), "seat-taken") << "decided by the store";
    expect_status(c.patch(dates + "/prices", {}, R"({"sections":{"가구역":700}})"), 200);
    nodes_.in_step();
    for (auto const port : nodes_.ports()) {
        ApiClient node{port};
        auto const seat = json_of(expect_status(node.get("/concert/" + hall.date + "/seats", fan.token), 200)).at(0);
        EXPECT_EQ(text_of(seat, "status"), "held");
        EXPECT_EQ(number_of(seat, "price"), 700);
    }
    expect_status(ask("DELETE", ""), 200);
    auto const reserved = json_of(expect_status(reserve(b_, fan, hall.seats[0]), 201));
    nodes_.in_step();
    auto const of_fan =
        json_of(expect_status(c.get("/user/" + fan.id + "/reservations"), 200)).at("reservations").at(0);
    EXPECT_EQ(number_of(of_fan, "amount"), 700);
}

TEST_F(ThreeNodes, what_is_steered_on_one_node_is_in_force_on_the_others) {
    ApiClient c(nodes_.port(2));
    auto const hall = open_hall(a_, 2, 1'000);
    auto const inside = fan_inside(b_);
    auto const steering = [](ApiClient& node) { return json_of(expect_status(node.get("/operator/steering"), 200)); };
    auto const paused =
        json_of(expect_status(a_.patch("/operator/steering", {}, R"({"paused":true,"message":"Soon"})"), 200));
    for (auto* node : {&b_, &c}) {
        EXPECT_TRUE(eventually([&] { return steering(*node) == paused; }));
        // The line's thread looks at what is steered before it serves a fan: afterwards no older beat is under way.
        auto first = registered(*node);
        expect_status(poll(*node, first), 200);
    }
    auto fan = registered(b_);
    for (auto* node : {&b_, &c, &a_, &b_}) {
        EXPECT_GT(number_of(json_of(expect_status(poll(*node, fan), 200)), "waitingNumber"), 0);
    }
    expect_status(c.patch("/operator/steering", {}, R"({"paused":false,"message":null})"), 200);
    come_in(b_, fan);

    // What the store decides is so in the very next request.
    expect_status(c.patch("/operator/concert-dates/" + hall.date, {}, R"({"onSale":false})"), 200);
    EXPECT_EQ(problem_of(reserve(b_, inside, hall.seats[0])), "sale-closed");
    expect_status(a_.patch("/operator/concert-dates/" + hall.date, {}, R"({"onSale":true})"), 200);
    EXPECT_EQ(reserve(b_, inside, hall.seats[0]).status, 201U);

    auto const actions = json_of(expect_status(b_.get("/operator/actions?limit=6"), 200)).at("entries").as_array();
    std::vector<std::string> names;
    for (auto const& action : actions) names.push_back(text_of(action, "action"));
    EXPECT_EQ(names, (std::vector<std::string>{"reopen-sale", "close-sale", "clear-message", "resume", "send-message",
                                               "pause"}));
}

}  // namespace
}  // namespace onsale::tests
