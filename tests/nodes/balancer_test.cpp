// The nginx.conf that ships, in front of real nodes.
#include "nodes/balancer.h"

#include <csignal>
#include <fstream>
#include <future>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "infrastructure/postgres/fresh_database.h"
#include "infrastructure/redis/test_redis.h"
#include "nodes/several_nodes.h"
#include "support/eventually.h"
#include "support/fan.h"

namespace onsale::tests {
namespace {

using testing::HasSubstr;
using testing::Not;

class BehindNginx : public testing::Test {
  protected:
    // A plan of pretix with a lot of white space around it, as an editor may write it.
    std::string plan_of(std::size_t bytes, Balancer const& nginx) const {
        std::string plan = R"({"format": "onsale-venue-plan/1", "name": "Hall", "sections": [
            {"name": "S", "rows": [{"name": "A", "price": 1, "seats": [1]}]}]})";
        plan.append(bytes - plan.size(), ' ');
        auto const path = (nginx.folder() / "plan.json").string();
        std::ofstream(path) << plan;
        return path;
    }
    Arguments sending(std::string const& path) const {
        return {"-H", "Content-Type: application/json", "--data-binary", "@" + path};
    }

    postgres::FreshDatabase database_{postgres::Schema::none};
    redis::LineName line_;
    SeveralNodes nodes_{database_.url(), redis::test_redis() + "?prefix=" + line_.url.prefix};
};

TEST_F(BehindNginx, the_configuration_is_sound_and_answers_over_tls) {
    Balancer const nginx(nodes_.ports());
    auto const checked = nginx.check();
    EXPECT_EQ(checked.exit_code, 0) << checked.output;
    auto const answer = nginx.ask("/sale");
    EXPECT_EQ(answer.status, 200) << nginx.error_log();
    EXPECT_THAT(answer.head, HasSubstr("strict-transport-security: max-age="));
    for (auto const* path : {"/metrics", "/livez", "/readyz"}) EXPECT_EQ(nginx.ask(path).status, 404) << path;
}

TEST_F(BehindNginx, a_plan_of_430_kb_comes_through_and_other_large_bodies_do_not) {
    Balancer const nginx(nodes_.ports());
    auto const plan = sending(plan_of(430'000, nginx));
    auto const shown = nginx.ask("/operator/venue-plans/preview", plan);
    EXPECT_EQ(shown.status, 200) << shown.body;
    EXPECT_THAT(nginx.ask("/operator/concert-dates", plan).head, HasSubstr("application/problem+json"))
        << "refused by a node, not by nginx";
    EXPECT_EQ(nginx.ask("/user", plan).status, 413);
}

TEST_F(BehindNginx, the_operators_pages_are_closed_to_addresses_that_are_not_listed) {
    Balancer const open(nodes_.ports());
    Balancer const closed(nodes_.ports(), {{"127.0.0.0/8 1;", ""}});
    auto const plan = sending(plan_of(1'000, closed));
    for (auto const* path : {"/console", "/operator/live", "/operator/points.csv"}) {
        EXPECT_EQ(open.ask(path).status, 200) << path;
        EXPECT_EQ(closed.ask(path).status, 404) << path;
    }
    EXPECT_EQ(closed.ask("/operator/venue-plans/preview", plan).status, 404);
    EXPECT_EQ(closed.ask("/sale").status, 200) << "which is for fans";
}

TEST_F(BehindNginx, no_token_reaches_a_log_when_every_node_is_away) {
    Balancer const nginx(nodes_.ports());
    for (std::size_t node = 0; node < nodes_.count(); ++node) nodes_.kill(node);
    auto const id = "0193a1f0-5b6c-7d8e-9f00-112233445566";
    for (auto const& path : {std::string("/user/") + id + "/token/stream?access_token=eyJSECRET",
                             std::string("/concert/") + id + "/seats/stream?token=eyJSECRET"}) {
        auto const answer = nginx.ask(path);
        EXPECT_EQ(answer.status, 503) << path;
        EXPECT_THAT(answer.head, HasSubstr("retry-after: 1"));
        EXPECT_THAT(answer.head, HasSubstr("strict-transport-security"));
        EXPECT_THAT(answer.body, HasSubstr("/problems/overloaded"));
    }
    EXPECT_EQ(nginx.ask("/sale").status, 503);
    ASSERT_TRUE(eventually([&] { return nginx.error_log().find("/sale") != std::string::npos; }))
        << "what has no token in it is logged";
    EXPECT_THAT(nginx.error_log(), Not(HasSubstr("eyJSECRET")));
}

TEST_F(BehindNginx, a_stream_comes_event_by_event_while_it_stays_open) {
    Balancer const nginx(nodes_.ports());
    ApiClient api(nodes_.port(0));
    auto const fan = registered(api);
    auto const out = (nginx.folder() / "stream").string();
    // Ends as soon as an event is there, while the answer is still open; or when the answer has ended.
    auto const script = "curl -skN --max-time 50 '" + nginx.url("/user/" + fan.id + "/token/stream") + "' > " + out +
                        " & p=$!; while kill -0 $p 2>/dev/null; do"
                        " if grep -q '^event:' " +
                        out + "; then kill $p; echo open; exit; fi; sleep 0.05; done; echo ended";
    EXPECT_EQ(run("/bin/sh", {"-c", script}).output, "open\n");
}

TEST_F(BehindNginx, a_frozen_node_costs_a_read_a_moment_and_no_answer) {
    Balancer const nginx(nodes_.ports(), {{"proxy_read_timeout 4s;", "proxy_read_timeout 1s;"}});
    nodes_.signal(0, SIGSTOP);
    for (int i = 0; i < 12; ++i) EXPECT_EQ(nginx.ask("/sale").status, 200);
    nodes_.signal(0, SIGCONT);
}

// nginx gives up on a write sooner here than it does as shipped, and sooner than a node: what is tried is that no node
// is taken out for it.
TEST_F(BehindNginx, writes_that_wait_for_the_store_take_no_node_away_from_reads) {
    Balancer const nginx(nodes_.ports(), {{"proxy_read_timeout 10s;", "proxy_read_timeout 300ms;"}});
    postgres::Connection somebody(database_.url(), {});
    somebody.ensure_open();
    somebody.run_script("BEGIN; LOCK TABLE users IN ACCESS EXCLUSIVE MODE");
    std::vector<std::future<int>> writes;
    for (int i = 0; i < 9; ++i) {
        writes.push_back(std::async(std::launch::async, [&] {
            return nginx.ask("/user", {"-H", "Content-Type: application/json", "-d", R"({"name": "Kim"})"}).status;
        }));
    }
    for (auto& write : writes) EXPECT_EQ(write.get(), 503);
    for (int i = 0; i < 6; ++i) EXPECT_EQ(nginx.ask("/sale").status, 200);
    somebody.run_script("ROLLBACK");
    EXPECT_THAT(nginx.error_log(), Not(HasSubstr("no live upstreams")));
}

}  // namespace
}  // namespace onsale::tests
