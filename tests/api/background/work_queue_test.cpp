// A thread for what takes long: in order, bounded, and empty after a stop.
#include "api/background/work_queue.h"

#include <stdexcept>
#include <thread>
#include <vector>

#include "api/background/gate.h"
#include "http/engine.h"
#include "support/eventually.h"

namespace onsale::api {
namespace {

using http::tests::get;
using tests::eventually;

constexpr std::size_t most = 3;

class WorkQueueTest : public http::tests::EngineTest {
  protected:
    WorkQueueTest() {
        engine.options.threads = 1;  // requests reach the queue in the order in which they are counted
        engine.handler.script = [this](http::Request const& request, http::Answer& answer, http::IoThread& io) {
            return std::optional(work(request, answer, io));
        };
        start();
    }
    ~WorkQueueTest() override {
        gate.open();
        engine.server->stop(std::chrono::seconds(10));
        queue.join();
    }

    http::Awaitable<void> work(http::Request const& request, http::Answer& answer, http::IoThread& io) {
        auto const job = [&] {
            if (request.path == "/throws") throw std::runtime_error("from the queue");
            if (request.path == "/gated") gate.pass();
            return std::string(request.path);
        };
        if (request.path == "/goes-on") {
            answer.body = co_await queue.go_on(io, job);
            co_return;
        }
        auto const done = co_await queue.run(io, job);
        answer.status = done ? 200 : 503;
        answer.body = done.value_or("full");
    }

    // As many as may, none of which is done yet.
    std::vector<http::tests::Client> fill() {
        std::vector<http::tests::Client> clients;
        auto const before = engine.handler.handled.load();
        for (std::size_t i = 0; i < most; ++i) clients.push_back(engine.connect());
        for (auto& client : clients) client.send(get("/gated"));
        EXPECT_TRUE(eventually([&] { return engine.handler.handled == before + static_cast<int>(most); }));
        return clients;
    }

    tests::Gate gate;
    WorkQueue queue{{.name = "test", .most = most, .nice = 1}};
};

TEST_F(WorkQueueTest, gives_back_what_work_returns_and_what_it_throws) {
    EXPECT_EQ(engine.ask(get("/done")).body, "/done");
    EXPECT_EQ(engine.ask(get("/throws")).status, 500U);
    EXPECT_EQ(engine.ask(get("/done")).body, "/done");
}

TEST_F(WorkQueueTest, beyond_the_bound_nothing_is_done_until_there_is_room_again) {
    auto clients = fill();
    EXPECT_EQ(engine.ask(get("/one-more")).status, 503U);
    gate.open();
    for (auto& client : clients) EXPECT_EQ(client.read_response().body, "/gated");
    EXPECT_EQ(engine.ask(get("/one-more")).status, 200U);
}

TEST_F(WorkQueueTest, what_goes_on_is_not_refused_by_a_full_queue) {
    auto const clients = fill();
    auto going_on = engine.connect();
    going_on.send(get("/goes-on"));
    gate.open();
    EXPECT_EQ(going_on.read_response().body, "/goes-on");
}

TEST_F(WorkQueueTest, a_stop_waits_for_what_is_under_way_even_beyond_its_grace) {
    auto clients = fill();
    gate.wait_until_reached();
    std::jthread const stopping([&] { engine.server->stop(std::chrono::milliseconds(0)); });
    // Cut off: from now on nothing but the work itself keeps the server from ending.
    for (auto& client : clients) EXPECT_TRUE(client.closed_by_server());
    gate.open();
}

}  // namespace
}  // namespace onsale::api
