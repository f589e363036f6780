// What is to be sent on one connection: answers serialised into one buffer, and behind them at most one large body
// that is sent from where it lies: from memory, or from a file.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <sys/types.h>
#include <sys/uio.h>

#include "http/answer.h"

namespace onsale::http {

class SendBuffer {
  public:
    enum class Sent { all, would_block, failed };

    struct Framing {
        bool head = false;      // leave the body out
        bool http_1_0 = false;  // keep-alive has to be said
        bool close = false;
    };

    // Adds one answer. If full() is true afterwards the answer must live, unchanged, until all was sent.
    void add(Answer const& answer, Framing framing);
    // A piece of a body of unknown length; an empty one ends it. Copied. `chunked`: HTTP/1.1 marks where it ends.
    void add_piece(std::string_view piece, bool chunked);
    void add_continue() { bytes_ += "HTTP/1.1 100 Continue\r\n\r\n"; }

    bool empty() const { return bytes_.empty(); }
    bool full() const;  // send before you add more

    // Writes as much as the socket takes. `progress` grows by the bytes that it took.
    Sent send(int socket, std::size_t& progress);

  private:
    void add_head(Answer const& answer, Framing framing);
    void add_large_body(Answer const& answer);
    bool memory_is_sent() const { return bytes_sent_ == bytes_.size() && rest_sent_ == rest_.size(); }
    Sent send_memory(int socket, std::size_t& progress);
    Sent send_file(int socket, std::size_t& progress);
    std::size_t next_pieces(iovec* pieces, std::size_t most) const;
    void took(std::size_t count);
    void clear();

    std::string bytes_;
    std::size_t bytes_sent_ = 0;
    std::vector<std::string_view> rest_;  // of the last answer
    std::size_t rest_sent_ = 0;           // pieces that are gone
    int file_ = -1;                       // behind the rest: this file's bytes, up to file_end_
    off_t file_sent_ = 0;
    off_t file_end_ = 0;
};

}  // namespace onsale::http
