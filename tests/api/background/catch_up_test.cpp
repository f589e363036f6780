// Clients that wait for what other nodes committed share a question to the store.
#include "api/background/catch_up.h"

#include <atomic>
#include <vector>

#include "api/background/gate.h"
#include "http/engine.h"
#include "support/eventually.h"

namespace onsale::api {
namespace {

using http::tests::get;
using tests::eventually;

class OtherNodes final : public RemoteChanges {
  public:
    bool catch_up() noexcept override {
        ++questions;
        gate.pass();
        return reachable;
    }
    std::optional<std::string> at_one_snapshot(std::function<void()> const&) override { return std::nullopt; }
    FeedState state() const noexcept override { return FeedState::followed; }

    tests::Gate gate;
    std::atomic<int> questions = 0;
    std::atomic<bool> reachable = true;
};

class CatchUpTest : public http::tests::EngineTest {
  protected:
    void serve(RemoteChanges* nodes) {
        catch_up.emplace(nodes);
        engine.options.threads = 2;
        engine.handler.script = [this](http::Request const&, http::Answer& answer, http::IoThread& io) {
            return std::optional(
                [](CatchUp& waits, http::Answer& filled, http::IoThread& thread) -> http::Awaitable<void> {
                    bool const all = co_await waits.caught_up(thread);
                    filled.body = all ? "all" : "away";
                }(*catch_up, answer, io));
        };
        start();
    }
    ~CatchUpTest() override {
        others.gate.open();
        engine.server->stop(std::chrono::seconds(10));
        catch_up->join();
    }

    OtherNodes others;
    std::optional<CatchUp> catch_up;
};

TEST_F(CatchUpTest, a_crowd_waits_for_the_question_under_way_and_one_more) {
    constexpr int crowd = 50;
    serve(&others);
    auto first = engine.connect();
    first.send(get("/"));
    others.gate.wait_until_reached();
    std::vector<http::tests::Client> clients;
    for (int i = 0; i < crowd; ++i) {
        clients.push_back(engine.connect());
        clients.back().send(get("/"));
    }
    ASSERT_TRUE(eventually([&] { return engine.handler.handled == crowd + 1; }));
    others.gate.open();
    EXPECT_EQ(first.read_response().body, "all");
    for (auto& client : clients) EXPECT_EQ(client.read_response().body, "all");
    EXPECT_LE(others.questions, 2 + 2);  // the last one of each I/O thread may have come a moment later
}

TEST_F(CatchUpTest, a_client_is_never_answered_by_a_question_that_began_before_it_came) {
    serve(&others);
    auto first = engine.connect();
    first.send(get("/"));
    others.gate.wait_until_reached();
    auto second = engine.connect();
    second.send(get("/"));
    ASSERT_TRUE(eventually([&] { return engine.handler.handled == 2; }));
    others.gate.open();
    EXPECT_EQ(first.read_response().body, "all");
    EXPECT_EQ(second.read_response().body, "all");
    EXPECT_EQ(others.questions, 2);
}

TEST_F(CatchUpTest, a_store_that_is_away_is_told) {
    others.reachable = false;
    others.gate.open();
    serve(&others);
    EXPECT_EQ(engine.ask(get("/")).body, "away");
}

TEST_F(CatchUpTest, a_node_that_has_its_store_to_itself_asks_nobody) {
    serve(nullptr);
    EXPECT_EQ(engine.ask(get("/")).body, "all");
    EXPECT_EQ(others.questions, 0);
}

}  // namespace
}  // namespace onsale::api
