#include "api/http/connection.h"

#include <cerrno>

#include "api/http/io_thread.h"

namespace onsale::http {

Connection::Connection(House& house, int socket)
    : house_(house),
      socket_(house.io, socket),
      buffer_(house.limits.header_bytes + house.limits.body_bytes + 2 * chunk_framing_bytes),
      parser_(house.limits) {
    enter(Phase::idle, house_.limits.idle_time);
}

// The path of an ordinary request through here has one suspension, the read, and two system calls. Every co_await is a
// statement of its own: within a condition, g++ 12 makes wrong code of it.
Awaitable<void> Connection::serve() {
    for (;;) {
        if (auto pending = answer_what_is_complete()) {
            if (!outbox_.empty()) {
                bool const sent = co_await send_all();
                if (!sent) co_return;
            }
            enter(Phase::answering, std::chrono::milliseconds::max());
            std::exception_ptr error;
            try {
                co_await std::move(*pending);
            } catch (...) {
                error = std::current_exception();
            }
            error ? internal_error(error) : end_answer();
            continue;
        }
        if (!outbox_.empty()) {
            bool const more_may_be_complete = outbox_.full();
            auto sent = send_now();
            if (sent == Outbox::Sent::would_block) {
                bool const sent_later = co_await send_all();
                if (sent_later) sent = Outbox::Sent::all;
            }
            if (sent != Outbox::Sent::all) co_return;
            if (last_) {
                if (answer_.subscription) co_await stream(std::move(answer_.subscription));
                co_await close();
                co_return;
            }
            if (more_may_be_complete) continue;
        }
        enter_reading();
        if (phase_ == Phase::idle && house_.stopping) {
            if (!read_at_last()) co_return;
            continue;
        }
        auto const room = buffer_.room();
        if (room.empty()) {
            refuse(Malformed::bad_request);
            continue;
        }
        if (!socket_.can_read()) co_await socket_.until_readable();
        if (!take_in(room)) co_return;
    }
}

Awaitable<void> Connection::turn_away() {
    refuse(Malformed::too_many_connections);
    bool const sent = co_await send_all();
    if (!sent) co_return;
    co_await close();
}

// Returns a handler's coroutine as soon as one needs time: those behind it wait, since answers keep their order.
std::optional<Awaitable<void>> Connection::answer_what_is_complete() {
    while (!last_ && !outbox_.full()) {
        if (repeat_ && answer_again()) continue;
        switch (parser_.parse(buffer_.received())) {
            case RequestParser::Progress::need_more:
                buffer_.drop_back(parser_.freed());
                if (parser_.take_expectation()) outbox_.add_continue();
                return std::nullopt;
            case RequestParser::Progress::refused:
                refuse(parser_.why());
                return std::nullopt;
            case RequestParser::Progress::complete:
                break;
        }
        if (auto pending = begin_answer()) return pending;
    }
    return std::nullopt;
}

// The request before, once more?
bool Connection::answer_again() {
    std::string_view const received{buffer_.received().data(), buffer_.received().size()};
    if (phase_ != Phase::idle || !received.starts_with(repeated_)) return false;
    answer_.clear();
    try {
        if (!repeat_->answer(answer_)) repeat_.reset();
    } catch (...) {
        repeat_.reset();  // the handler will meet it again
    }
    if (!repeat_) return false;
    last_ = house_.stopping;
    outbox_.add(answer_, {.close = last_});
    buffer_.drop_front(repeated_.size());
    return true;
}

std::optional<Awaitable<void>> Connection::begin_answer() {
    answer_.clear();
    try {
        if (auto pending = house_.handler.handle(parser_.request(), answer_, house_.io)) return pending;
    } catch (...) {
        internal_error(std::current_exception());
        return std::nullopt;
    }
    end_answer();
    return std::nullopt;
}

void Connection::end_answer() {
    last_ = !parser_.keep_alive() || answer_.close || answer_.subscription || house_.stopping;
    outbox_.add(answer_, {.head = parser_.head(), .http_1_0 = parser_.http_1_0(), .close = last_});
    if (parser_.head()) answer_.subscription.reset();
    if (answer_.repeat && !last_ && !parser_.http_1_0() && !parser_.head()) remember_answer();
    buffer_.drop_front(parser_.size());
    parser_.next();
    phase_ = Phase::idle;
}

void Connection::remember_answer() {
    repeat_ = std::move(answer_.repeat);
    repeated_.assign(buffer_.received().data(), parser_.size());
}

void Connection::internal_error(std::exception_ptr error) {
    house_.handler.failed(std::move(error), parser_.request());
    refuse(Malformed::internal);
}

void Connection::refuse(Malformed why) {
    answer_.clear();
    answer_.status = status_of(why);
    if (why == Malformed::too_many_connections) answer_.header("Retry-After", "1");
    house_.handler.refuse(why, answer_);
    outbox_.add(answer_, {.head = parser_.head(), .close = true});
    last_ = refused_ = true;
}

// False: close without a word. The client has gone, or was idle for too long, or we are told to stop.
bool Connection::take_in(std::span<char> room) {
    if (!socket_.is_open()) return false;
    if (!socket_.take_cancelled()) {
        auto const count = socket_.receive(room);
        if (count > 0) buffer_.add(static_cast<std::size_t>(count));
        return count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR));
    }
    if (phase_ != Phase::idle) {
        refuse(Malformed::request_timeout);
        return true;
    }
    return house_.stopping && read_at_last();
}

