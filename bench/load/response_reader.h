// Finds the end of each response in a stream of bytes: as little work as that can be, so that one core of load can
// saturate one core of server. Understands Content-Length only, no chunks; answers to HEAD must not be asked for.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace onsale::load {

class ResponseReader {
  public:
    enum class State { need_more, complete, unreadable };

    // Takes bytes from the front of `received` (which is advanced). After complete, status() is that response's.
    State take(std::string_view& received);
    unsigned status() const { return status_; }
    bool closes() const { return closes_; }

    // Of the present response, as far as it was taken; only when keep_body was called.
    std::string_view body() const { return body_; }
    void keep_body() { keeps_body_ = true; }

    // Bytes of an incomplete header are not taken: the caller presents them again, with more behind them.
  private:
    State take_header(std::string_view& received);

    std::size_t body_left_ = 0;
    std::string body_;
    bool keeps_body_ = false;
    bool in_body_ = false;
    bool closes_ = false;
    unsigned status_ = 0;
};

}  // namespace onsale::load
