// Connection: one TCP or TLS connection to one Redis server; a command, its answer, each with a deadline.
//
// hiredis 0.14 of Debian 12 has no TLS, and its asynchronous half no deadlines. Its reader and its formatter are the
// protocol here; Asio carries the bytes.
//
// Threads: one at a time. Calls block until the deadline at most (a name that does not resolve may hold the
// destruction of the io_context a little longer).
#pragma once

#include <array>
#include <chrono>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>

#include "application/storage_fault.h"
#include "infrastructure/redis/reply.h"
#include "infrastructure/redis/url.h"

namespace onsale::redis {

using Deadline = std::chrono::steady_clock::time_point;

// The connection is of no use any more, and what was under way may have happened or not.
struct ConnectionLost : StorageFault {
    using StorageFault::StorageFault;
};

class Connection {
  public:
    // Resolves, connects, and shakes hands when there is a context for TLS. Throws ConnectionLost. Borrows both; the
    // io_context is run by nobody else.
    Connection(boost::asio::io_context& io, boost::asio::ssl::context* tls, Endpoint server, Deadline deadline);

    // The answer may be an error of Redis'. Throws ConnectionLost.
    Reply command(std::span<std::string_view const> words, Deadline deadline);
    Reply command(std::initializer_list<std::string_view> words, Deadline deadline) {
        return command(std::span(words.begin(), words.size()), deadline);
    }

    Endpoint const& server() const { return server_; }

  private:
    struct FreeReader {
        void operator()(redisReader* reader) const { redisReaderFree(reader); }
    };

    boost::asio::ip::tcp::resolver::results_type resolve(Deadline deadline);
    void shake_hands(boost::asio::ssl::context& tls, Deadline deadline);
    void write(std::string_view bytes, Deadline deadline);
    std::size_t read(Deadline deadline);
    // Starts something that ends with an error code, and runs it to its end or to the deadline.
    template <class Start>
    void run(char const* what, Deadline deadline, Start&& start);
    [[noreturn]] void lost(char const* what, std::string_view why);

    boost::asio::io_context& io_;
    Endpoint const server_;
    boost::asio::ip::tcp::socket socket_;
    std::optional<boost::asio::ssl::stream<boost::asio::ip::tcp::socket&>> tls_;
    std::unique_ptr<redisReader, FreeReader> reader_;
    std::array<char, 64 * 1024> buffer_;
};

}  // namespace onsale::redis
