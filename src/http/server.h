// The HTTP server: as many I/O threads as asked for, each with its own event loop and its own acceptor on the same
// port; the kernel spreads the connections.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "http/address.h"
#include "http/handler.h"
#include "http/limits.h"

namespace onsale::http {

class IoThread;
class Worker;
struct ConnectionCounts;

struct ServerOptions {
    std::string address = "127.0.0.1";  // IPv4 or IPv6, no name
    std::uint16_t port = 0;             // 0: any free one, see Server::port()
    // One that listens already, as a service manager hands it over, in place of the two above: borrowed, and left open.
    // Clients that have connected and were not accepted wait in it for whatever listens there next.
    std::optional<int> listening_socket{};
    std::size_t threads = 1;
    Limits limits;
    std::size_t connections_per_address = 0;  // beyond: 503 and close; 0: any number
    // Their connections count for the clients that they name (forwarded.h), each while it carries a request of theirs.
    std::vector<AddressRange> trusted_proxies{};
};

class Server {
  public:
    // The handler outlives the server.
    Server(ServerOptions options, Handler& handler);
    ~Server();  // as stop() without grace
    Server(Server const&) = delete;
    Server& operator=(Server const&) = delete;

    // Listens and serves. Throws std::system_error if it cannot listen there, also if another process does already.
    void start();
    std::uint16_t port() const;  // after start()

    std::size_t threads() const { return workers_.size(); }
    IoThread& io_thread(std::size_t index);
    std::size_t connections() const;  // being served now
    // Does every thread take a turn of its loop within that time? From any thread but the server's own.
    bool responds(std::chrono::milliseconds within);

    // From any thread but the server's own; returns when all of its threads have ended. Takes no new connection,
    // closes idle ones at once, lets requests in flight finish, and after `grace` closes their sockets. It waits even
    // then for handlers that wait for a clerk or a pool: those must still run, and be ended after the server.
    void stop(std::chrono::milliseconds grace);

  private:
    ServerOptions const options_;
    std::unique_ptr<ConnectionCounts> counts_;
    AddressCounts addresses_;
    std::vector<std::unique_ptr<Worker>> workers_;
    std::mutex stopping_;
    bool started_ = false;
    std::uint16_t port_ = 0;
};

}  // namespace onsale::http
