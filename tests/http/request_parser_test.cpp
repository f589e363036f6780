// The parser alone: its answers must not depend on how the bytes were cut, nor on where they lie.
#include "http/request_parser.h"

#include <memory>
#include <string>

#include <gtest/gtest.h>

namespace onsale::http::tests {
namespace {

using Progress = RequestParser::Progress;

std::string const two_requests =
    "POST /seats?x=1 HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer t\r\nTransfer-Encoding: chunked\r\n\r\n"
    "4\r\nfour\r\n6\r\nsecond\r\n0\r\nT: t\r\n\r\n"
    "GET /next HTTP/1.1\r\nHost: h\r\n\r\n";

// Gives each call its own copy in memory of exactly that size, so that AddressSanitizer sees any stale pointer.
TEST(RequestParserTest, a_request_reads_the_same_however_it_is_cut_and_moved) {
    for (std::size_t step = 1; step <= two_requests.size(); ++step) {
        Limits const limits;
        RequestParser parser(limits);
        std::unique_ptr<char[]> memory;
        std::string received;
        auto progress = Progress::need_more;
        for (std::size_t at = 0; progress == Progress::need_more; at += step) {
            ASSERT_LT(at, two_requests.size());
            received += two_requests.substr(at, step);
            auto const size = received.size();
            memory = std::make_unique<char[]>(size);
            received.copy(memory.get(), size);
            progress = parser.parse({memory.get(), size});
            received.assign(memory.get(), size - parser.freed());
        }
        ASSERT_EQ(progress, Progress::complete) << step;
        auto const& request = parser.request();
        EXPECT_EQ(request.method, Method::post);
        EXPECT_EQ(request.path, "/seats");
        EXPECT_EQ(request.query, "x=1");
        EXPECT_EQ(request.authorization, "Bearer t");
        EXPECT_EQ(request.field("host"), "h");
        EXPECT_EQ(request.body, "foursecond");
        EXPECT_EQ(request.field("T"), std::nullopt);
        EXPECT_EQ(two_requests.substr(parser.size()).substr(0, 9), "GET /next");
    }
}

TEST(RequestParserTest, framing_of_chunks_is_given_back) {
    Limits const limits;
    RequestParser parser(limits);
    std::string received = "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
    std::size_t freed = 0;
    for (int i = 0; i < 3'000; ++i) {
        received += "1\r\nz\r\n";
        ASSERT_EQ(parser.parse(received), Progress::need_more);
        freed += parser.freed();
        received.resize(received.size() - parser.freed());
    }
    EXPECT_GT(freed, 10'000U);
    EXPECT_LT(received.size(), 8'000U);
    received += "0\r\n\r\n";
    ASSERT_EQ(parser.parse(received), Progress::complete);
    EXPECT_EQ(parser.request().body, std::string(3'000, 'z'));
}

TEST(RequestParserTest, next_forgets_everything) {
    Limits const limits;
    RequestParser parser(limits);
    std::string first = "POST /1 HTTP/1.1\r\nHost: h\r\nAuthorization: a\r\nX: x\r\nContent-Length: 1\r\n\r\nb";
    std::string second = "GET /2 HTTP/1.0\r\n\r\n";
    ASSERT_EQ(parser.parse(first), Progress::complete);
    EXPECT_EQ(parser.request().body, "b");
    parser.next();
    ASSERT_EQ(parser.parse(second), Progress::complete);
    EXPECT_EQ(parser.request().path, "/2");
    EXPECT_EQ(parser.request().authorization, "");
    EXPECT_EQ(parser.request().body, "");
    EXPECT_EQ(parser.request().field("X"), std::nullopt);
    EXPECT_FALSE(parser.keep_alive());
}

}  // namespace
}  // namespace onsale::http::tests
