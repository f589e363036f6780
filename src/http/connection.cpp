// The life of a connection: reading, sending, streaming, its turns and its deadlines. How a request becomes an answer
// is in connection_answers.cpp.
#include "http/connection.h"

#include <cerrno>
#include <utility>

#include <boost/asio/post.hpp>

#include "http/io_thread.h"

namespace onsale::http {

Connection::Connection(Context& context, int socket, Address const& peer)
    : context_(context),
      socket_(context.io, socket),
      peer_(peer),
      behind_proxy_(context.addresses.trusts(peer)),
      client_(peer),
      counted_for_(context.addresses) {
    enter(Phase::idle, context_.limits.first_byte_time);
}

Connection::~Connection() {
    release_large_body();
    end_exchange();
}

void Connection::begin_exchange() {
    if (!now_) now_ = context_.exchanges.lend();
}

// Unless something of it is still here.
void Connection::end_exchange() {
    if (!now_ || refused_ || !now_->buffer.empty() || !now_->send_buffer.empty() || !now_->parser.untouched()) return;
    context_.exchanges.take_back(std::move(now_));
}

// The path of an ordinary request through here has one suspension, the read, and two system calls. Every co_await is a
// statement of its own: within a condition, g++ 12 makes wrong code of it.
Awaitable<void> Connection::serve() {
    begin_exchange();
    for (;;) {
        if (auto pending = answer_what_is_complete()) {
            if (!now_->send_buffer.empty()) {
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
        bool const spent = turn_is_spent();
        if (!now_->send_buffer.empty()) {
            bool const more_may_be_complete = now_->send_buffer.full();
            auto sent = send_now();
            if (sent == SendBuffer::Sent::would_block) {
                bool const sent_later = co_await send_all();
                if (sent_later) sent = SendBuffer::Sent::all;
            }
            if (sent != SendBuffer::Sent::all) co_return;
            if (last_) {
                if (now_->answer.subscription) co_await stream(std::move(now_->answer.subscription));
                if (now_ && now_->answer.source) {
                    bool const all_sent = co_await send_pieces(std::move(now_->answer.source));
                    if (!all_sent) co_return;
                }
                co_await close();
                co_return;
            }
            if (more_may_be_complete && !spent) continue;
        }
        if (spent) {
            co_await next_turn();
            continue;
        }
        enter_reading();
        if (phase_ == Phase::idle && context_.stopping) {
            if (!read_at_last()) co_return;
            continue;
        }
        end_exchange();
        if (now_ && now_->buffer.room().empty()) {
            refuse(Malformed::bad_request);
            continue;
        }
        if (!socket_.can_read()) {
            co_await socket_.until_readable();
        } else if (turn_is_over()) {
            co_await next_turn();
        }
        begin_exchange();
        if (!take_in()) co_return;
    }
}

Awaitable<void> Connection::turn_away() {
    begin_exchange();
    refuse(Malformed::too_many_connections);
    bool const sent = co_await send_all();
    if (!sent) co_return;
    co_await close();
}

// A client that writes as fast as we read never lets us wait: the others of this thread have their turn in between.
bool Connection::turn_is_over() { return ++reads_ % reads_a_turn == 0; }

// Of a client that pipelines, only some requests are answered in one go. One that waits for its answers costs no look
// at the clock.
void Connection::count_request() {
    if (now_->buffer.empty()) {
        requests_ = 0;
    } else if (requests_++ == 0) {
        turn_began_ = IoThread::Clock::now();
    }
}

bool Connection::turn_is_spent() const {
    if (requests_ == 0) return false;
    return requests_ >= requests_a_turn || IoThread::Clock::now() - turn_began_ >= longest_turn;
}

Awaitable<void> Connection::next_turn() {
    requests_ = 0;
    return boost::asio::post(context_.io.executor(), use_awaitable);
}

// False: close without a word. The client has gone, or was idle for too long, or we are told to stop.
bool Connection::take_in() {
    if (!socket_.is_open()) return false;
    if (!socket_.take_cancelled()) {
        heard_ = true;
        auto const count = socket_.receive(now_->buffer.room());
        if (count > 0) now_->buffer.add(static_cast<std::size_t>(count));
        return count > 0 || (count < 0 && (errno == EAGAIN || errno == EINTR));
    }
    if (phase_ != Phase::idle) {
        refuse(Malformed::request_timeout);
        return true;
    }
    return read_at_last();
}

// A request that has come before the stop, or the end of its patience, reached this connection is still answered.
bool Connection::read_at_last() {
    auto const room = now_->buffer.room();
    auto const count = socket_.receive(room);
    if (count <= 0) return false;
    now_->buffer.add(static_cast<std::size_t>(count));
    return true;
}

SendBuffer::Sent Connection::send_now() {
    std::size_t progress = 0;
    return now_->send_buffer.send(socket_.descriptor(), progress);
}

// False: the client has gone, or stopped reading.
Awaitable<bool> Connection::send_all() {
    enter(Phase::writing, context_.limits.write_stall_time);
    for (;;) {
        std::size_t progress = 0;
        auto const sent = now_->send_buffer.send(socket_.descriptor(), progress);
        if (sent == SendBuffer::Sent::failed) co_return false;
        if (sent == SendBuffer::Sent::all) break;
        if (progress > 0) enter(Phase::writing, context_.limits.write_stall_time);
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
    end_exchange();
    now_.reset();  // a client that has said more than it should is not listened to
    repeat_.reset();
    std::string().swap(repeated_);
    stream_ = std::make_shared<Stream>(socket_, context_.io, context_.limits);
    try {
        if (!context_.stopping) subscription->opened(*stream_);
        while (!stream_->over() && !context_.stopping) {
            if (!socket_.can_read()) {
                co_await socket_.until_readable();
            } else if (turn_is_over()) {
                co_await next_turn();
            }
            if (socket_.take_cancelled() || !socket_.is_open() || !stream_->client_is_here()) break;
        }
    } catch (...) {  // out of memory: this stream ends
    }
    subscription.reset();
    stream_->leave();
    stream_.reset();
}

// False: the client has gone, or the source has failed.
Awaitable<bool> Connection::send_pieces(std::unique_ptr<BodySource> source) {
    for (bool more = true; more;) {
        enter(Phase::answering, std::chrono::milliseconds::max());
        std::optional<std::string> piece;
        bool failed = false;
        try {
            piece = co_await source->next();
        } catch (...) {
            failed = true;
        }
        if (failed) {
            socket_.reset();
            co_return false;
        }
        more = piece.has_value();
        if (more && piece->empty()) continue;
        now_->send_buffer.add_piece(more ? std::string_view(*piece) : std::string_view{}, chunked_);
        if (now_->send_buffer.empty()) break;  // the end, where nothing marks it
        bool const sent = co_await send_all();
        if (!sent) co_return false;
    }
    co_return true;
}

// Closing a socket that holds unread bytes makes the kernel send a reset, which can overtake our answer and destroy
// it in the client's hands. So we say that we are done, and read on for a while.
Awaitable<void> Connection::close() {
    if (!socket_.is_open() || (!refused_ && (!now_ || now_->buffer.empty()) && socket_.unread() == 0)) co_return;
    socket_.shut_down_sending();
    begin_exchange();
    enter(Phase::lingering, context_.limits.linger_time);
    now_->buffer.drop_front(now_->buffer.received().size());
    for (;;) {
        if (!socket_.can_read()) {
            co_await socket_.until_readable();
        } else if (turn_is_over()) {
            co_await next_turn();
        }
        if (expired_ || socket_.take_cancelled() || !socket_.is_open()) co_return;
        auto const count = socket_.receive(now_->buffer.room());
        if (count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR)) co_return;
    }
}

void Connection::enter(Phase phase, std::chrono::milliseconds time) {
    phase_ = phase;
    expired_ = false;
    deadline_ = time == std::chrono::milliseconds::max()
                    ? IoThread::Clock::time_point::max()
                    : context_.io.coarse_now() + time + context_.limits.sweep_interval;
}

// The deadlines of header and body run from where each began, not from the last byte: a client that drips is cut off.
void Connection::enter_reading() {
    if (!now_->parser.started(now_->buffer.received().size())) {
        enter(Phase::idle, heard_ ? context_.limits.idle_time : context_.limits.first_byte_time);
    } else if (now_->parser.header_complete()) {
        auto const time = large_body_ ? context_.limits.large_body_time : context_.limits.body_time;
        if (phase_ != Phase::body) enter(Phase::body, time);
    } else if (phase_ != Phase::header) {
        enter(Phase::header, context_.limits.header_time);
    }
}

void Connection::sweep(std::chrono::steady_clock::time_point now) {
    if (stream_) return stream_->sweep(now);
    if (phase_ == Phase::idle) counted_for_.nobody();  // a proxy keeps it for the client that comes next
    if (now <= deadline_) return;
    expired_ = true;
    if (phase_ == Phase::writing) return socket_.reset();
    socket_.cancel();
}

std::optional<std::chrono::steady_clock::time_point> Connection::idle_until() const {
    if (phase_ != Phase::idle) return std::nullopt;
    return deadline_;
}

void Connection::finish_up() {
    if (stream_) return stream_->stop();
    if (phase_ == Phase::idle) socket_.cancel();
    if (phase_ == Phase::lingering) deadline_ = std::min(deadline_, context_.io.coarse_now() + std::chrono::seconds(1));
}

void Connection::abort() {
    if (phase_ != Phase::answering) return socket_.reset();
    socket_.shut_down();
}

}  // namespace onsale::http
