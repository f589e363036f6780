// Bodies beyond the usual bound: taken in where the handler wants one, and not too many at once.
#include "http/engine.h"

namespace onsale::http::tests {
namespace {

constexpr std::size_t large_size = 300'000;

class LargeBodies : public EngineTest {
  protected:
    LargeBodies() {
        engine.handler.takes_large = [](Request const& head) { return head.path == "/plan"; };
    }
    static std::string head_of(std::string_view path, std::size_t length) {
        return "POST " + std::string(path) + " HTTP/1.1\r\nHost: a\r\nContent-Length: " + std::to_string(length) +
               "\r\n\r\n";
    }
};

TEST_F(LargeBodies, one_is_handed_over_whole_and_what_follows_is_answered) {
    start();
    auto client = engine.connect();
    auto const answer = client.ask(post("/plan", std::string(large_size, 'x')) + get("/next"));
    EXPECT_EQ(answer.status, 200U);
    EXPECT_EQ(answer.body.size(), std::string_view("POST /plan ? body=").size() + large_size);
    EXPECT_EQ(client.read_response().body, "GET /next ? body=");
}

TEST_F(LargeBodies, one_that_the_handler_does_not_want_is_refused_before_it_came) {
    start();
    EXPECT_EQ(engine.ask(head_of("/other", large_size)).status, 413U);
    EXPECT_EQ(engine.handler.handled, 0);
}

TEST_F(LargeBodies, there_is_a_bound_for_them_too) {
    start();
    EXPECT_EQ(engine.ask(head_of("/plan", engine.options.limits.large_body_bytes + 1)).status, 413U);
}

TEST_F(LargeBodies, without_a_length_beforehand_the_usual_bound_holds) {
    start();
    EXPECT_EQ(engine.ask("POST /plan HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n20000\r\n").status, 413U);
}

TEST_F(LargeBodies, only_so_many_are_taken_in_at_once_and_an_ended_one_makes_room) {
    engine.options.limits.large_bodies = 1;
    start();
    auto first = engine.connect();
    first.send(head_of("/plan", large_size) + std::string(100'000, 'x'));
    for (;;) {  // until the first one is under way
        auto const second = engine.ask(head_of("/plan", large_size) + std::string(large_size, 'x'));
        if (second.status == 200) continue;
        EXPECT_EQ(second.status, 503U);
        EXPECT_EQ(second.fields.at("retry-after"), "1");
        break;
    }
    first.send(std::string(large_size - 100'000, 'x'));
    EXPECT_EQ(first.read_response().status, 200U);
    EXPECT_EQ(engine.ask(post("/plan", std::string(large_size, 'x'))).status, 200U);
}

TEST_F(LargeBodies, a_client_that_goes_away_in_the_middle_makes_room) {
    engine.options.limits.large_bodies = 1;
    start();
    for (int i = 0; i < 3; ++i) engine.connect().send(head_of("/plan", large_size) + std::string(100'000, 'x'));
    unsigned status = 503;
    for (int i = 0; i < 1000 && status == 503; ++i) {
        status = engine.ask(post("/plan", std::string(large_size, 'x'))).status;
    }
    EXPECT_EQ(status, 200U);
}

}  // namespace
}  // namespace onsale::http::tests
