// What arrives of what a handler answers.
#include <stdexcept>

#include "http/engine.h"

namespace onsale::http::tests {
namespace {

class Answers : public EngineTest {
  protected:
    void answer_with(std::function<void(Request const&, Answer&)> fill) {
        engine.handler.script = [fill](Request const& request, Answer& answer, IoThread&) {
            fill(request, answer);
            return std::optional<Awaitable<void>>();
        };
        start();
    }
};

TEST_F(Answers, an_answer_carries_status_type_length_and_lines) {
    answer_with([](Request const&, Answer& answer) {
        answer.status = 402;
        answer.content_type = "application/problem+json";
        answer.body = "{}";
        answer.header("Retry-After", "3");
        answer.header("ETag", "\"v1\"");
    });
    EXPECT_EQ(engine.ask(get("/")).head,
              "HTTP/1.1 402 Payment Required\r\nContent-Type: application/problem+json\r\nContent-Length: 2\r\n"
              "Retry-After: 3\r\nETag: \"v1\"\r\n\r\n");
}

TEST_F(Answers, nothing_of_one_answer_remains_in_the_next) {
    answer_with([](Request const& request, Answer& answer) {
        if (request.path != "/1") return;
        answer.status = 201;
        answer.content_type = "text/plain";
        answer.body = "body";
        answer.static_body = "static";
        answer.shared =
            std::make_shared<SharedBody const>(std::vector<BodyPiece>{std::make_shared<std::string const>("chunk")});
        answer.header("X", "y");
    });
    auto client = engine.connect();
    EXPECT_EQ(client.ask(get("/1")).body, "bodystaticchunk");
    EXPECT_EQ(client.ask(get("/2")).head, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
}

TEST_F(Answers, head_gets_the_length_without_the_body) {
    answer_with([](Request const& request, Answer& answer) { answer.body = request.head ? "as to GET" : "next"; });
    auto client = engine.connect();
    client.send("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(client.read_response(true).fields.at("content-length"), "9");
    EXPECT_EQ(client.ask(get("/")).body, "next");
}

TEST_F(Answers, a_304_and_a_204_have_neither_body_nor_length) {
    answer_with([](Request const& request, Answer& answer) {
        answer.status = request.path == "/304" ? 304 : 204;
        answer.body = "must not be sent";
    });
    auto client = engine.connect();
    EXPECT_EQ(client.ask(get("/304")).head, "HTTP/1.1 304 Not Modified\r\n\r\n");
    EXPECT_EQ(client.ask(get("/204")).head, "HTTP/1.1 204 No Content\r\n\r\n");
}

TEST_F(Answers, a_header_value_cannot_break_out_of_its_line) {
    Answer answer;
    EXPECT_THROW(answer.header("Location", "/\r\nSet-Cookie: a=b"), std::invalid_argument);
    EXPECT_THROW(answer.header("Location", "/\nX: y"), std::invalid_argument);
    EXPECT_THROW(answer.header("Location", std::string_view("/\0", 2)), std::invalid_argument);
    EXPECT_THROW(answer.header("X: y\r\nZ", "v"), std::invalid_argument);
    EXPECT_THROW(answer.header("", "v"), std::invalid_argument);
    answer.header("X", "서울\tok");
    EXPECT_EQ(answer.header_lines(), "X: 서울\tok\r\n");
}

TEST_F(Answers, large_bodies_of_every_kind_arrive_whole) {
    static std::string const page(300'000, 's');
    answer_with([](Request const& request, Answer& answer) {
        if (request.path == "/static")
            answer.static_body = page;
        else
            answer.body.assign(300'000, 'b');
    });
    auto client = engine.connect();
    EXPECT_EQ(client.ask(get("/static")).body, page);
    EXPECT_EQ(client.ask(get("/body")).body, std::string(300'000, 'b'));
    client.send(get("/static") + get("/body") + get("/static"));
    EXPECT_EQ(client.read_response().body, page);
    EXPECT_EQ(client.read_response().body, std::string(300'000, 'b'));
    EXPECT_EQ(client.read_response().body, page);
}

// More pieces than one system call takes, more bytes than the sockets buffer.
TEST_F(Answers, ten_megabytes_in_hundreds_of_shared_chunks_arrive_whole_and_are_let_go) {
    std::vector<std::shared_ptr<std::string const>> chunks;
    std::string whole;
    for (int i = 0; i < 350; ++i) {
        chunks.push_back(std::make_shared<std::string const>(i == 7 ? 0 : 30'000, static_cast<char>('a' + i % 26)));
        whole += *chunks.back();
    }
    answer_with([&](Request const&, Answer& answer) {
        answer.body = "[";
        answer.shared = std::make_shared<SharedBody const>(std::vector<BodyPiece>(chunks.begin(), chunks.end()));
    });
    Client client(engine.server->port(), 4096);
    EXPECT_TRUE(client.ask(get("/")).body == "[" + whole);
    EXPECT_TRUE(client.ask(get("/")).body == "[" + whole);
    client.send("HEAD / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(client.read_response(true).fields.at("content-length"), std::to_string(whole.size() + 1));
    EXPECT_TRUE(client.closed_by_server());
    engine.server->stop(std::chrono::seconds(10));
    for (auto const& chunk : chunks) EXPECT_EQ(chunk.use_count(), 1);
}

// After some sendings it goes out of a file: to a slow client, between pipelined answers, and to HEAD, too.
TEST_F(Answers, a_shared_body_is_the_same_however_often_it_is_sent) {
    std::vector<BodyPiece> pieces;
    std::string whole;
    for (int i = 0; i < 90; ++i) {
        pieces.emplace_back(std::make_shared<std::string const>(10'000, static_cast<char>('a' + i % 26)));
        whole += pieces.back().text();
    }
    auto const body = std::make_shared<SharedBody const>(pieces);
    answer_with([&](Request const& request, Answer& answer) {
        if (request.path == "/shared") answer.shared = body;
        answer.body = "<";
    });
    Client slow(engine.server->port(), 4096);
    for (int i = 0; i < 5; ++i) EXPECT_TRUE(slow.ask(get("/shared")).body == "<" + whole) << i;
    ASSERT_GE(body->file(), 0) << "it has been sent often enough";
    auto client = engine.connect();
    client.send(get("/small") + get("/shared") + get("/shared") + get("/small"));
    for (auto const& expected : {std::string("<"), "<" + whole, "<" + whole, std::string("<")}) {
        EXPECT_TRUE(client.read_response().body == expected);
    }
    client.send("HEAD /shared HTTP/1.1\r\nHost: a\r\n\r\n");
    EXPECT_EQ(client.read_response(true).fields.at("content-length"), std::to_string(whole.size() + 1));
    EXPECT_EQ(client.ask(get("/small")).body, "<");
}

TEST_F(Answers, a_client_that_goes_while_a_file_is_sent_harms_nobody) {
    auto const body =
        std::make_shared<SharedBody const>(std::vector<BodyPiece>{std::make_shared<std::string const>(1'000'000, 'x')});
    answer_with([&](Request const&, Answer& answer) { answer.shared = body; });
    for (int i = 0; i < 4; ++i) EXPECT_EQ(engine.ask(get("/")).body.size(), 1'000'000U);
    for (int i = 0; i < 20; ++i) {
        Client leaving(engine.server->port(), 4096);
        leaving.send(get("/"));
        leaving.read_exactly(100);
        leaving.reset();
    }
    EXPECT_EQ(engine.ask(get("/")).body.size(), 1'000'000U);
}

TEST_F(Answers, a_handler_may_end_the_connection) {
    answer_with([](Request const&, Answer& answer) { answer.close = true; });
    auto client = engine.connect();
    EXPECT_EQ(client.ask(get("/")).fields.at("connection"), "close");
    EXPECT_TRUE(client.closed_by_server());
}

}  // namespace
}  // namespace onsale::http::tests
