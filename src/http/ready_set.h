// The sockets of one I/O thread's clients, watched by an epoll set of their own, which the event loop watches as one
// descriptor.
//
// Why not let Asio watch them: before each wait it tries to read, which on a connection that asks and waits fails
// nearly every time, a third of all system calls; and each completion goes through its queue. Here a socket is
// registered once, edge-triggered, and a wake-up resumes the coroutine that waits for it, with nothing between.
//
// All of it on the I/O thread.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

#include <boost/asio/posix/basic_stream_descriptor.hpp>

#include "http/awaitable.h"
#include "http/limits.h"

namespace onsale::http {

class ClientSocket;

class ReadySet {
  public:
    // Throws std::system_error if the process has no descriptor left.
    explicit ReadySet(boost::asio::io_context& context);
    ReadySet(ReadySet const&) = delete;
    ReadySet& operator=(ReadySet const&) = delete;

    // Resumes coroutines, on the loop's thread, until stop().
    void start() { wait(); }
    void stop();

    // Until the socket's descriptor is closed. The client's address must not change. Throws std::system_error.
    void add(int descriptor, ClientSocket& client);

    // Have there been more ready sockets than a round takes, ever since behind_after ago?
    bool behind() const { return full_since_ && round_at_ - *full_since_ >= behind_after; }

  private:
    void wait();
    void wake_the_ready();

    boost::asio::posix::basic_stream_descriptor<Executor> set_;
    std::chrono::steady_clock::time_point round_at_{};                   // of the last round
    std::optional<std::chrono::steady_clock::time_point> full_since_{};  // since when every round left some
};

}  // namespace onsale::http
