// The line's Redis dies, or loses what it has, under load.
#include <regex>

#include <gtest/gtest.h>

#include "infrastructure/postgres/fresh_database.h"
#include "nodes/hall_watch.h"
#include "nodes/sale_under_load.h"
#include "servers/redis_server.h"
#include "support/eventually.h"
#include "support/fan.h"

namespace onsale::tests {
namespace {

class LostLine : public testing::Test {
  protected:
    ApiClient to(std::size_t node) { return ApiClient(sale_.nodes().port(node)); }

    // One who waits, since the hall is full.
    Fan fan_waiting() {
        auto api = to(0);
        for (int i = 0; i < 1'000; ++i) {
            auto fan = registered(api);
            auto const answer = poll(api, fan);
            if (answer.status == 200 && number_of(json_of(answer), "waitingNumber") > 0) return fan;
            leave(api, fan);
        }
        throw std::runtime_error("the hall does not fill");
    }

    // Every node, while there is no Redis.
    void expect_no_joins_and_polls_as_before(Fan newcomer, Fan waiting, Fan const& inside) {
        auto const place = place_of(waiting.token);
        for (auto const port : sale_.nodes().ports()) {
            ApiClient api(port);
            auto const refused = poll(api, newcomer);
            EXPECT_EQ(refused.status, 503U) << refused.body;
            EXPECT_TRUE(refused.fields.contains("retry-after"));
            EXPECT_EQ(poll(api, waiting).status, 200U);
            EXPECT_EQ(place_of(waiting.token), place);
            EXPECT_EQ(api.get("/concert/dates", inside.token).status, 200U);
            EXPECT_EQ(api.get("/readyz").status, 200U);
        }
    }

    void buy(Fan const& buyer, std::string const& seat) {
        auto here = to(1);
        auto there = to(2);
        auto const reservation = held(here, buyer, seat);
        EXPECT_EQ(pay(there, buyer, reservation).status, 200U);
        // The session is over everywhere, without a word from Redis.
        EXPECT_TRUE(eventually([&] { return here.get("/concert/dates", buyer.token).status == 401; }));
    }

