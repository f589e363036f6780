// One client's TCP connection: a non-blocking socket, and who waits for it.
//
// Edge-triggered: a wake-up comes once for each arrival. A reader who got less than there was room for has read all;
// one who did not must ask can_read() before waiting. Everything here happens on the connection's I/O thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <utility>

#include "http/awaitable.h"
#include "http/io_thread.h"

namespace onsale::http {

class ClientSocket {
  public:
    // Takes the descriptor, which is closed even if this throws (std::system_error: it cannot be watched).
    ClientSocket(IoThread& io, int descriptor);
    ~ClientSocket();
    ClientSocket(ClientSocket const&) = delete;
    ClientSocket& operator=(ClientSocket const&) = delete;

    int descriptor() const { return descriptor_; }
    bool is_open() const { return descriptor_ >= 0; }

    // As recv(2): > 0 bytes, 0 the client has ended, < 0 errno.
    std::ptrdiff_t receive(std::span<char> room);
    std::size_t unread() const;  // bytes that have come and were not received

    // Is there perhaps something to read (also: the client's end)? If not, wait.
    bool can_read() const { return can_read_ || hung_up_; }
    // Suspends until there is, or until cancel() or reset(). Only while it is open and nobody else waits.
    Awaitable<void> until_readable() { return reader_.wait(*this); }
    // The same for room to write into, after a send that would block.
    Awaitable<void> until_writable() { return writer_.wait(*this); }
    // For callers without a coroutine: `then` is called once, unless the socket is closed first.
    void when_writable(std::function<void()> then) { when_writable_ = std::move(then); }

    // The coroutine that waits goes on, from the event loop and not from within this call.
    void cancel();
    bool take_cancelled() { return std::exchange(cancelled_, false); }  // since the last wait

    void shut_down_sending();
    void shut_down();
    // Closes with a reset: the kernel forgets what it has not sent yet. The coroutine that waits goes on.
    void reset();

  private:
    friend class ReadySet;
    // A coroutine that waits, if there is one.
    struct Side {
        Waiter waiter;
        bool waits = false;
        Awaitable<void> wait(ClientSocket& socket) {
            waits = true;
            socket.cancelled_ = false;
            return waiter.suspended();
        }
    };

    void happened(std::uint32_t events);  // epoll's
    void wake(Side& side);
    void close();

    IoThread& io_;
    int descriptor_;
    Side reader_;
    Side writer_;
    std::function<void()> when_writable_;
    bool can_read_ = false;
    bool hung_up_ = false;  // there is an end to be read, for ever
    bool cancelled_ = false;
};

}  // namespace onsale::http
