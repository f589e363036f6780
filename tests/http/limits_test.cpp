// The deadlines, with limits short enough to wait for. Nothing here measures time: each test waits for the end.
#include <thread>

#include <boost/asio/basic_waitable_timer.hpp>

#include "http/engine.h"

namespace onsale::http::tests {
namespace {

class TimeLimits : public EngineTest {
  protected:
    TimeLimits() { engine.options.limits = impatient_limits(); }
};

TEST_F(TimeLimits, an_idle_connection_is_closed_without_a_word) {
    start();
    auto fresh = engine.connect();
    EXPECT_TRUE(fresh.closed_by_server());
    auto used = engine.connect();
    EXPECT_EQ(used.ask(get("/")).status, 200U);
    EXPECT_TRUE(used.closed_by_server());
}

TEST_F(TimeLimits, a_header_that_does_not_end_is_answered_408) {
    start();
    auto client = engine.connect();
    EXPECT_EQ(client.ask("GET / HTTP/1.1\r\nHost:").status, 408U);
    EXPECT_TRUE(client.closed_by_server());
}

TEST_F(TimeLimits, a_header_that_drips_forever_is_answered_408) {
    start();
    auto client = engine.connect();
    client.send("GET / HTTP/1.1\r\n");
    std::jthread const drip([&](std::stop_token stop) {
        while (!stop.stop_requested() && client.try_send("X: y\r\n")) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
    });
    EXPECT_EQ(client.read_response().status, 408U);
}

TEST_F(TimeLimits, a_body_that_does_not_end_is_answered_408) {
    start();
    EXPECT_EQ(engine.ask("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\n1234").status, 408U);
    EXPECT_EQ(engine.ask("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n1").status, 408U);
    EXPECT_EQ(engine.handler.handled, 0);
}

TEST_F(TimeLimits, a_client_that_does_not_read_its_answer_is_cut_off) {
    std::weak_ptr<std::string const> held;
    std::mutex held_mutex;
    engine.handler.script = [&](Request const&, Answer& answer, IoThread&) {
        answer.shared = std::make_shared<SharedBody const>(
            std::vector<BodyPiece>{std::make_shared<std::string const>(20'000'000, 'x')});
        std::lock_guard const lock(held_mutex);
        held = answer.shared->pieces()[0].bytes;
        return std::optional<Awaitable<void>>();
    };
    start();
    Client client(engine.server->port(), 4096);
    client.send(get("/"));
    while (engine.handler.handled == 0 || engine.server->connections() > 0) std::this_thread::yield();
    std::lock_guard const lock(held_mutex);
    EXPECT_TRUE(held.expired());
    EXPECT_ANY_THROW(client.read_response());  // reset in the middle
}

TEST_F(TimeLimits, a_handler_may_take_longer_than_any_of_them) {
    engine.handler.script = [](Request const&, Answer& answer, IoThread& io) -> std::optional<Awaitable<void>> {
        return [](Answer& filled, IoThread& thread) -> Awaitable<void> {
            boost::asio::basic_waitable_timer<IoThread::Clock, boost::asio::wait_traits<IoThread::Clock>, Executor>
                timer(thread.executor(), std::chrono::milliseconds(600));
            co_await timer.async_wait(use_awaitable);
            filled.body = "at last";
        }(answer, io);
    };
    start();
    EXPECT_EQ(engine.ask(get("/")).body, "at last");
}

TEST_F(TimeLimits, a_refused_client_that_never_closes_is_closed_in_the_end) {
    start();
    auto client = engine.connect();
    EXPECT_EQ(client.ask("nonsense\r\n\r\n").status, 400U);
    while (engine.server->connections() > 0) {
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
        client.try_send("x");
    }
}

}  // namespace
}  // namespace onsale::http::tests
