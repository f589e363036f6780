// Clients that mean harm or are broken. After each the server must still serve the next one, and hold nothing of it.
#include <random>
#include <thread>

#include "http/engine.h"

namespace onsale::http::tests {
namespace {

class HostileClients : public EngineTest {
  protected:
    void TearDown() override {
        EXPECT_EQ(engine.ask(get("/still-there", "Connection: close\r\n")).body, "GET /still-there ? body=");
        engine.server->stop(std::chrono::seconds(10));
        EXPECT_EQ(engine.server->connections(), 0U);
    }
};

TEST_F(HostileClients, random_bytes_are_refused) {
    engine.options.limits = impatient_limits();
    start();
    std::mt19937 random(42);  // NOLINT: the same every time
    for (int i = 0; i < 300; ++i) {
        std::string bytes(random() % 2'000, '\0');
        for (auto& byte : bytes) byte = static_cast<char>(random());
        auto client = engine.connect();
        client.try_send(bytes);
        client.half_close();
        try {
            client.read_to_end();
        } catch (std::system_error const&) {  // reset: as good an end
        }
    }
    EXPECT_EQ(engine.handler.handled, 0);
}

// Valid requests with a few bytes changed come much deeper into the parser than noise does.
TEST_F(HostileClients, mutated_requests_are_answered_or_refused) {
    engine.options.limits = impatient_limits();
    start();
    std::mt19937 random(7);  // NOLINT: the same every time
    auto const valid = post("/p?x=1", "hello", "Authorization: a\r\n") +
                       "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: "
                       "chunked\r\n\r\n5;x=y\r\nhello\r\n3\r\nabc\r\n0\r\nT: t\r\n\r\n" +
                       get("http://host/a?b", "Connection: keep-alive\r\nExpect: 100-continue\r\n");
    for (int i = 0; i < 1'000; ++i) {
        auto bytes = valid;
        for (auto changes = 1 + random() % 4; changes > 0; --changes) {
            auto const at = random() % bytes.size();
            switch (random() % 3) {
                case 0:
                    bytes[at] = static_cast<char>(random());
                    break;
                case 1:
                    bytes.erase(at, 1 + random() % 8);
                    break;
                default:
                    bytes.insert(at, bytes.substr(random() % bytes.size(), random() % 16));
            }
        }
        auto client = engine.connect();
        auto const half = random() % bytes.size();
        client.try_send(std::string_view(bytes).substr(0, half));
        client.try_send(std::string_view(bytes).substr(half));
        client.half_close();
        try {
            client.read_to_end();
        } catch (std::system_error const&) {
        }
    }
}

TEST_F(HostileClients, endless_header_lines_are_cut_off) {
    start();
    auto client = engine.connect();
    client.send("GET / HTTP/1.1\r\n");
    int lines = 0;
    while (lines < 10'000 && client.try_send("X-Line: and another one of them\r\n")) ++lines;
    EXPECT_EQ(client.read_response().status, 431U);
}

TEST_F(HostileClients, an_endless_chunked_body_is_cut_off) {
    start();
    auto client = engine.connect();
    client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    std::string const chunk = "400\r\n" + std::string(0x400, 'x') + "\r\n";
    for (int i = 0; i < 1'000; ++i) client.try_send(chunk);
    EXPECT_EQ(client.read_response().status, 413U);
}

TEST_F(HostileClients, one_that_aborts_in_the_middle_of_its_body_is_forgotten) {
    start();
    for (int i = 0; i < 50; ++i) {
        auto client = engine.connect();
        client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 60000\r\n\r\n" + std::string(30'000, 'x'));
        if (i % 2 == 0) client.reset();
    }
    while (engine.server->connections() > 0) std::this_thread::yield();
    EXPECT_EQ(engine.handler.handled, 0);
}

TEST_F(HostileClients, one_that_aborts_in_the_middle_of_a_large_answer_is_forgotten) {
    auto const large = std::make_shared<std::string const>(10'000'000, 'x');
    engine.handler.script = [large](Request const& request, Answer& answer, IoThread&) {
        if (request.path == "/large")
            answer.shared = std::make_shared<SharedBody const>(std::vector<BodyPiece>{large, large});
        else
            answer.body = describe(request);
        return std::optional<Awaitable<void>>();
    };
    start();
    for (int i = 0; i < 20; ++i) {
        auto client = engine.connect();
        client.send(get("/large"));
        client.read_exactly(100'000);
        if (i % 2 == 0) client.reset();
    }
    while (engine.server->connections() > 0) std::this_thread::yield();
    EXPECT_EQ(large.use_count(), 2);  // ours and the script's
}

TEST_F(HostileClients, one_that_leaves_while_its_handler_waits_is_forgotten) {
    engine.handler.script = [](Request const& request, Answer& answer, IoThread& io) -> std::optional<Awaitable<void>> {
        answer.body = describe(request);
        return [](IoThread& thread) -> Awaitable<void> {
            for (int i = 0; i < 100; ++i) co_await boost::asio::post(thread.executor(), use_awaitable);
        }(io);
    };
    start();
    for (int i = 0; i < 100; ++i) {
        auto client = engine.connect();
        client.send(get("/a") + get("/b"));
        client.reset();
    }
}

TEST_F(HostileClients, one_that_only_pipelines_and_never_reads_is_held_back) {
    engine.options.limits = impatient_limits();
    start();
    Client client(engine.server->port(), 4096);
    auto const request = get("/" + std::string(1'000, 'x'));
    while (client.try_send(request)) {
    }  // until the server, whose answers nobody takes, gives up on it
    while (engine.server->connections() > 0) std::this_thread::yield();
}

}  // namespace
}  // namespace onsale::http::tests
