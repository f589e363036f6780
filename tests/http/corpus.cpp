#include "http/corpus.h"

#include <initializer_list>
#include <string_view>

#include "http/client.h"

namespace onsale::http::tests {

namespace {

using namespace std::string_literals;
std::string const start_of_post = "POST / HTTP/1.1\r\nHost: a\r\n";
std::string const chunked = start_of_post + "Transfer-Encoding: chunked\r\n\r\n";

void add_chunked_bodies(std::vector<std::string>& requests) {
    for (std::string_view const data :
         {"", "1\r\nx\r\n", "5\r\nhello\r\n", "005\r\nhello\r\n", "5;a=b\r\nhello\r\n", "5;a=\"b;c\"\r\nhello\r\n",
          "A\r\n0\r\n\r\n0\r\n\r\n\r\n", "1\r\na\r\n1\r\nb\r\n1\r\nc\r\n", "5 \r\nhello\r\n", "5\nhello\r\n",
          "5\r\nhello\n", "5\rhello\r\n", "6\r\nhello\r\n", "0x5\r\nhello\r\n"}) {
        for (std::string_view const end :
             {"0\r\n\r\n", "00\r\n\r\n", "0000000000000000000\r\n\r\n", "0;x\r\n\r\n", "0;x=\"y\"\r\n\r\n",
              "0\r\nT: t\r\n\r\n", "0\r\nT: t\r\nHost: b\r\nContent-Length: 9\r\n\r\n", "0\r\nT:\r\n\r\n", "0 \r\n\r\n",
              "0\n\n", "0\r\n\n", "0\r\r\n\r\n", "0\r\n: t\r\n\r\n", "0\r\nT: t\r\n u\r\n\r\n", "g\r\n\r\n",
              "-1\r\n\r\n"}) {
            requests.push_back(chunked + std::string(data) + std::string(end));
        }
    }
}

void add_fields(std::vector<std::string>& requests) {
    for (std::string_view const field : {"Connection: close",
                                         "Connection: keep-alive",
                                         "Connection: Keep-Alive, X",
                                         "Connection: ,",
                                         "Connection:",
                                         "Connection: upgrade",
                                         "Upgrade: h2c",
                                         "Expect: 100-continue",
                                         "Expect:",
                                         "Expect: 200-ok",
                                         "Accept-Encoding: gzip",
                                         "If-None-Match: \"a\"",
                                         "Authorization: Bearer x.y.z",
                                         "Authorization:",
                                         "Content-Length: 0",
                                         "Content-Length:",
                                         "Content-Length: 00",
                                         "Content-Length: 1_0",
                                         "Content-Length: 5\t",
                                         "Transfer-Encoding:",
                                         "Transfer-Encoding: chunked, chunked",
                                         "Transfer-Encoding: \"chunked\"",
                                         "Transfer-Encoding : chunked",
                                         "transfer-encoding: CHUNKED",
                                         "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity",
                                         "X: \xff\xfe",
                                         "X:y",
                                         "X:\ty\t",
                                         "X: \x01",
                                         "X: a\r\n\tb",
                                         "X : y",
                                         " X: y",
                                         "\tX: y",
                                         "(): y",
                                         "X",
                                         ":",
                                         "Host: b",
                                         "Cookie: a=b; c=d",
                                         "Idempotency-Key: aaaaaaaaaaaaaaaa",
                                         "Content-Type: application/json\r\nContent-Type: text/plain",
                                         "Content-Length: 3\r\nX: y\r\nContent-Length: 3",
                                         "Trailer: T",
                                         "TE: trailers",
                                         "Via: 1.1 x",
                                         "X: y\n",
                                         "X: y\r"}) {
        requests.push_back(get("/", std::string(field) + "\r\n"));
    }
}

void add_request_lines(std::vector<std::string>& requests) {
    for (std::string_view const line : {"GET / HTTP/1.1",
                                        "HEAD / HTTP/1.1",
                                        "OPTIONS * HTTP/1.1",
                                        "CONNECT a:80 HTTP/1.1",
                                        "TRACE / HTTP/1.1",
                                        "BREW /pot HTTP/1.1",
                                        "get / HTTP/1.1",
                                        "GET http://a/b?c HTTP/1.1",
                                        "GET //a/b HTTP/1.1",
                                        "GET a HTTP/1.1",
                                        "GET /%00 HTTP/1.1",
                                        "GET /a#b HTTP/1.1",
                                        "GET /\\ HTTP/1.1",
                                        "GET /\xe4 HTTP/1.1",
                                        "GET / HTTP/1.0",
                                        "GET / HTTP/0.9",
                                        "GET /",
                                        "GET",
                                        "GET / http/1.1",
                                        "GET / HTTP/1.1 ",
                                        " GET / HTTP/1.1",
                                        "GET\t/ HTTP/1.1",
                                        "GET /\tHTTP/1.1",
                                        "GET  / HTTP/1.1",
                                        "GET /  HTTP/1.1",
                                        "GET / HTTP/1.10",
                                        "GET / HTTP/11",
                                        "GET / HTTP/3.0",
                                        "GET / HTTP/9.9",
                                        "G(T / HTTP/1.1",
                                        "\r\nGET / HTTP/1.1",
                                        "\r\n\r\nGET / HTTP/1.1",
                                        "\nGET / HTTP/1.1",
                                        "\r\n\r\n\r\nGET / HTTP/1.1",
                                        "GET / HTTP/1.1\r",
                                        "GET /?a=b&c HTTP/1.1",
                                        "GET /? HTTP/1.1"}) {
        requests.push_back(std::string(line) + "\r\nHost: a\r\n\r\n");
    }
}

void add_hosts(std::vector<std::string>& requests) {
    for (std::string_view const host : {"", "a", "a:1", "a:", "[::1]", "[::1]:80", "127.0.0.1:80", "a.b-c_d~e", "xn--a",
                                        "a%20b", "a:b:c", "a?b", "a#b", "\"a\"", "a\\b", "<a>", "{a}", "a|b"}) {
        requests.push_back("GET / HTTP/1.1\r\nHost: " + std::string(host) + "\r\n\r\n");
    }
}

void add_pipelines(std::vector<std::string>& requests) {
    auto const empty_chunks = chunked + "0\r\n\r\n";
    requests.push_back(get("/1") + get("/2") + get("/3", "Connection: close\r\n") + get("/4"));
    requests.push_back(post("/1", "body") + get("/2") + empty_chunks + empty_chunks + get("/3"));
    requests.push_back(empty_chunks + "\r\n" + get("/2") + "\r\n\r\n" + get("/3"));
    requests.push_back(chunked + "4\r\nfour\r\n6\r\nsecond\r\n0\r\nT: t\r\n\r\n" + get("/next"));
    requests.push_back(post("/", "GET /inner HTTP/1.1\r\nHost: a\r\n\r\n") + get("/outer"));
    requests.push_back(chunked + "0\r\n\r\nGET /smuggled HTTP/1.1\r\nHost: a\r\n\r\n");
    requests.push_back(get("/good") + "nonsense\r\n\r\n" + get("/never"));
    requests.push_back(post("/", std::string(3'000, 'x')) + get("/behind"));
}

}  // namespace

std::vector<Refusal> refused_requests() {
    return {
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
        Refusal{"endless_trailers", chunked + "0\r\nX: " + std::string(20'000, 'x'), 400},
        Refusal{"blank_in_target", "GET /user/ x HTTP/1.1\r\nHost: a\r\n\r\n", 400},
        Refusal{"blank_in_target_of_another_version", "GET /user/ x HTTP/2.0\r\nHost: a\r\n\r\n", 400},
        Refusal{"two_cr", "GET / HTTP/1.1\r\r\nHost: a\r\n\r\n", 400},
        Refusal{"bare_lf_after_version", "GET / HTTP/1.1\nHost:a\r\n\r\n", 400},
        Refusal{"bare_lf_everywhere_and_no_host", "GET / HTTP/1.1\n\n", 400},
        Refusal{"bare_lf_in_fields", "GET / HTTP/1.1\r\nHost: a\nX: HTTP/1.1\r\n\r\n", 400},
        Refusal{"equal_lengths", start_of_post + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", 400},
        Refusal{"listed_equal_lengths", start_of_post + "Content-Length: 5, 5\r\n\r\nhello", 400},
        Refusal{"listed_length", start_of_post + "Content-Length: 5,\r\n\r\nhello", 400},
        Refusal{"folded_trailer", chunked + "0\r\nX: a\r\n b\r\n\r\n", 400},
        Refusal{"folded_trailer_without_value", chunked + "0\r\nX:\r\n b\r\n\r\n", 400},
        Refusal{"host_list", "GET / HTTP/1.1\r\nHost: a, b\r\n\r\n", 400},
        Refusal{"host_comma", "GET / HTTP/1.1\r\nHost: a,b\r\n\r\n", 400},
        Refusal{"host_blank", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n", 400},
        Refusal{"host_user", "GET / HTTP/1.1\r\nHost: a@b\r\n\r\n", 400},
        Refusal{"host_path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n", 400},
        Refusal{"host_beyond_ascii", "GET / HTTP/1.1\r\nHost: \xc3\xa4\r\n\r\n", 400}};
}

std::vector<std::string> corpus() {
    std::vector<std::string> requests;
    for (auto& refusal : refused_requests()) requests.push_back(std::move(refusal.request));
    add_chunked_bodies(requests);
    add_fields(requests);
    add_request_lines(requests);
    add_hosts(requests);
    add_pipelines(requests);
    return requests;
}

}  // namespace onsale::http::tests
