#include "http/worker.h"

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <limits>
#include <span>
#include <system_error>
#include <utility>
#include <vector>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <fcntl.h>
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

#include "assertions/library_assertion.h"

namespace onsale::http {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

namespace {

void check(error_code error, char const* what) {
    if (error) throw std::system_error(error.value(), std::system_category(), what);
}

void share_port(int socket) {
    int const on = 1;
    if (::setsockopt(socket, SOL_SOCKET, SO_REUSEPORT, &on, sizeof on) != 0) {
        throw std::system_error(errno, std::system_category(), "SO_REUSEPORT");
    }
}

// sendfile has no flag against it. A client that is gone is an error of its own connection, not the end of the server.
void block_sigpipe() {
    sigset_t signals;
    sigemptyset(&signals);
    sigaddset(&signals, SIGPIPE);
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

}  // namespace

Worker::Worker(std::size_t index, Handler& handler, Limits const& limits, ConnectionCounts& counts,
               AddressCounts& addresses)
    : io_(index),
      context_{io_, handler, limits, addresses},
      counts_(counts),
      addresses_(addresses),
      acceptor_(io_.executor()),
      accept_rest_(io_.executor()),
      sweep_timer_(io_.executor()) {}

Worker::~Worker() = default;

void Worker::listen(tcp::endpoint const& where, bool shared) {
    error_code error;
    acceptor_.open(where.protocol(), error);
    check(error, "socket");
    acceptor_.set_option(asio::socket_base::reuse_address(true), error);
    check(error, "SO_REUSEADDR");
    acceptor_.set_option(tcp::no_delay(true), error);  // Linux hands it on to the accepted sockets
    check(error, "TCP_NODELAY");
    if (shared) share_port(acceptor_.native_handle());
    acceptor_.bind(where, error);
    check(error, "bind");
    acceptor_.listen(context_.limits.listen_backlog, error);
    check(error, "listen");
    acceptor_.non_blocking(true, error);
    check(error, "non-blocking");
}

void Worker::listen_on(int socket) {
    int const copy = ::fcntl(socket, F_DUPFD_CLOEXEC, 0);
    if (copy < 0) throw std::system_error(errno, std::system_category(), "dup of the listening socket");
    int family = 0;
    socklen_t size = sizeof family;
    if (::getsockopt(copy, SOL_SOCKET, SO_DOMAIN, &family, &size) != 0) family = AF_INET;
    error_code error;
    acceptor_.assign(family == AF_INET6 ? tcp::v6() : tcp::v4(), copy, error);
    if (error) ::close(copy);
    check(error, "assign");
    borrowed_ = true;
    acceptor_.set_option(tcp::no_delay(true), error);
    check(error, "TCP_NODELAY");
    acceptor_.non_blocking(true, error);
    check(error, "non-blocking");
}

void Worker::start() {
    running_.emplace(io_.executor());
    io_.sockets().start();
    asio::co_spawn(io_.executor(), accept(), asio::detached);
    asio::co_spawn(io_.executor(), sweep(), asio::detached);
    thread_ = std::thread([this] {
        auto const name = "http-" + std::to_string(io_.index());
        ::pthread_setname_np(::pthread_self(), name.c_str());
        block_sigpipe();
        throw_library_assertions_on_this_thread();  // run_connection catches
        io_.context_.run();
        end_.set_value();
    });
}

Awaitable<void> Worker::accept() {
    while (!context_.stopping) {
        error_code error;
        co_await acceptor_.async_wait(Acceptor::wait_read, asio::redirect_error(use_awaitable, error));
        if (error) continue;  // we are stopping
        if (accept_those_who_wait(accepted_a_round)) continue;
        // Out of descriptors or memory: asking again at once would spin. New connections wait in the kernel's queue.
        accept_rest_.expires_after(context_.limits.accept_rest);
        co_await accept_rest_.async_wait(asio::redirect_error(use_awaitable, error));
    }
}

// False: they cannot be taken now.
bool Worker::accept_those_who_wait(std::size_t most) {
    for (std::size_t i = 0; i < most; ++i) {
        sockaddr_storage client{};
        socklen_t size = sizeof client;
        int const socket = ::accept4(acceptor_.native_handle(), reinterpret_cast<sockaddr*>(&client), &size,
                                     SOCK_NONBLOCK | SOCK_CLOEXEC);
        if (socket >= 0) {
            admit(socket, Address::of(client));
        } else if (errno == EAGAIN) {
            return true;
        } else if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
            return false;
        } else if (errno != ECONNABORTED && errno != EINTR && errno != EPROTO) {
            return true;  // nobody can be taken; else this one client is gone already
        }
    }
    return true;
}

// False: it is to be turned away.
bool Worker::counted_in(Address const& client) {
    if (!addresses_.enter(client)) return false;
    if (counts_.served.fetch_add(1) < context_.limits.connections) return true;
    counts_.served.fetch_sub(1);
    addresses_.leave(client);
    return false;
}

void Worker::count_out(Address const& client, bool turned_away) {
    if (turned_away) {
        counts_.refused.fetch_sub(1);
        return;
    }
    counts_.served.fetch_sub(1);
    addresses_.leave(client);
}

void Worker::admit(int socket, Address const& client) {
    bool const turned_away = !counted_in(client);
    if (turned_away && counts_.refused.fetch_add(1) >= context_.limits.refused_connections) {
        counts_.refused.fetch_sub(1);
        ::close(socket);
        return;
    }
    ++open_;
    try {
        asio::co_spawn(io_.executor(), run_connection(socket, client, turned_away), asio::detached);
    } catch (...) {  // out of memory
        --open_;
        count_out(client, turned_away);
        ::close(socket);
    }
}

Awaitable<void> Worker::run_connection(int socket, Address client, bool turned_away) {
    try {
        Connection connection(context_, socket, client);
        connections_.push_back(connection);
        try {
            if (turned_away) {
                co_await connection.turn_away();
            } else {
                co_await connection.serve();
            }
        } catch (...) {  // this connection ends, the others go on
            connection.drop_exchange();
            context_.handler.connection_failed(std::current_exception());
        }
        connections_.erase(connections_.iterator_to(connection));
    } catch (...) {  // out of memory before it began
    }
    count_out(client, turned_away);
    --open_;
    end_if_empty();
}

Awaitable<void> Worker::sweep() {
    while (running_) {
        sweep_timer_.expires_after(context_.limits.sweep_interval);
        error_code error;
        co_await sweep_timer_.async_wait(asio::redirect_error(use_awaitable, error));
        io_.coarse_now_ = IoThread::Clock::now();
        for (auto& connection : connections_) connection.sweep(io_.coarse_now_);
        make_room();
    }
}

// When hardly any connection is left for those who come, the ones that have been silent the longest give way: this
// thread's share of them.
void Worker::make_room() {
    auto const served = counts_.served.load();
    auto const spare = context_.limits.connections_to_spare();
    if (served + spare < context_.limits.connections || served == 0) return;
    auto const too_many = served + 2 * spare - context_.limits.connections;
    struct Silent {
        IoThread::Clock::time_point until;
        std::size_t place;  // of the connections, in the order in which they came
        Connection* connection;
    };
    std::vector<Silent> silent;
    std::size_t place = 0;
    for (auto& connection : connections_) {
        if (auto const until = connection.idle_until()) silent.push_back({*until, place, &connection});
        ++place;
    }
    auto const count = std::min(silent.size(), (too_many * open_ + served - 1) / served);
    std::ranges::nth_element(silent, silent.begin() + static_cast<std::ptrdiff_t>(count), {},
                             [](Silent const& one) { return std::pair(one.until, one.place); });
    for (auto const& one : std::span(silent).first(count)) one.connection->give_way();
}

void Worker::begin_stop() {
    asio::post(io_.executor(), [this] {
        context_.stopping = true;
        // Clients that have connected already are still served: closing the acceptor would reset them. On a borrowed
        // socket they wait for the next server.
        if (!borrowed_) accept_those_who_wait(std::numeric_limits<std::size_t>::max());
        error_code ignored;
        acceptor_.close(ignored);
        accept_rest_.cancel();
        for (auto& connection : connections_) connection.finish_up();
        end_if_empty();
    });
}

void Worker::abort_connections() {
    asio::post(io_.executor(), [this] {
        for (auto& connection : connections_) connection.abort();
    });
}

void Worker::end_if_empty() {
    if (!context_.stopping || open_ > 0) return;
    running_.reset();
    sweep_timer_.cancel();
    io_.sockets().stop();
}

void Worker::join() {
    if (thread_.joinable()) thread_.join();
}

}  // namespace onsale::http
