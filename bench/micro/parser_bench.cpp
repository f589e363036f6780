// Bytes into requests, as they come from a fan's client and from a browser.
#include <string>

#include <benchmark/benchmark.h>

#include "http/request_parser.h"

namespace onsale::http {
namespace {

std::string const token(280, 't');  // about as long as ours

std::string const poll =
    "GET /user/01890a5d-ac96-774b-bcce-b302099a8057/token/generate HTTP/1.1\r\nHost: onsale.example\r\n"
    "Line-Token: " +
    token + "\r\n\r\n";

std::string const charge =
    "PATCH /user/charge/01890a5d-ac96-774b-bcce-b302099a8057/point HTTP/1.1\r\nHost: onsale.example\r\n"
    "Content-Type: application/json\r\nContent-Length: 17\r\n\r\n{\"amount\":100000}";

std::string const browser =
    "GET /concert/01890a5d-ac96-774b-bcce-b302099a8057/seats?status=available HTTP/1.1\r\n"
    "Host: onsale.example\r\nConnection: keep-alive\r\nsec-ch-ua: \"Chromium\";v=\"130\"\r\nsec-ch-ua-mobile: ?0\r\n"
    "Authorization: Bearer " +
    token +
    "\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0\r\n"
    "Accept: application/json\r\nSec-Fetch-Site: same-origin\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Dest: empty\r\n"
    "Referer: https://onsale.example/\r\nAccept-Encoding: gzip, deflate, br, zstd\r\nAccept-Language: "
    "ko-KR,ko;q=0.9\r\n"
    "If-None-Match: W/\"199b2c8e1f0-4d2-0\"\r\n\r\n";

void parse(benchmark::State& state, std::string received) {
    Limits const limits;
    RequestParser parser(limits);
    for (auto _ : state) {
        if (parser.parse(received) != RequestParser::Progress::complete) {
            state.SkipWithError("not a whole request");
            break;
        }
        benchmark::DoNotOptimize(parser.request().path);
        parser.next();
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(received.size()));
}

void parser_poll(benchmark::State& state) { parse(state, poll); }
BENCHMARK(parser_poll);

void parser_charge(benchmark::State& state) { parse(state, charge); }
BENCHMARK(parser_charge);

void parser_browser(benchmark::State& state) { parse(state, browser); }
BENCHMARK(parser_browser);

}  // namespace
}  // namespace onsale::http
