#include "http/server.h"

#include <algorithm>
#include <future>
#include <system_error>
#include <utility>

#include <boost/asio/post.hpp>

#include "http/worker.h"

namespace onsale::http {

namespace asio = boost::asio;
using asio::ip::tcp;

namespace {

// Sockets with SO_REUSEPORT share a port with those of another process, too: a second server started by mistake would
// silently take half of the fans. A socket without that option finds out.
void check_nobody_listens(tcp::endpoint const& where) {
    asio::io_context context;
    boost::system::error_code error;
    tcp::acceptor probe(context);
    probe.open(where.protocol(), error);
    if (!error) probe.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) probe.bind(where, error);
    if (error) throw std::system_error(error.value(), std::system_category(), "bind");
}

}  // namespace

Server::Server(ServerOptions options, Handler& handler)
    : options_(std::move(options)),
      counts_(std::make_unique<ConnectionCounts>()),
      addresses_(options_.connections_per_address, options_.trusted_proxies) {
    for (std::size_t i = 0; i < options_.threads; ++i) {
        workers_.push_back(std::make_unique<Worker>(i, handler, options_.limits, *counts_, addresses_));
    }
}

Server::~Server() { stop(std::chrono::milliseconds(0)); }

void Server::start() {
    boost::system::error_code error;
    auto const address = asio::ip::make_address(options_.address, error);
    if (error) throw std::system_error(error.value(), std::system_category(), "listen address " + options_.address);
    tcp::endpoint where(address, options_.port);
    bool const shared = workers_.size() > 1;
    if (shared && where.port() != 0 && !options_.listening_socket) check_nobody_listens(where);
    for (auto& worker : workers_) {
        if (options_.listening_socket) {
            worker->listen_on(*options_.listening_socket);
        } else {
            worker->listen(where, shared);
        }
        where = worker->listens_at();
    }
    port_ = where.port();
    started_ = true;  // before the first thread: if the second cannot be made, the first one must still be ended
    for (auto& worker : workers_) worker->start();
}

std::uint16_t Server::port() const { return port_; }

IoThread& Server::io_thread(std::size_t index) { return workers_.at(index)->io(); }

std::size_t Server::connections() const { return counts_->served.load(); }

bool Server::responds(std::chrono::milliseconds within) {
    auto const deadline = IoThread::Clock::now() + within;
    std::vector<std::future<void>> turns;
    for (auto& worker : workers_) {
        auto turn = std::make_shared<std::promise<void>>();
        turns.push_back(turn->get_future());
        asio::post(worker->io().executor(), [turn = std::move(turn)] { turn->set_value(); });
    }
    return std::ranges::all_of(
        turns, [&](auto const& turn) { return turn.wait_until(deadline) == std::future_status::ready; });
}

void Server::stop(std::chrono::milliseconds grace) {
    std::lock_guard const lock(stopping_);
    if (!std::exchange(started_, false)) return;
    auto const deadline = IoThread::Clock::now() + grace;
    for (auto& worker : workers_) worker->begin_stop();
    bool all_ended = true;
    for (auto& worker : workers_) all_ended = worker->ended_by(deadline) && all_ended;
    if (!all_ended) {
        for (auto& worker : workers_) worker->abort_connections();
    }
    for (auto& worker : workers_) worker->join();
}

}  // namespace onsale::http
