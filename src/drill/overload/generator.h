// Generator: sends more than a server can carry, from one thread and one epoll: a fan of its own, as a coroutine, would
// cost three times as much, and the generator must not be the one that is overloaded.
//
// IPv4 only. One thread.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <netinet/in.h>

#include "drill/overload/load.h"
#include "http_client/response_reader.h"

namespace onsale::drill {

class Generator {
  public:
    // Opens the connections. Throws std::system_error if it cannot.
    Generator(sockaddr_in const& server, std::uint32_t connections);
    ~Generator();
    Generator(Generator const&) = delete;
    Generator& operator=(Generator const&) = delete;

    // Plays one phase. Requests still unanswered at its end stay out, and are counted as late when they come. Answers
    // are counted in the window in which they come. Throws std::system_error.
    Windows play(Load const& load);

    // Waits for late answers; then drops the connections of those that did not come, which counts as status 0. How many
    // were dropped.
    std::uint32_t settle(Moment patience);

  private:
    enum class State : std::uint8_t { closed, connecting, free, busy };

    struct Client {
        int socket = -1;
        State state = State::closed;
        std::uint32_t phase = 0;  // in which the request was sent
        std::size_t request = 0;
        Moment sent{};
        std::string unread;  // of an incomplete header
        http_client::ResponseReader reader;
    };

    void connect(Client& client);
    void connected(Client& client);
    void open_all();
    void drop(Client& client);
    void send(Client& client, std::size_t request);
    void readable(Client& client);
    void answered(Client& client);
    void count(Client const& client, unsigned status);
    void set_free(Client& client);
    void wait(int timeout_ms);
    void send_due(Load const& load, Moment from);
    void keep_busy(Load const& load);
    bool in_pool(Client const& client, Load const& load) const;
    bool all_sent(Load const& load) const;
    Client* free_one();
    Window& window() { return windows_.back(); }

    sockaddr_in server_;
    int epoll_;
    std::vector<Client> clients_;
    std::vector<std::uint32_t> free_;  // of the pool of the present phase
    std::uint32_t connecting_ = 0;
    std::uint32_t unanswered_ = 0;

    struct Listener {
        decltype(Load::on_answer) hears;
        bool wants_body = false;
    };
    std::vector<Listener> listeners_;  // of each phase

    // Of the present phase.
    Load const* load_ = nullptr;
    std::uint32_t phase_ = 0;
    StopWatch watch_;
    Windows windows_;
    std::uint64_t next_ = 0;  // requests sent
    std::uint64_t due_ = 0;   // ... that should have been
    std::uint32_t open_ = 0;  // ... not answered yet
};

}  // namespace onsale::drill
