// One I/O thread with all that belongs to it: its event loop, its acceptor, its connections, its sweep.
#pragma once

#include <atomic>
#include <cstddef>
#include <future>
#include <optional>
#include <thread>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/ip/tcp.hpp>

#include "http/address.h"
#include "http/connection.h"
#include "http/io_thread.h"

namespace onsale::http {

// Connections of the whole server.
struct ConnectionCounts {
    std::atomic<std::size_t> served = 0;
    std::atomic<std::size_t> refused = 0;
};

class Worker {
  public:
    using Acceptor = boost::asio::basic_socket_acceptor<boost::asio::ip::tcp, Executor>;

    Worker(std::size_t index, Handler& handler, Limits const& limits, ConnectionCounts& counts,
           AddressCounts& addresses);
    ~Worker();
    Worker(Worker const&) = delete;
    Worker& operator=(Worker const&) = delete;

    IoThread& io() { return io_; }

    // Binds and listens, before start(). Throws std::system_error. shared: by SO_REUSEPORT with the other workers.
    void listen(boost::asio::ip::tcp::endpoint const& where, bool shared);
    // In place of listen(): on a socket that listens already. It is borrowed: what is accepted here comes by a copy.
    void listen_on(int socket);
    boost::asio::ip::tcp::endpoint listens_at() const { return acceptor_.local_endpoint(); }

    void start();

    // From any thread. The thread ends when the last connection has.
    void begin_stop();
    void abort_connections();
    bool ended_by(IoThread::Clock::time_point when) const {
        return ended_.wait_until(when) == std::future_status::ready;
    }
    void join();

  private:
    using Timer =
        boost::asio::basic_waitable_timer<IoThread::Clock, boost::asio::wait_traits<IoThread::Clock>, Executor>;

    Awaitable<void> accept();
    Awaitable<void> sweep();
    bool accept_those_who_wait(std::size_t most);
    bool counted_in(Address const& client);
    void count_out(Address const& client, bool turned_away);
    void admit(int socket, Address const& client);
    Awaitable<void> run_connection(int socket, Address client, bool turned_away);
    void make_room();
    void end_if_empty();

    IoThread io_;
    Connection::Context context_;
    ConnectionCounts& counts_;
    AddressCounts& addresses_;
    Acceptor acceptor_;
    bool borrowed_ = false;  // somebody else listens on this socket, too, and will when this worker has stopped
    Timer accept_rest_;
    Timer sweep_timer_;
    std::optional<boost::asio::executor_work_guard<Executor>> running_;
    boost::intrusive::list<Connection> connections_;
    std::size_t open_ = 0;  // connections accepted and not yet ended
    std::promise<void> end_;
    std::future<void> ended_ = end_.get_future();
    std::thread thread_;
};

}  // namespace onsale::http
