#include "infrastructure/redis/connection.h"

#include <vector>

#include <boost/asio/connect.hpp>
#include <boost/asio/write.hpp>
#include <fmt/format.h>

namespace onsale::redis {

namespace asio = boost::asio;
using asio::ip::tcp;
using boost::system::error_code;

Connection::Connection(asio::io_context& io, asio::ssl::context* tls, Endpoint server, Deadline deadline)
    : io_(io), server_(std::move(server)), socket_(io), reader_(redisReaderCreate()) {
    if (!reader_) throw ConnectionLost("no memory for a reader of Redis' protocol");
    auto const at = resolve(deadline);
    run("connecting", deadline, [&](auto done) { asio::async_connect(socket_, at, done); });
    socket_.set_option(tcp::no_delay(true));
    if (tls != nullptr) shake_hands(*tls, deadline);
}

void Connection::lost(char const* what, std::string_view why) {
    throw ConnectionLost(fmt::format("Redis at {}: {}: {}", server_.to_string(), what, why));
}

template <class Start>
void Connection::run(char const* what, Deadline deadline, Start&& start) {
    error_code outcome;
    bool ended = false;
    start([&](error_code ec, auto&&...) {
        outcome = ec;
        ended = true;
    });
    io_.restart();
    while (!ended && io_.run_one_until(deadline) > 0) {
    }
    if (!ended) {
        error_code ignored;
        socket_.close(ignored);  // and the operation ends
        io_.restart();
        while (!ended && io_.run_one() > 0) {
        }
        lost(what, "no answer in time");
    }
    if (outcome) lost(what, outcome.message());
}

tcp::resolver::results_type Connection::resolve(Deadline deadline) {
    error_code no_address;
    auto const address = asio::ip::make_address(server_.host, no_address);
    auto const port = std::to_string(server_.port);
    if (!no_address) return tcp::resolver::results_type::create({address, server_.port}, server_.host, port);

    // A look-up cannot be called off: what it ends with must outlive this call.
    struct Found {
        bool ended = false;
        error_code outcome;
        tcp::resolver::results_type at;
    };
    auto const found = std::make_shared<Found>();
    auto const resolver = std::make_shared<tcp::resolver>(io_);
    resolver->async_resolve(server_.host, port,
                            [found, resolver](error_code ec, tcp::resolver::results_type const& results) {
                                found->ended = true;
                                found->outcome = ec;
                                found->at = results;
                            });
    io_.restart();
    while (!found->ended && io_.run_one_until(deadline) > 0) {
    }
    if (!found->ended) lost("looking up the name", "no answer in time");
    if (found->outcome) lost("looking up the name", found->outcome.message());
    return found->at;
}

void Connection::shake_hands(asio::ssl::context& tls, Deadline deadline) {
    tls_.emplace(socket_, tls);
    SSL_set_tlsext_host_name(tls_->native_handle(), server_.host.c_str());
    tls_->set_verify_mode(asio::ssl::verify_peer);
    tls_->set_verify_callback(asio::ssl::host_name_verification(server_.host));
    run("TLS", deadline, [&](auto done) { tls_->async_handshake(asio::ssl::stream_base::client, done); });
}

void Connection::write(std::string_view bytes, Deadline deadline) {
    run("writing", deadline, [&](auto done) {
        if (tls_) return asio::async_write(*tls_, asio::buffer(bytes), done);
        asio::async_write(socket_, asio::buffer(bytes), done);
    });
}

std::size_t Connection::read(Deadline deadline) {
    std::size_t count = 0;
    auto const into = asio::buffer(buffer_);
    run("reading", deadline, [&](auto done) {
        auto const read_done = [done, &count](error_code ec, std::size_t size) {
            count = size;
            done(ec);
        };
        if (tls_) return tls_->async_read_some(into, read_done);
        socket_.async_read_some(into, read_done);
    });
    return count;
}

Reply Connection::command(std::span<std::string_view const> words, Deadline deadline) {
    std::vector<char const*> texts;
    std::vector<std::size_t> sizes;
    for (auto const word : words) {
        texts.push_back(word.data() == nullptr ? "" : word.data());
        sizes.push_back(word.size());
    }
    char* formatted = nullptr;
    auto const size = redisFormatCommandArgv(&formatted, static_cast<int>(words.size()), texts.data(), sizes.data());
    if (size < 0) throw ConnectionLost("a command for Redis could not be formatted");
    std::unique_ptr<char, decltype(&redisFreeCommand)> const bytes(formatted, &redisFreeCommand);
    write({bytes.get(), static_cast<std::size_t>(size)}, deadline);

    void* answer = nullptr;
    while (answer == nullptr) {
        auto const count = read(deadline);
        if (redisReaderFeed(reader_.get(), buffer_.data(), count) != REDIS_OK ||
            redisReaderGetReply(reader_.get(), &answer) != REDIS_OK) {
            lost("reading", "not Redis' protocol");
        }
    }
    return Reply(static_cast<redisReply*>(answer));
}

}  // namespace onsale::redis
