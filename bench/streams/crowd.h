// Open event streams, read by one thread and one epoll.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "line_events.h"
#include "socket.h"

namespace onsale::bench {

class Crowd {
  public:
    using Clock = std::chrono::steady_clock;

    // Opens a stream for every fan; when it returns, all have told the line's counters. Throws std::runtime_error when
    // one is refused, std::system_error.
    Crowd(std::uint16_t port, std::vector<std::string> const& fans);
    ~Crowd();
    Crowd(Crowd const&) = delete;
    Crowd& operator=(Crowd const&) = delete;

    // Reads for this long; returns how many wait, by the newest frame.
    std::uint32_t settle(std::chrono::milliseconds length);

    // When, after the request was sent, the first and the last stream had the frame that it caused.
    struct Spread {
        Clock::duration first;
        Clock::duration last;
    };
    // Sends a request that makes this number of fans wait, and reads until all streams have told it. Throws
    // std::runtime_error when one does not, within half a minute, or the request is answered with an error.
    Spread cause(std::string_view request, std::uint32_t waiting);

  private:
    struct Listener {
        Socket socket;
        LineEvents events;
        std::uint32_t waiting = unknown;  // as its newest frame says
        bool has_it = false;              // the frame that is waited for
    };
    static constexpr std::uint32_t unknown = UINT32_MAX;

    void add(int file, std::size_t index);
    void open_some(std::uint16_t port, std::vector<std::string> const& fans);
    void read_for(std::chrono::milliseconds longest);
    void read(std::size_t index);
    void take(Listener& listener, std::string_view received);
    void take_answer(std::string_view received) const;

    int epoll_;
    std::vector<Listener> listeners_;
    std::size_t told_ = 0;  // listeners that have had a frame
    Socket control_;        // the causes go this way
    std::uint32_t newest_ = unknown;

    std::uint32_t wanted_ = unknown;
    std::size_t have_it_ = 0;
    Clock::time_point first_;
    Clock::time_point last_;
};

}  // namespace onsale::bench
