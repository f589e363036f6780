// What a handler is told of well-formed requests.
#include <thread>

#include "http/engine.h"

namespace onsale::http::tests {
namespace {

class Requests : public EngineTest {
  protected:
    std::string told(std::string_view request) { return engine.ask(request).body; }
};

TEST_F(Requests, a_target_is_split_into_path_and_query) {
    start();
    EXPECT_EQ(told(get("/seats?status=available&x=%20")), "GET /seats ?status=available&x=%20 body=");
    EXPECT_EQ(told(get("/?")), "GET / ? body=");
    EXPECT_EQ(told(get("/a?b?c")), "GET /a ?b?c body=");
}

TEST_F(Requests, an_absolute_target_loses_scheme_and_authority) {
    start();
    EXPECT_EQ(told(get("http://fans.example:80/seats?x=1")), "GET /seats ?x=1 body=");
    EXPECT_EQ(told(get("http://fans.example")), "GET / ? body=");
    EXPECT_EQ(told(get("http://fans.example?x=1")), "GET / ?x=1 body=");
    EXPECT_EQ(told(get("/to?u=http://other/path")), "GET /to ?u=http://other/path body=");
}

TEST_F(Requests, methods_that_we_do_not_name_are_handed_on_as_other) {
    engine.handler.script = [](Request const& request, Answer& answer, IoThread&) {
        answer.body = request.method == Method::other ? "other " : "named ";
        answer.body += request.target;
        return std::optional<Awaitable<void>>();
    };
    start();
    EXPECT_EQ(told("CONNECT host:443 HTTP/1.1\r\nHost: host:443\r\n\r\n"), "other host:443");
    EXPECT_EQ(told("BREW /pot HTTP/1.1\r\nHost: a\r\n\r\n"), "other /pot");
    EXPECT_EQ(told("PROPFIND /pot HTTP/1.1\r\nHost: a\r\n\r\n"), "other /pot");
    EXPECT_EQ(told("OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n"), "named *");
}

TEST_F(Requests, fields_are_found_whatever_their_case) {
    engine.handler.script = [](Request const& request, Answer& answer, IoThread&) {
        for (auto const part : {request.host, request.authorization, request.content_type, request.if_none_match,
                                request.accept_encoding, request.idempotency_key.value_or("absent")}) {
            answer.body.append(part).append("|");
        }
        answer.body += request.field("x-other").value_or("absent");
        answer.body += request.field("X-Empty").has_value() ? "|present" : "|absent";
        answer.body += request.field("X-Missing").has_value() ? "|present" : "|absent";
        return std::optional<Awaitable<void>>();
    };
    start();
    EXPECT_EQ(
        told("GET / HTTP/1.1\r\nhOST: h\r\nauthorization: Bearer t\r\nCONTENT-TYPE:  text/plain \r\n"
             "If-None-Match: \"e\"\r\nAccept-Encoding: gzip\r\nidempotency-key: k\r\nX-OTHER: o\r\nx-empty:\r\n\r\n"),
        "h|Bearer t|text/plain|\"e\"|gzip|k|o|present|absent");
}

TEST_F(Requests, a_body_of_known_length_arrives_whole) {
    start();
    EXPECT_EQ(told(post("/p", R"({"amount":5})")), R"(POST /p ? body={"amount":5})");
    EXPECT_EQ(told(post("/p", "")), "POST /p ? body=");
    std::string const large(60'000, 'x');
    EXPECT_EQ(told(post("/p", large)), "POST /p ? body=" + large);
    EXPECT_EQ(told(post("/p", "서울")), "POST /p ? body=서울");
}

TEST_F(Requests, chunks_are_joined_and_their_extensions_and_trailers_dropped) {
    start();
    auto client = engine.connect();
    auto const chunked =
        "POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
        "5;name=value\r\nhello\r\n1\r\n \r\nA\r\nwide world\r\n0\r\nAuthorization: late\r\n\r\n";
    EXPECT_EQ(client.ask(chunked).body, "POST /c ? body=hello wide world");
    EXPECT_EQ(client.ask(get("/next")).body, "GET /next ? body=");
}

TEST_F(Requests, a_trailer_never_stands_in_for_a_field) {
    engine.handler.script = [](Request const& request, Answer& answer, IoThread&) {
        answer.body = std::string(request.authorization) + (request.field("Authorization") ? "|present" : "|absent");
        return std::optional<Awaitable<void>>();
    };
    start();
    EXPECT_EQ(told("POST /c HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nAuthorization: late\r\n\r\n"),
              "|absent");
}

TEST_F(Requests, a_large_body_of_one_byte_chunks_fits) {
    start();
    std::string chunks;
    for (int i = 0; i < 60'000; ++i) chunks += "1\r\nz\r\n";
    auto const told_body =
        told("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks + "0\r\n\r\n");
    EXPECT_EQ(told_body, "POST / ? body=" + std::string(60'000, 'z'));
}

TEST_F(Requests, a_client_that_waits_for_100_continue_gets_it_before_its_body) {
    start();
    auto client = engine.connect();
    client.send("POST /e HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nExpect: 100-Continue\r\n\r\n");
    EXPECT_EQ(client.read_response(true).status, 100U);
    EXPECT_EQ(client.ask("body").body, "POST /e ? body=body");
    EXPECT_EQ(client.ask(get("/n")).body, "GET /n ? body=");
}

TEST_F(Requests, pipelined_requests_are_answered_in_order) {
    start();
    auto client = engine.connect();
    std::string many;
    for (int i = 0; i < 5'000; ++i) {
        many += i % 3 == 0 ? post("/p" + std::to_string(i), "body" + std::to_string(i)) : get("/g" + std::to_string(i));
    }
    std::jthread const sender([&] { client.send(many); });
    for (int i = 0; i < 5'000; ++i) {
        auto const number = std::to_string(i);
        ASSERT_EQ(client.read_response().body,
                  i % 3 == 0 ? "POST /p" + number + " ? body=body" + number : "GET /g" + number + " ? body=");
    }
}

TEST_F(Requests, a_request_may_come_byte_by_byte) {
    start();
    auto client = engine.connect();
    auto const request = "\r\n" + post("/slow?q=1", "the body", "Authorization: me\r\n");
    for (char const byte : request) client.send({&byte, 1});
    EXPECT_EQ(client.read_response().body, "POST /slow ?q=1 body=the body");
}

TEST_F(Requests, empty_lines_between_requests_are_skipped) {
    start();
    auto client = engine.connect();
    EXPECT_EQ(client.ask(get("/a")).body, "GET /a ? body=");
    EXPECT_EQ(client.ask("\r\n" + get("/b")).body, "GET /b ? body=");
}

TEST_F(Requests, connections_are_kept_as_the_version_and_the_client_say) {
    start();
    auto persistent = engine.connect();
    EXPECT_EQ(persistent.ask(get("/")).fields.count("connection"), 0U);
    EXPECT_EQ(persistent.ask(get("/", "Connection: close\r\n")).fields["connection"], "close");
    EXPECT_TRUE(persistent.closed_by_server());

    auto old = engine.connect();
    EXPECT_EQ(old.ask("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").fields["connection"], "keep-alive");
    EXPECT_EQ(old.ask("GET / HTTP/1.0\r\n\r\n").fields["connection"], "close");
    EXPECT_TRUE(old.closed_by_server());
}

TEST_F(Requests, a_client_that_half_closes_still_gets_its_answers) {
    start();
    auto client = engine.connect();
    client.send(get("/1") + get("/2"));
    client.half_close();
    EXPECT_EQ(client.read_response().body, "GET /1 ? body=");
    EXPECT_EQ(client.read_response().body, "GET /2 ? body=");
    EXPECT_TRUE(client.closed_by_server());
}

}  // namespace
}  // namespace onsale::http::tests
