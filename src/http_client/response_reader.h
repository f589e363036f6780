// Reads HTTP/1.1 responses out of the bytes of a connection, one after the other: Content-Length or chunks, without
// trailers. Keeps only what it is told to, so that one core of load can saturate one core of server.
//
// One thread. Nothing here throws for what a server sends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace onsale::http_client {

inline constexpr std::size_t longest_header = 64 * 1024;
inline constexpr std::size_t largest_body = 256 * 1024 * 1024;

class ResponseReader {
  public:
    enum class State : std::uint8_t { need_more, complete, unreadable };

    bool keeps_head = false;
    bool keeps_body = false;
    bool takes_unsized = false;  // no length is said: complete behind the header. Else: unreadable
    bool to_head = false;        // an answer to HEAD: complete behind the header

    // Takes bytes of one response from the front of `received`, which is advanced. What is left behind a complete one
    // is the next one's. While more is needed, what is left is an incomplete line or header, to be presented again with
    // more behind it.
    State take(std::string_view& received);
    void begin_again();  // on another connection

    // Of the present response, once its header was taken.
    unsigned status() const { return status_; }
    bool closes() const { return closes_; }
    std::uint32_t retry_after_seconds() const { return retry_after_; }  // 0: not said
    std::string const& head() const { return head_; }                   // with the empty line; if it is kept
    std::string const& body() const { return body_; }                   // as far as it was taken; if it is kept
    std::string take_body() { return std::exchange(body_, {}); }

  private:
    enum class Part : std::uint8_t { header, body, chunk_size, chunk, chunk_end, last_line };

    State take_header(std::string_view& received);
    State take_body_bytes(std::string_view& received);
    State take_line_of_chunks(std::string_view& received);

    Part part_ = Part::header;
    std::size_t left_ = 0;  // of the body, or of the chunk
    std::string head_;
    std::string body_;
    std::uint32_t retry_after_ = 0;
    unsigned status_ = 0;
    bool closes_ = false;
};

}  // namespace onsale::http_client
