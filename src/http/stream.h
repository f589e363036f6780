// A streaming answer (server-sent events): its header has gone out, and frames follow until one side ends it.
//
// The handler puts a Subscription into its answer; the connection opens it, and destroys it when the stream is over.
// Everything here happens on the connection's I/O thread.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "http/awaitable.h"
#include "http/limits.h"

namespace onsale::http {

class ClientSocket;
class IoThread;

// Made once, sent to many.
using Frame = std::shared_ptr<std::string const>;

// The way to one client. Frames go out in the order of send(), each whole or, if the client goes, cut off at the end.
class Stream : public std::enable_shared_from_this<Stream> {
  public:
    using Time = std::chrono::steady_clock::time_point;

    // All of it outlives the stream, but for the socket: leave() comes before its end.
    Stream(ClientSocket& socket, IoThread& io, Limits const& limits);
    Stream(Stream const&) = delete;

    // Writes at once what the socket takes and keeps the rest. A client that lags more than limits.stream_frames, or
    // takes nothing for limits.write_stall_time, is reset: it may come back and say what it had last. Nothing is
    // called back or destroyed from within; a stream that is over takes frames and drops them.
    void send(Frame const& frame);

    // No more frames: the connection is closed when those before have gone out.
    void end();

    bool over() const { return state_ == State::over; }

  private:
    friend class Connection;
    enum class State : std::uint8_t { open, ending, over };

    void sweep(Time now);   // acts on a stall
    void stop();            // over at once; the client gets an orderly end
    void leave();           // the connection lets go of the socket
    bool client_is_here();  // after the socket has become readable; drops what the client says

    void flush();
    bool take(std::size_t count);
    void wait_for_room();
    void reset();

    ClientSocket& socket_;
    IoThread& io_;
    Limits const& limits_;
    std::vector<Frame> waiting_;
    std::size_t first_sent_ = 0;  // bytes of the first that waits
    Time deadline_ = Time::max();
    State state_ = State::open;
    bool waits_for_room_ = false;
};

// What a handler has of a stream. Destroyed when the stream is over, by either side; the stream is gone then.
class Subscription {
  public:
    virtual ~Subscription() = default;
    // The header is out. The stream stays where it is until the subscription is destroyed. What this throws ends it.
    virtual void opened(Stream& stream) = 0;
};

}  // namespace onsale::http
