#include "http_client/response_reader.h"

#include <gtest/gtest.h>

namespace onsale::http_client {
namespace {

using State = ResponseReader::State;

// Presents `whole` in pieces of this many bytes, and again what the reader leaves. Returns the state behind the last
// one.
State present(ResponseReader& reader, std::string_view whole, std::size_t piece) {
    std::string unread;
    auto state = State::need_more;
    for (std::size_t at = 0; at < whole.size(); at += piece) {
        EXPECT_EQ(state, State::need_more) << at;
        unread.append(whole.substr(at, piece));
        std::string_view received = unread;
        state = reader.take(received);
        unread = received;
    }
    EXPECT_EQ(unread, "");
    return state;
}

TEST(ResponseReader, a_sized_answer_is_complete_with_its_last_byte_however_it_is_cut) {
    std::string const whole = "HTTP/1.1 201 Created\r\nContent-Length: 5\r\nRetry-After: 7\r\n\r\nhello";
    for (std::size_t piece = 1; piece <= whole.size(); ++piece) {
        ResponseReader reader;
        reader.keeps_body = reader.keeps_head = true;
        EXPECT_EQ(present(reader, whole, piece), State::complete);
        EXPECT_EQ(reader.status(), 201U);
        EXPECT_EQ(reader.body(), "hello");
        EXPECT_EQ(reader.head(), whole.substr(0, whole.size() - 5));
        EXPECT_EQ(reader.retry_after_seconds(), 7U);
        EXPECT_FALSE(reader.closes());
    }
}

TEST(ResponseReader, chunks_are_put_together_however_they_are_cut) {
    std::string const whole =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nConnection: "
        "close\r\n\r\n3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n";
    for (std::size_t piece = 1; piece <= whole.size(); ++piece) {
        ResponseReader reader;
        reader.keeps_body = true;
        EXPECT_EQ(present(reader, whole, piece), State::complete);
        EXPECT_EQ(reader.body(), "abc0123456789");
        EXPECT_TRUE(reader.closes());
    }
}

TEST(ResponseReader, answers_that_come_together_are_taken_one_by_one) {
    std::string_view received =
        "HTTP/1.1 503 Busy\r\nRetry-After: 2\r\nContent-Length: 1\r\n\r\naHTTP/1.1 204 No Content\r\n\r\n";
    ResponseReader reader;
    reader.keeps_body = true;
    EXPECT_EQ(reader.take(received), State::complete);
    EXPECT_EQ(reader.body(), "a");
    EXPECT_EQ(reader.take(received), State::complete);
    EXPECT_EQ(reader.status(), 204U);
    EXPECT_EQ(reader.body(), "");
    EXPECT_EQ(reader.retry_after_seconds(), 0U) << "that was the first one's";
    EXPECT_EQ(received, "");
}

TEST(ResponseReader, an_answer_to_head_ends_with_its_header) {
    std::string_view received = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n";
    ResponseReader reader;
    reader.to_head = true;
    EXPECT_EQ(reader.take(received), State::complete);
}

TEST(ResponseReader, what_is_no_answer_is_unreadable) {
    for (std::string_view text :
         {"SSH-2.0-OpenSSH_9.2\r\n\r\n", "HTTP/1.1 200 OK\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
          "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n"}) {
        ResponseReader reader;
        EXPECT_EQ(reader.take(text), State::unreadable) << text;
    }
}

TEST(ResponseReader, an_answer_without_a_length_is_readable_to_those_who_read_on) {
    std::string_view received = "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nevent: line\n";
    ResponseReader reader;
    reader.takes_unsized = true;
    EXPECT_EQ(reader.take(received), State::complete);
    EXPECT_EQ(received, "event: line\n");
}

}  // namespace
}  // namespace onsale::http_client
