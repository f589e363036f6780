// Reads one HTTP/1.1 response out of a growing buffer: Content-Length or chunks, which is all that the servers we
// rehearse against send.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace onsale::drill {

class ResponseReader {
  public:
    enum class State : std::uint8_t { need_more, complete, unreadable };

    void begin() { *this = {}; }
    // `received`: everything received for this response so far; what was given before must still be its beginning.
    State read(std::string_view received);

    // When complete.
    unsigned status() const { return status_; }
    bool closes() const { return closes_; }
    std::uint32_t retry_after_seconds() const { return retry_after_; }  // 0: not said
    std::string body(std::string_view received) const;
    // How many bytes the whole response will have, as far as it is known: a hint for the buffer. 0: not known.
    std::size_t expected_bytes() const { return chunked_ ? 0 : body_at_ + length_; }

  private:
    State read_header(std::string_view received);
    State read_chunks(std::string_view received);

    std::size_t body_at_ = 0;  // 0: the header is not complete
    std::size_t length_ = 0;
    std::size_t chunk_at_ = 0;  // where the next chunk's size line begins
    std::string chunks_;        // the body, put together
    unsigned status_ = 0;
    std::uint32_t retry_after_ = 0;
    bool chunked_ = false;
    bool closes_ = false;
};

}  // namespace onsale::drill