// A request that has come before the server's stop reached this connection is still answered.
bool Connection::read_at_last() {
    auto const room = buffer_.room();
    auto const count = socket_.receive(room);
    if (count <= 0) return false;
    buffer_.add(static_cast<std::size_t>(count));
    return true;
}

Outbox::Sent Connection::send_now() {
    std::size_t progress = 0;
    return outbox_.send(socket_.descriptor(), progress);
}

// False: the client has gone, or stopped reading.
Awaitable<bool> Connection::send_all() {
    enter(Phase::writing, house_.limits.write_stall_time);
    for (;;) {
        std::size_t progress = 0;
        auto const sent = outbox_.send(socket_.descriptor(), progress);
        if (sent == Outbox::Sent::failed) co_return false;
        if (sent == Outbox::Sent::all) break;
        if (progress > 0) enter(Phase::writing, house_.limits.write_stall_time);
        co_await socket_.until_writable();
        if (socket_.take_cancelled() || !socket_.is_open()) co_return false;
    }
    phase_ = Phase::idle;
    co_return true;
}

// Frames go out by Stream::send; here we only wait for the client to go, or for the stream to be ended, which cancels
// the wait. Thousands may be open, so what the request needed is given back first.
Awaitable<void> Connection::stream(std::unique_ptr<Subscription> subscription) {
    enter(Phase::streaming, std::chrono::milliseconds::max());
    buffer_.release();
    parser_.release();
    outbox_ = {};
    answer_ = {};
    repeat_.reset();
    std::string().swap(repeated_);
    stream_ = std::make_shared<Stream>(socket_, house_.io, house_.limits);
    try {
        if (!house_.stopping) subscription->opened(*stream_);
        while (!stream_->over() && !house_.stopping) {
            if (!socket_.can_read()) co_await socket_.until_readable();
            if (socket_.take_cancelled() || !socket_.is_open() || !stream_->client_is_here()) break;
        }
    } catch (...) {  // out of memory: this stream ends
    }
    subscription.reset();
    stream_->leave();
    stream_.reset();
}

// Closing a socket that holds unread bytes makes the kernel send a reset, which can overtake our answer and destroy
// it in the client's hands. So we say that we are done, and read on for a while.
Awaitable<void> Connection::close() {
    if (!socket_.is_open() || (!refused_ && buffer_.empty() && socket_.unread() == 0)) co_return;
    socket_.shut_down_sending();
    enter(Phase::lingering, house_.limits.linger_time);
    buffer_.drop_front(buffer_.received().size());
    for (;;) {
        if (!socket_.can_read()) co_await socket_.until_readable();
        if (expired_ || socket_.take_cancelled() || !socket_.is_open()) co_return;
        auto const count = socket_.receive(buffer_.room());
        if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) co_return;
    }
}

void Connection::enter(Phase phase, std::chrono::milliseconds time) {
    phase_ = phase;
    expired_ = false;
    deadline_ = time == std::chrono::milliseconds::max() ? IoThread::Clock::time_point::max()
                                                         : house_.io.coarse_now() + time + house_.limits.sweep_interval;
}

// The deadlines of header and body run from where each began, not from the last byte: a client that drips is cut off.
void Connection::enter_reading() {
    if (!parser_.started(buffer_.received().size())) {
        enter(Phase::idle, house_.limits.idle_time);
    } else if (parser_.header_complete()) {
        if (phase_ != Phase::body) enter(Phase::body, house_.limits.body_time);
    } else if (phase_ != Phase::header) {
        enter(Phase::header, house_.limits.header_time);
    }
}

void Connection::sweep(std::chrono::steady_clock::time_point now) {
    if (stream_) return stream_->sweep(now);
    if (now <= deadline_) return;
    expired_ = true;
    if (phase_ == Phase::writing) return socket_.reset();
    socket_.cancel();
}

void Connection::finish_up() {
    if (stream_) return stream_->stop();
    if (phase_ == Phase::idle) socket_.cancel();
    if (phase_ == Phase::lingering) deadline_ = std::min(deadline_, house_.io.coarse_now() + std::chrono::seconds(1));
}

void Connection::abort() {
    if (phase_ != Phase::answering) return socket_.reset();
    socket_.shut_down();
}

}  // namespace onsale::http
