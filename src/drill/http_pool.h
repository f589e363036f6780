// HttpPool: the drill's way to the server. A bounded set of keep-alive connections; each is lent to a fan for one
// request and taken back, as a proxy would, so that a million fans need no million descriptors.
//
// One thread. The pool outlives every ask() under way.
#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "drill/awaitable.h"
#include "drill/moment.h"

namespace onsale::drill {

struct Answer {
    unsigned status = 0;  // 0: none came. The request may or may not have been carried out
    std::string body;
    Moment sent{};      // just before the first byte was sent
    Moment received{};  // when all of the answer was here, or when it was given up
    std::chrono::seconds retry_after{};

    bool came() const { return status != 0; }
    bool good() const { return status >= 200 && status < 300; }
};

enum class Delivery : std::uint8_t {
    whole,
    cut_after_sending,  // the connection is closed once the request is out; there is never an answer
};

class HttpPool {
  public:
    HttpPool(boost::asio::io_context& io, boost::asio::ip::tcp::endpoint server, std::uint32_t most_connections,
             StopWatch const& watch);
    ~HttpPool();

    // Sends the bytes of one request and waits for its answer, at most limits::answer_time. Never throws for what the
    // network does: that is an Answer that did not come. `request` must live until it returns.
    Awaitable<Answer> ask(std::string const& request, Delivery delivery = Delivery::whole);

    // Closes what has not been answered in time. Runs until stop().
    Awaitable<void> sweep();
    void stop();

    std::uint32_t waiting_for_a_connection() const { return static_cast<std::uint32_t>(waiters_.size()); }

  private:
    struct Connection;

    Awaitable<Connection*> borrow();
    void give_back(Connection& connection);
    Awaitable<bool> send(Connection& connection, std::string const& request);
    Awaitable<bool> receive(Connection& connection, Answer& answer);

    boost::asio::io_context& io_;
    boost::asio::ip::tcp::endpoint server_;
    std::uint32_t most_;
    StopWatch const& watch_;
    std::vector<std::unique_ptr<Connection>> connections_;
    std::vector<Connection*> free_;  // the last one used is lent first: it is warm
    std::deque<Timer*> waiters_;
    std::deque<Connection*> lent_next_;  // to the waiters that were woken, in their order
    Timer sweep_timer_;
    bool stopped_ = false;
};

}  // namespace onsale::drill
