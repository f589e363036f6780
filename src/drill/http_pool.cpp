#include "drill/http_pool.h"

#include <algorithm>

#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>

#include "drill/limits.h"
#include "http_client/response_reader.h"

namespace onsale::drill {

namespace asio = boost::asio;
using ErrorCode = boost::system::error_code;

struct HttpPool::Connection {
    explicit Connection(asio::io_context& io) : socket(io.get_executor()), buffer(limits::first_buffer_bytes, '\0') {
        reader.keeps_body = true;
    }

    Socket socket;
    std::string buffer;  // grows with the longest header
    http_client::ResponseReader reader;
    Moment deadline = Moment::max();  // max: not busy
    Moment last_used{};

    void close() {
        ErrorCode ignored;
        socket.close(ignored);
    }
};

HttpPool::HttpPool(asio::io_context& io, asio::ip::tcp::endpoint server, std::uint32_t most_connections,
                   StopWatch const& watch)
    : io_(io), server_(std::move(server)), most_(most_connections), watch_(watch), sweep_timer_(io.get_executor()) {}

HttpPool::~HttpPool() = default;

Awaitable<HttpPool::Connection*> HttpPool::borrow() {
    if (!free_.empty() && waiters_.empty()) {
        auto* const connection = free_.back();
        free_.pop_back();
        co_return connection;
    }
    if (connections_.size() < most_) {
        connections_.push_back(std::make_unique<Connection>(io_));
        co_return connections_.back().get();
    }
    Timer turn(io_.get_executor(), SteadyClock::time_point::max());
    waiters_.push_back(&turn);
    ErrorCode woken;
    co_await turn.async_wait(asio::redirect_error(use_awaitable, woken));
    auto* const connection = lent_next_.front();
    lent_next_.pop_front();
    co_return connection;
}

void HttpPool::give_back(Connection& connection) {
    connection.deadline = Moment::max();
    connection.last_used = watch_.now();
    if (waiters_.empty()) {
        free_.push_back(&connection);
        return;
    }
    lent_next_.push_back(&connection);
    waiters_.front()->cancel();
    waiters_.pop_front();
}

Awaitable<bool> HttpPool::send(Connection& connection, std::string const& request) {
    ErrorCode failed;
    if (connection.socket.is_open() && watch_.now() - connection.last_used > limits::idle_time) connection.close();
    if (!connection.socket.is_open()) {
        co_await connection.socket.async_connect(server_, asio::redirect_error(use_awaitable, failed));
        if (failed) co_return false;
        connection.socket.set_option(asio::ip::tcp::no_delay(true), failed);
    }
    auto const first =
        co_await connection.socket.async_write_some(asio::buffer(request), asio::redirect_error(use_awaitable, failed));
    if (!failed && first < request.size()) {
        co_await asio::async_write(connection.socket, asio::buffer(request) + first,
                                   asio::redirect_error(use_awaitable, failed));
    }
    co_return !failed;
}

Awaitable<bool> HttpPool::receive(Connection& connection, Answer& answer) {
    using State = http_client::ResponseReader::State;
    auto& buffer = connection.buffer;
    auto& reader = connection.reader;
    reader.begin_again();
    for (std::size_t unread = 0;;) {
        if (unread == buffer.size()) buffer.resize(2 * buffer.size());
        ErrorCode failed;
        auto const space = asio::buffer(buffer.data() + unread, buffer.size() - unread);
        auto const count =
            co_await connection.socket.async_read_some(space, asio::redirect_error(use_awaitable, failed));
        if (failed) co_return false;
        std::string_view received(buffer.data(), unread + count);
        auto const state = reader.take(received);
        if (state == State::unreadable) co_return false;
        if (state == State::complete) {
            answer.body = reader.take_body();
            answer.retry_after = std::chrono::seconds(reader.retry_after_seconds());
            answer.status = reader.status();
            co_return true;
        }
        unread = received.size();
        std::ranges::copy(received, buffer.begin());
    }
}

Awaitable<Answer> HttpPool::ask(std::string const& request, Delivery delivery) {
    Answer answer;
    auto& connection = *co_await borrow();
    answer.sent = watch_.now();
    connection.deadline = answer.sent + limits::answer_time;
    bool const sent = co_await send(connection, request);
    bool const kept = sent && delivery == Delivery::whole && co_await receive(connection, answer);
    answer.received = watch_.now();
    if (!kept || connection.reader.closes()) connection.close();
    give_back(connection);
    co_return answer;
}

Awaitable<void> HttpPool::sweep() {
    while (!stopped_) {
        ErrorCode woken;
        sweep_timer_.expires_after(limits::sweep_interval);
        co_await sweep_timer_.async_wait(asio::redirect_error(use_awaitable, woken));
        auto const now = watch_.now();
        for (auto const& connection : connections_) {
            if (connection->deadline < now) connection->close();
        }
    }
}

void HttpPool::stop() {
    stopped_ = true;
    sweep_timer_.cancel();
}

}  // namespace onsale::drill
