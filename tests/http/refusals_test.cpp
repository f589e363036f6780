// What the engine refuses by itself, with which status; each refusal closes the connection after the client has it.
#include <ostream>

#include "http/corpus.h"
#include "http/engine.h"

namespace onsale::http::tests {

void PrintTo(Refusal const& refusal, std::ostream* to) { *to << refusal.name; }

namespace {

class Refusals : public testing::TestWithParam<Refusal> {};

TEST_P(Refusals, is_refused_and_the_connection_closed) {
    Engine engine;
    engine.start();
    auto client = engine.connect();
    auto const response = client.ask(GetParam().request);
    EXPECT_EQ(response.status, GetParam().status);
    EXPECT_EQ(response.fields.at("connection"), "close");
    EXPECT_EQ(response.body, "refused " + std::to_string(GetParam().status));
    client.half_close();
    EXPECT_EQ(client.read_to_end(), "");
    EXPECT_EQ(engine.handler.handled, 0);
}

INSTANTIATE_TEST_SUITE_P(Each, Refusals, testing::ValuesIn(refused_requests()),
                         [](auto const& instance) { return instance.param.name; });

using RefusedClients = EngineTest;

TEST_F(RefusedClients, exactly_the_limits_are_served) {
    start();
    EXPECT_EQ(engine.ask(post("/", std::string(64 * 1024, 'x'))).status, 200U);
    std::string const head = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
    EXPECT_EQ(engine.ask(head + std::string(32 * 1024 - head.size() - 4, 'x') + "\r\n\r\n").status, 200U);
    EXPECT_EQ(engine.ask(head + std::string(32 * 1024 - head.size() - 3, 'x') + "\r\n\r\n").status, 431U);
}

TEST_F(RefusedClients, one_that_keeps_sending_its_too_large_body_still_reads_the_413) {
    start();
    auto client = engine.connect();
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 8000000\r\n\r\n");
    client.send(std::string(8'000'000, 'x'));  // far more than the sockets buffer: the server has to take it
    EXPECT_EQ(client.read_response().status, 413U);
    client.half_close();
    EXPECT_EQ(client.read_to_end(), "");
}

TEST_F(RefusedClients, answers_before_a_refusal_are_delivered_and_nothing_after_it_is_handled) {
    start();
    auto client = engine.connect();
    client.send(get("/1") + "nonsense\r\n\r\n" + get("/2"));
    EXPECT_EQ(client.read_response().body, "GET /1 ? body=");
    EXPECT_EQ(client.read_response().status, 400U);
    client.half_close();
    EXPECT_EQ(client.read_to_end(), "");
    EXPECT_EQ(engine.handler.handled, 1);
}

TEST_F(RefusedClients, what_a_handler_throws_is_reported_and_answered_500) {
    engine.handler.script = [](Request const& request, Answer& answer, IoThread& io) -> std::optional<Awaitable<void>> {
        answer.body = "half an answer";
        if (request.path == "/at-once") throw std::runtime_error("fault");
        return [](IoThread& thread) -> Awaitable<void> {
            co_await boost::asio::post(thread.executor(), use_awaitable);
            throw std::runtime_error("late fault");
        }(io);
    };
    start();
    EXPECT_EQ(engine.ask(get("/at-once")).body, "refused 500");
    EXPECT_EQ(engine.ask(get("/later")).body, "refused 500");
    EXPECT_EQ(engine.handler.failures, 2);
}

}  // namespace
}  // namespace onsale::http::tests