    postgres::FreshDatabase database_{postgres::Schema::none};
    RedisServer redis_;
    redis::Url const url_ = redis::must_parse(redis_.url());
    SaleUnderLoad sale_{database_.url(), redis_.url()};
};

TEST_F(LostLine, those_inside_go_on_buying_nobody_joins_and_polls_go_on) {
    constexpr int kills = 2;
    auto api = to(0);
    auto const hall = open_hall(api, kills, 1'000);  // not of those that the load buys
    std::vector<Fan> buyers;                         // inside before the hall fills
    for (int i = 0; i < kills; ++i) {
        buyers.push_back(fan_inside(api));
        expect_status(charge(api, buyers.back(), 1'000'000), 200);
    }
    for (int kill = 0; kill < kills; ++kill) {
        auto const& buyer = buyers[static_cast<std::size_t>(kill)];
        auto const newcomer = registered(api);
        sale_.begin_load();
        sale_.await_answers(600);
        sale_.nodes().in_step();
        auto waiting = fan_waiting();

        redis_.kill();
        sale_.places().line_is_lost();
        sale_.await_not_now();
        expect_no_joins_and_polls_as_before(newcomer, waiting, buyer);
        buy(buyer, hall.seats[static_cast<std::size_t>(kill)]);
        redis_.start();  // with nothing in it

        EXPECT_TRUE(eventually([&] { return sale_.nodes().all_ready(); }));
        sale_.await_answers();
        auto const place = place_of(waiting.token);
        EXPECT_EQ(poll(api, waiting).status, 200U);
        EXPECT_EQ(place_of(waiting.token), place);
        EXPECT_EQ(api.get("/concert/dates", buyer.token).status, 401U);
        expect_status(leave(api, waiting), 204);
        sale_.check(kills - 1 - kill);  // the buyers whose turn has not come
    }
    sale_.report("killed Redis " + std::to_string(kills) + " times, and started it empty");
}

TEST_F(LostLine, an_emptied_redis_gets_all_places_back_in_order_and_the_capacity_holds) {
    constexpr int losses = 3;
    HallWatch const hall(url_);
    for (int loss = 0; loss < losses; ++loss) {
        sale_.begin_load();
        sale_.await_answers(600);
        sale_.places().line_is_lost();
        redis::Operator{url_}({"FLUSHALL"});
        sale_.await_answers(600);
        sale_.check();
    }
    // Once all had the time to show themselves, fans are called again.
    auto api = to(0);
    auto const entered = measure(api, "onsale_line_entered_total{line=\"main\"}");
    sale_.begin_load();
    EXPECT_TRUE(eventually([&] { return measure(api, "onsale_line_entered_total{line=\"main\"}") > entered + 10; }));
    sale_.check();
    hall.expect_never_more_than(SaleUnderLoad::capacity);
    sale_.report("emptied Redis " + std::to_string(losses) + " times, at most " + std::to_string(hall.most()) +
                 " inside");
}

TEST(LostMaster, a_fail_over_by_sentinel_under_load_loses_no_place) {
    RedisServer master;
    RedisServer const replica({"replicaof 127.0.0.1 " + std::to_string(master.port())});
    RedisServer const sentinel({"sentinel monitor line 127.0.0.1 " + std::to_string(master.port()) + " 1",
                                "sentinel down-after-milliseconds line 500", "sentinel failover-timeout line 5000"},
                               RedisServer::Kind::sentinel);
    auto const sentinel_url = "127.0.0.1:" + std::to_string(sentinel.port());
    redis::Operator of_replica(redis::must_parse(replica.url()));
    ASSERT_TRUE(eventually([&] {
        auto const role = of_replica({"ROLE"});
        return role[0].text() == "slave" && role[3].text() == "connected";
    }));
    redis::Operator of_sentinel(redis::must_parse("redis://" + sentinel_url));
    ASSERT_TRUE(eventually([&] { return of_sentinel({"SENTINEL", "replicas", "line"}).view().size() == 1; }));

    postgres::FreshDatabase const database(postgres::Schema::none);
    SaleUnderLoad sale(database.url(), "redis+sentinel://" + sentinel_url + "/line");
    sale.begin_load();
    sale.await_answers(600);
    master.kill();
    sale.places().line_is_lost();
    sale.await_not_now();
    ASSERT_TRUE(eventually([&] { return sale.nodes().all_ready(); }));
    sale.await_answers(600);
    sale.check();
    sale.report("the line's master was killed, Sentinel made the replica one");
}

// ---- one node, one slot ----

// As a browser without JavaScript keeps them, in a header line.
std::string cookies_of(Response const& answer) {
    std::regex const set("[Ss]et-[Cc]ookie: ([^=]+=[^;]+);");
    std::string line = "Cookie: theme=dark";
    for (std::sregex_iterator at(answer.head.begin(), answer.head.end(), set), end; at != end; ++at) {
        line += "; " + (*at)[1].str();
    }
    return line + "\r\n";
}

Response join_by_form(ApiClient& api) {
    return api.ask({.method = "POST",
                    .target = "/waiting-room?lang=en",
                    .more = "Sec-Fetch-Site: same-origin\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                            "Content-Length: 8\r\n\r\nname=Kim"});
}

class LineOfOneNode : public testing::Test {
  protected:
    postgres::FreshDatabase database_{postgres::Schema::none};
    RedisServer redis_{{"maxmemory 100mb"}};
    SeveralNodes nodes_{database_.url(), redis_.url(), {.nodes = 1, .capacity = 1}};
    ApiClient api_{nodes_.port(0)};
};

TEST_F(LineOfOneNode, that_starts_while_redis_is_away_serves_the_fan_inside_and_knows_no_position) {
    ASSERT_TRUE(eventually([&] { return api_.get("/readyz").body == "ok\n"; }));
    auto const hall = open_hall(api_, 1, 1'000);
    auto const buyer = fan_inside(api_);
    expect_status(charge(api_, buyer, 1'000'000), 200);
    auto before = registered(api_);  // so that the number is not 1
    ASSERT_EQ(poll(api_, before).status, 200U);
    auto waiting = registered(api_);
    ASSERT_EQ(poll(api_, waiting).status, 200U);
    auto const place = place_of(waiting.token);
    auto const cookies = cookies_of(expect_status(join_by_form(api_), 303));
    nodes_.kill(0);
    redis_.kill();

    nodes_.start(0);
    ApiClient again(nodes_.port(0));
    EXPECT_EQ(again.get("/readyz").body, "ok, but the line's store is away: nobody can join\n");
    EXPECT_EQ(again.get("/").status, 200U);
    auto const answer = poll(again, waiting);
    EXPECT_EQ(answer.status, 200U) << answer.body;
    EXPECT_EQ(place_of(waiting.token), place);
    EXPECT_TRUE(answer.body.contains("\"positionKnown\":false")) << answer.body;
    auto const page = again.ask({.target = "/waiting-room?lang=en", .more = cookies});
    EXPECT_TRUE(page.body.contains("Your position is not known")) << page.body;
    EXPECT_FALSE(page.body.contains("class=\"position\"")) << page.body;
    auto newcomer = registered(again);
    EXPECT_EQ(poll(again, newcomer).status, 503U);
    EXPECT_EQ(pay(again, buyer, held(again, buyer, hall.seats[0])).status, 200U);
}

TEST_F(LineOfOneNode, tells_at_readyz_what_an_operator_has_to_change_in_redis) {
    EXPECT_TRUE(eventually([&] { return api_.get("/readyz").body == "ok\n"; }));
    redis::Operator operating(redis::must_parse(redis_.url()));
    operating({"CONFIG", "SET", "maxmemory-policy", "allkeys-lru"});
    EXPECT_TRUE(eventually([&] { return api_.get("/readyz").body.contains("nobody can join or come in: Redis has"); }));
    EXPECT_TRUE(
        api_.get("/metrics").body.contains("onsale_line_calls_stopped{line=\"main\",reason=\"store-unfit\"} 1"));
    EXPECT_EQ(api_.get("/readyz").status, 200U);
    operating({"CONFIG", "SET", "maxmemory-policy", "noeviction"});
    EXPECT_TRUE(eventually([&] { return api_.get("/readyz").body == "ok\n"; }));
}

}  // namespace
}  // namespace onsale::tests
