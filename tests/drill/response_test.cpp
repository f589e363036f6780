#include "drill/response.h"

#include <gtest/gtest.h>

namespace onsale::drill {
namespace {

using State = ResponseReader::State;

TEST(ResponseReader, a_sized_answer_is_complete_with_its_last_byte) {
    std::string const whole = "HTTP/1.1 201 Created\r\nContent-Length: 5\r\nRetry-After: 7\r\n\r\nhello";
    ResponseReader reader;
    for (std::size_t n = 0; n < whole.size(); ++n) {
        ASSERT_EQ(reader.read(std::string_view(whole).substr(0, n)), State::need_more) << n;
    }
    EXPECT_EQ(reader.read(whole), State::complete);
    EXPECT_EQ(reader.status(), 201U);
    EXPECT_EQ(reader.body(whole), "hello");
    EXPECT_EQ(reader.retry_after_seconds(), 7U);
    EXPECT_FALSE(reader.closes());
}

TEST(ResponseReader, chunks_are_put_together_however_they_are_cut) {
    std::string const whole =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: "
        "close\r\n\r\n3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n";
    ResponseReader reader;
    for (std::size_t n = 0; n < whole.size(); ++n) {
        ASSERT_EQ(reader.read(std::string_view(whole).substr(0, n)), State::need_more) << n;
    }
    EXPECT_EQ(reader.read(whole), State::complete);
    EXPECT_EQ(reader.body(whole), "abc0123456789");
    EXPECT_TRUE(reader.closes());
}

TEST(ResponseReader, an_answer_without_a_body_is_complete_with_its_header) {
    ResponseReader reader;
    EXPECT_EQ(reader.read("HTTP/1.1 204 No Content\r\n\r\n"), State::complete);
    EXPECT_EQ(reader.status(), 204U);
}

TEST(ResponseReader, what_is_no_answer_is_unreadable) {
    for (auto const* text : {"SSH-2.0-OpenSSH_9.2\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n",
                             "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n"}) {
        ResponseReader reader;
        EXPECT_EQ(reader.read(text), State::unreadable) << text;
    }
}

}  // namespace
}  // namespace onsale::drill
