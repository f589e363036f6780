// The haproxy.cfg that ships, in front of real nodes: it asks them whether they can serve.
#include <fstream>

#include <boost/json/parse.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "nodes/several_nodes.h"
#include "nodes/shipped_config.h"
#include "servers/pgbouncer_server.h"
#include "servers/redis_server.h"
#include "support/eventually.h"
#include "support/fan.h"
#include "support/temporary_folder.h"

namespace onsale::tests {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr auto haproxy = "/usr/sbin/haproxy";

class Haproxy {
  public:
    explicit Haproxy(std::vector<std::uint16_t> const& nodes) : port_(free_port()) {
        make_certificate(folder_.path());
        std::filesystem::create_directory(folder_ / "tls");
        std::ofstream(folder_ / "tls/onsale.pem")
            << text_of_file(folder_ / "fullchain.pem") << text_of_file(folder_ / "privkey.pem");
        Changes changes{{"maxconn 32768", "maxconn 500"},
                        {"/etc/haproxy/tls/", (folder_ / "tls").string() + "/"},
                        {"bind :80\n", "bind 127.0.0.1:" + std::to_string(free_port()) + "\n"},
                        {"bind :443", "bind 127.0.0.1:" + std::to_string(port_)}};
        for (std::size_t i = 0; i < nodes.size(); ++i) {
            changes.emplace_back("node" + std::to_string(i + 1) + ":8080", "127.0.0.1:" + std::to_string(nodes[i]));
        }
        std::ofstream(config_) << changed(text_of_file(ONSALE_HAPROXY_CFG), changes);
        program_.emplace("/bin/sh", Arguments{"-c", std::string("exec ") + haproxy + " -db -f " + config_.string() +
                                                        " > " + (folder_ / "log").string() + " 2>&1"});
        // Any answer: the path does not go to a node.
        if (!eventually([&] { return ask("/readyz").status == 404; })) throw std::runtime_error("haproxy: " + log());
    }

    BalancedAnswer ask(std::string const& target, Arguments const& more = {}) const {
        return ask_by_curl("https://127.0.0.1:" + std::to_string(port_) + target, more);
    }
    Finished check() const { return run(haproxy, {"-c", "-f", config_.string()}); }
    std::string log() const { return text_of_file(folder_ / "log"); }

  private:
    TemporaryFolder folder_;
    std::uint16_t const port_;
    std::filesystem::path const config_ = folder_ / "haproxy.cfg";
    std::optional<Program> program_;
};

class BehindHaproxy : public testing::Test {
  protected:
    void begin(SeveralNodes::Options const& options = {}) {
        nodes_.emplace(store_.url(), redis_.url(), options);
        balancer_.emplace(nodes_->ports());
    }
    // A new fan joins, each request by whichever node it is given to.
    bool a_fan_joins() const {
        auto const user = balancer_->ask("/user", {"-H", "Content-Type: application/json", "-d", R"({"name": "Kim"})"});
        if (user.status != 201) return false;
        auto const id = text_of(boost::json::parse(user.body), "id");
        return balancer_->ask("/user/" + id + "/token/generate").status == 200;
    }
    bool fans_join(int how_many) const {
        for (int i = 0; i < how_many; ++i) {
            if (!a_fan_joins()) return false;
        }
        return true;
    }

    PostgresServer store_;
    RedisServer redis_;
    std::optional<SeveralNodes> nodes_;
    std::optional<Haproxy> balancer_;
};

TEST_F(BehindHaproxy, the_configuration_is_sound_and_shows_fans_what_is_theirs) {
    begin();
    auto const checked = balancer_->check();
    EXPECT_EQ(checked.exit_code, 0) << checked.output;
    auto const answer = balancer_->ask("/sale");
    EXPECT_EQ(answer.status, 200) << balancer_->log();
    EXPECT_THAT(answer.head, HasSubstr("strict-transport-security: max-age="));
    for (auto const* path : {"/metrics", "/livez", "/readyz", "/readyz?line=required"}) {
        EXPECT_EQ(balancer_->ask(path).status, 404) << path;
    }
    EXPECT_EQ(balancer_->ask("/operator/live").status, 200) << "from an address that is listed";
}

TEST_F(BehindHaproxy, a_node_cut_off_from_redis_alone_gets_no_fans_until_all_are) {
    begin({.last_line = "redis://127.0.0.1:" + std::to_string(free_port())});
    EXPECT_EQ(ApiClient(nodes_->port(2)).get("/readyz").status, 200U);
    EXPECT_EQ(ApiClient(nodes_->port(2)).get("/readyz?line=required").status, 503U);
    ASSERT_TRUE(eventually([&] { return fans_join(6); })) << balancer_->log();
    EXPECT_TRUE(fans_join(20)) << balancer_->log();

    redis_.kill();
    // No node has it now, and all go on with what needs none.
    auto const nobody_joins = [&] { return !a_fan_joins() && balancer_->ask("/sale").status == 200; };
    EXPECT_TRUE(eventually([&] {
        for (int i = 0; i < 5; ++i) {
            if (!nobody_joins()) return false;
        }
        return true;
    })) << balancer_->log();
}

TEST_F(BehindHaproxy, a_node_cut_off_from_postgresql_alone_gets_no_fans) {
    std::optional<PgBouncer> way(std::in_place, store_, PgBouncer::Mode::session);
    begin({.last_store = way->url()});
    way.reset();
    ASSERT_TRUE(eventually([&] { return ApiClient(nodes_->port(2)).get("/readyz").status == 503; }));
    ASSERT_TRUE(eventually([&] { return fans_join(6); })) << balancer_->log();
    EXPECT_TRUE(fans_join(20)) << balancer_->log();
}

TEST_F(BehindHaproxy, no_token_reaches_a_log_when_every_node_is_away) {
    begin();
    for (std::size_t node = 0; node < nodes_->count(); ++node) nodes_->kill(node);
    auto const answer =
        balancer_->ask("/user/0193a1f0-5b6c-7d8e-9f00-112233445566/token/stream?access_token=eyJSECRET");
    EXPECT_EQ(answer.status, 503);
    EXPECT_THAT(answer.head, HasSubstr("retry-after: 1"));
    EXPECT_THAT(answer.body, HasSubstr("/problems/overloaded"));
    EXPECT_TRUE(eventually([&] { return balancer_->log().contains("/token/stream"); }));
    EXPECT_THAT(balancer_->log(), Not(HasSubstr("eyJSECRET")));
}

}  // namespace
}  // namespace onsale::tests
