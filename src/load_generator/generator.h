// Generator: puts an HTTP/1.1 server under load, from one thread and one epoll: a coroutine for each connection would
// cost three times as much, and the generator must not be the one that is overloaded.
//
// It keeps a number of connections, with at most one request outstanding on each. Traffic is sent in phases, one after
// the other:
//   closed loop  a connection sends its next request as soon as it has its answer
//   open loop    requests are due at a rate, whatever the server does; how long one took counts from when it was due:
//                a server that stalls is charged for everyone who would have come meanwhile
// The generator says what became of each request, and counts what was not sent. It keeps no latencies, judges nothing
// and stops when it is told to: that is its user's part.
//
// IPv4. One thread. A connection that ends is opened again; a request that was out on it is told with status 0, and not
// repeated. Every call may throw std::system_error for what is the fault of this machine.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include <netinet/in.h>

#include "http_client/response_reader.h"
#include "load_generator/traffic.h"

namespace onsale::load_generator {

struct Options {
    sockaddr_in server{};
    std::size_t connections = 64;
    // How often connections that ended are opened again, some at a time as new clients would come; 0: at once.
    Clock::duration reopen_interval{};
};

class Generator {
  public:
    // Opens the connections. Throws std::system_error if none can be opened, or not all were tried within 30 s.
    explicit Generator(Options const& options);
    ~Generator();
    Generator(Generator const&) = delete;
    Generator& operator=(Generator const&) = delete;

    // The phase before is over: what is unanswered of it stays out, and is late when it comes. An open loop takes the
    // slack from this thread's timers: by default the kernel may be 50 us late, and that would count for the server.
    void begin(Traffic traffic);

    // Sends and reads until then. True: all is sent and nothing is out any more, maybe earlier.
    bool run_until(Clock::time_point end);

    // Ends the connections of all requests that are out, each of which is told with status 0. Returns how many.
    std::size_t give_up();

    std::size_t unanswered() const { return unanswered_; }  // sent in any phase, and not told yet
    Counts const& counts() const { return counts_; }

  private:
    enum class State : std::uint8_t { closed, connecting, free, busy };

    struct Client {
        int socket = -1;
        State state = State::closed;
        Traffic const* traffic = nullptr;
        std::size_t request = 0;
        Clock::time_point due{};
        Clock::duration lag{};
        std::string unread;  // of an incomplete header
        http_client::ResponseReader reader;
    };

    Generator(Options const& options, int epoll);
    void open_all();
    void open(Client& client);
    void opened(Client& client, int error);
    void open_ended(Clock::time_point now);
    void watch(Client& client, int operation, std::uint32_t events) const;
    void end(Client& client);
    void set_free(Client& client);
    void send_due(Clock::time_point now);
    void send_next(Client& client, Clock::time_point due, Clock::time_point now);
    void tell(Client const& client, unsigned status);
    void read(Client& client);
    void lose(Client& client);
    void wait(Clock::duration longest);
    Clock::duration pause(Clock::time_point now, Clock::time_point end) const;

    Traffic const& traffic() const { return phases_.back(); }
    bool open_loop() const { return traffic().rate > 0; }
    bool all_sent() const { return traffic().once && next_ >= traffic().requests.size(); }
    std::size_t index_of(Client const& client) const { return static_cast<std::size_t>(&client - clients_.data()); }
    bool in_use(Client const& client) const {
        return index_of(client) >= traffic().first_connection && index_of(client) < traffic().end_connection;
    }
    Clock::time_point due_at(std::uint64_t request) const;

    Options const options_;
    int const epoll_;
    std::vector<Client> clients_;
    std::size_t connecting_ = 0;
    std::size_t unanswered_ = 0;
    std::deque<Traffic> phases_;  // all of them: answers may be late by more than one

    // Of the present phase, and of the connections that it uses.
    Clock::time_point begun_{};
    std::uint64_t next_ = 0;     // request of the schedule
    std::deque<Client*> free_;   // open loop: the longest free first
    std::deque<Client*> ended_;  // to be opened again
    Clock::time_point open_again_{};
    Counts counts_;
};

}  // namespace onsale::load_generator
