// The bytes a client has sent and nobody has answered yet: one piece of memory that grows while a large request
// comes in and shrinks when the connection is idle again. Growing moves it: keep offsets, not pointers.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

namespace onsale::http {

class RequestBuffer {
  public:
    // limit: bytes it never grows beyond.
    explicit RequestBuffer(std::size_t limit);

    std::span<char> received() { return {memory_.get() + from_, to_ - from_}; }
    bool empty() const { return from_ == to_; }

    // Where to read into; empty: full. Invalidates received().
    std::span<char> room();
    void add(std::size_t count) { to_ += count; }

    void drop_front(std::size_t count);   // an answered request
    void raise_limit(std::size_t limit);  // until the buffer is empty again
    void drop_back(std::size_t count) { to_ -= count; }

  private:
    void move_into(std::size_t capacity);

    std::size_t const usual_limit_;
    std::size_t limit_;
    std::size_t capacity_;
    std::unique_ptr<char[]> memory_;
    std::size_t from_ = 0;
    std::size_t to_ = 0;
};

}  // namespace onsale::http
