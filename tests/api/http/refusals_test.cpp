// What the engine refuses by itself, with which status; each refusal closes the connection after the client has it.
#include <ostream>

#include "api/http/engine.h"

namespace onsale::http::tests {
namespace {

struct Refusal {
    char const* name;
    std::string request;
    unsigned status;
};

void PrintTo(Refusal const& refusal, std::ostream* to) { *to << refusal.name; }

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

using namespace std::string_literals;
std::string const start_of_post = "POST / HTTP/1.1\r\nHost: a\r\n";
std::string const chunked = start_of_post + "Transfer-Encoding: chunked\r\n\r\n";

INSTANTIATE_TEST_SUITE_P(
    Each, Refusals,
    testing::Values(
        Refusal{"no_host", "GET / HTTP/1.1\r\n\r\n", 400},
        Refusal{"two_hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
        Refusal{"two_authorizations", "GET / HTTP/1.1\r\nHost: a\r\nAuthorization: a\r\nAuthorization: b\r\n\r\n", 400},
        Refusal{"two_idempotency_keys", "GET / HTTP/1.1\r\nHost: a\r\nIdempotency-Key: a\r\nIdempotency-Key: a\r\n\r\n",
                400},
        Refusal{"no_request_line", "nonsense\r\n\r\n", 400},
        Refusal{"no_target", "GET  HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        Refusal{"nul_in_target", "GET /a\0b HTTP/1.1\r\nHost: a\r\n\r\n"s, 400},
        Refusal{"control_in_target",
                "GET /a\x01"
                "b HTTP/1.1\r\nHost: a\r\n\r\n",
                400},
        Refusal{"delete_in_target", "GET /a\x7f HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        Refusal{"nul_in_value", "GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n"s, 400},
        Refusal{"bare_cr_in_value", "GET / HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n", 400},
        Refusal{"bare_lf_lines", "GET / HTTP/1.1\nHost: a\n\n", 400},
        Refusal{"space_before_colon", "GET / HTTP/1.1\r\nHost : a\r\n\r\n", 400},
        Refusal{"nameless_field", "GET / HTTP/1.1\r\nHost: a\r\n: b\r\n\r\n", 400},
        Refusal{"folded_value", "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n b\r\n\r\n", 400},
        Refusal{"folded_empty_value", "GET / HTTP/1.1\r\nHost: a\r\nAuthorization:\r\n b\r\n\r\n", 400},
        Refusal{"folded_to_nothing", "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n \r\n\r\n", 400},
        Refusal{"http_2_0", "GET / HTTP/2.0\r\nHost: a\r\n\r\n", 505},
        Refusal{"http_1_2", "GET / HTTP/1.2\r\nHost: a\r\n\r\n", 505},
        Refusal{"http_2_preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505},
        Refusal{"no_version", "GET / HTTX/1.1\r\nHost: a\r\n\r\n", 400},
        Refusal{"another_expectation", start_of_post + "Expect: miracles\r\nContent-Length: 1\r\n\r\nx", 417},
        Refusal{"length_and_chunks", start_of_post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                400},
        Refusal{"chunks_and_length", start_of_post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
                400},
        Refusal{"differing_lengths", start_of_post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", 400},
        Refusal{"listed_differing_lengths", start_of_post + "Content-Length: 5, 6\r\n\r\nhello", 400},
        Refusal{"negative_length", start_of_post + "Content-Length: -1\r\n\r\n", 400},
        Refusal{"signed_length", start_of_post + "Content-Length: +1\r\n\r\nx", 400},
        Refusal{"hex_length", start_of_post + "Content-Length: 0x1\r\n\r\nx", 400},
        Refusal{"overflowing_length", start_of_post + "Content-Length: 99999999999999999999\r\n\r\n", 400},
        Refusal{"huge_length", start_of_post + "Content-Length: 18446744073709551615\r\n\r\n", 413},
        Refusal{"gzip_then_chunks", start_of_post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", 400},
        Refusal{"unknown_coding", start_of_post + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n", 400},
        Refusal{"identity_coding", start_of_post + "Transfer-Encoding: identity\r\n\r\n", 400},
        Refusal{"chunks_twice",
                start_of_post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        Refusal{"chunks_in_1_0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400},
        Refusal{"bad_chunk_size", chunked + "g\r\n\r\n", 400},
        Refusal{"negative_chunk_size", chunked + "-1\r\n\r\n", 400},
        Refusal{"chunk_longer_than_said", chunked + "1\r\nab\r\n0\r\n\r\n", 400},
        Refusal{"overflowing_chunk_size", chunked + "ffffffffffffffffff\r\n", 400},
        Refusal{"huge_chunk_size", chunked + "ffffffffffffffff\r\n", 413},
        Refusal{"body_one_too_large", start_of_post + "Content-Length: 65537\r\n\r\n", 413},
        Refusal{"chunks_one_too_large", chunked + "8000\r\n" + std::string(0x8000, 'x') + "\r\n8001\r\n", 413},
        Refusal{"header_too_large", "GET / HTTP/1.1\r\nHost: a\r\nX: " + std::string(33'000, 'x') + "\r\n\r\n", 431},
        Refusal{"many_small_fields",
                [] {
                    std::string request = "GET / HTTP/1.1\r\nHost: a\r\n";
                    while (request.size() < 34'000) request += "X-" + std::to_string(request.size()) + ": y\r\n";
                    return request + "\r\n";
                }(),
                431},
        Refusal{"target_too_large", "GET /" + std::string(33'000, 'x') + " HTTP/1.1\r\nHost: a\r\n\r\n", 431},
        Refusal{
            "target_and_fields_together",
            "GET /" + std::string(20'000, 'x') + " HTTP/1.1\r\nHost: a\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n",
            431},
        Refusal{"endless_chunk_extension", chunked + "1;" + std::string(20'000, 'x'), 400},
        Refusal{"endless_trailers", chunked + "0\r\nX: " + std::string(20'000, 'x'), 400}),
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
