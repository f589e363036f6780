// Requests that are, byte for byte, the one before on their connection.
#include <stdexcept>
#include <thread>

#include "http/engine.h"

namespace onsale::http::tests {
namespace {

class Repeats : public EngineTest {
  protected:
    // The handler says "read N", and leaves a repeat that says "again N" and behaves as told.
    enum class Behaviour { answers, declines, throws };

    class Again final : public Repeat {
      public:
        explicit Again(Repeats& test) : test_(test) {}
        bool answer(Answer& answer) override {
            answer.body = "again " + std::to_string(++test_.repeated);
            if (test_.behaviour == Behaviour::throws) throw std::runtime_error("no");
            return test_.behaviour == Behaviour::answers;
        }

      private:
        Repeats& test_;
    };

    Repeats() {
        engine.handler.script = [this](Request const&, Answer& answer, IoThread&) {
            answer.body = "read " + std::to_string(engine.handler.handled);
            answer.repeat = std::make_unique<Again>(*this);
            return std::optional<Awaitable<void>>();
        };
        start();
    }

    std::atomic<Behaviour> behaviour = Behaviour::answers;
    std::atomic<int> repeated = 0;
};

TEST_F(Repeats, the_same_bytes_again_are_not_read_again) {
    auto client = engine.connect();
    EXPECT_EQ(client.ask(get("/a")).body, "read 1");
    EXPECT_EQ(client.ask(get("/a")).body, "again 1");
    EXPECT_EQ(client.ask(get("/a")).body, "again 2");
}

TEST_F(Repeats, other_bytes_are_read_and_what_was_asked_last_is_what_counts) {
    auto client = engine.connect();
    EXPECT_EQ(client.ask(get("/a")).body, "read 1");
    EXPECT_EQ(client.ask(get("/b")).body, "read 2");
    EXPECT_EQ(client.ask(get("/a")).body, "read 3");
    EXPECT_EQ(client.ask(get("/a", "X: y\r\n")).body, "read 4");
    EXPECT_EQ(client.ask(get("/a", "X: y\r\n")).body, "again 1");
}

TEST_F(Repeats, another_connection_starts_anew) {
    EXPECT_EQ(engine.ask(get("/a")).body, "read 1");
    EXPECT_EQ(engine.ask(get("/a")).body, "read 2");
}

TEST_F(Repeats, a_repeat_that_declines_or_throws_leaves_the_request_to_the_handler) {
    auto client = engine.connect();
    EXPECT_EQ(client.ask(get("/a")).body, "read 1");
    for (auto const other : {Behaviour::declines, Behaviour::throws}) {
        behaviour = other;
        auto const before = engine.handler.handled.load();
        EXPECT_EQ(client.ask(get("/a")).body, "read " + std::to_string(before + 1));
    }
    EXPECT_EQ(engine.handler.failures, 0);
    behaviour = Behaviour::answers;
    EXPECT_EQ(client.ask(get("/a")).body, "again 3");
}

TEST_F(Repeats, pipelined_requests_keep_their_order) {
    auto client = engine.connect();
    client.send(get("/a") + get("/a") + get("/b") + get("/b") + get("/a"));
    for (auto const* expected : {"read 1", "again 1", "read 2", "again 2", "read 3"}) {
        EXPECT_EQ(client.read_response().body, expected);
    }
}

TEST_F(Repeats, a_request_that_comes_in_pieces_is_read_as_always) {
    auto client = engine.connect();
    EXPECT_EQ(client.ask(get("/a")).body, "read 1");
    auto const bytes = get("/a");
    for (std::size_t cut = 1; cut < bytes.size(); cut += 7) {
        auto const before = engine.handler.handled.load();
        client.send(std::string_view(bytes).substr(0, cut));
        std::this_thread::sleep_for(std::chrono::milliseconds(5));  // or the pieces may arrive as one
        client.send(std::string_view(bytes).substr(cut));
        auto const body = client.read_response().body;
        EXPECT_TRUE(body == "read " + std::to_string(before + 1) || body.starts_with("again ")) << body;
    }
}

// A request that was answered without the parser must not leave the parser in the middle of something.
TEST_F(Repeats, empty_lines_before_a_request_confuse_nobody_on_any_connection) {
    auto client = engine.connect();
    client.send("\r\n" + get("/a"));
    EXPECT_EQ(client.read_response().body, "read 1");
    client.send("\r\n");
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    client.send(get("/a"));
    EXPECT_EQ(client.read_response().body, "read 2");
    EXPECT_EQ(engine.ask(get("/b")).status, 200);
    client.send("\r\n" + get("/a") + get("/a") + get("/a"));
    for (int i = 0; i < 3; ++i) EXPECT_EQ(client.read_response().status, 200);
    client.send("\r\n");
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    client.send(get("/a") + get("/c"));
    for (int i = 0; i < 2; ++i) EXPECT_EQ(client.read_response().status, 200);
    EXPECT_EQ(engine.ask(get("/b")).status, 200);
}

TEST_F(Repeats, requests_with_bodies_and_very_long_ones_are_not_remembered) {
    auto client = engine.connect();
    auto const chunked = get("/a", "Transfer-Encoding: chunked\r\n") + "1\r\nx\r\n0\r\n\r\n";
    auto const empty_chunks = get("/a", "Transfer-Encoding: chunked\r\n") + "0\r\n\r\n";
    auto const body = get("/a", "Content-Length: 1\r\n") + "x";
    auto const large = get("/a", "X: " + std::string(5'000, 'x') + "\r\n");
    for (auto const& request : {chunked, empty_chunks, body, large}) {
        for (int i = 0; i < 2; ++i) EXPECT_TRUE(client.ask(request).body.starts_with("read "));
    }
    EXPECT_EQ(repeated, 0);
}

TEST_F(Repeats, what_ends_the_connection_or_wants_no_body_is_not_remembered) {
    auto client = engine.connect();
    client.send("HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n");
    client.read_response(true);
    client.send("HEAD /a HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(client.read_response(true).body, "");
    auto const old = "GET /a HTTP/1.0\r\nConnection: keep-alive\r\n\r\n";
    EXPECT_EQ(client.ask(old).body, "read 3");
    EXPECT_EQ(client.ask(old).body, "read 4");
    EXPECT_EQ(client.ask(get("/a", "Connection: close\r\n")).body, "read 5");
    EXPECT_TRUE(client.closed_by_server());
    EXPECT_EQ(repeated, 0);
}

}  // namespace
}  // namespace onsale::http::tests
