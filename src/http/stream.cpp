#include "http/stream.h"

#include <algorithm>
#include <array>
#include <cerrno>

#include <sys/socket.h>
#include <sys/uio.h>

#include "http/client_socket.h"
#include "http/io_thread.h"

namespace onsale::http {

namespace {

constexpr std::size_t pieces_a_call = 64;
constexpr int without_signal_or_wait = MSG_NOSIGNAL | MSG_DONTWAIT;

bool would_block() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

}  // namespace

Stream::Stream(ClientSocket& socket, IoThread& io, Limits const& limits) : socket_(socket), io_(io), limits_(limits) {}

void Stream::send(Frame const& frame) {
    if (state_ != State::open || frame->empty()) return;
    if (waiting_.size() >= limits_.stream_frames) return reset();
    if (!waiting_.empty()) {
        waiting_.push_back(frame);
        return;
    }
    // Nothing waits, as nearly always: straight into the socket.
    auto const sent = ::send(socket_.descriptor(), frame->data(), frame->size(), without_signal_or_wait);
    if (sent < 0 && !would_block()) return stop();
    auto const count = static_cast<std::size_t>(std::max<ssize_t>(sent, 0));
    if (count == frame->size()) return;
    waiting_.push_back(frame);
    first_sent_ = count;
    wait_for_room();
}

void Stream::end() {
    if (state_ != State::open) return;
    state_ = State::ending;
    if (waiting_.empty()) stop();
}

void Stream::flush() {
    while (!waiting_.empty()) {
        std::array<iovec, pieces_a_call> pieces;
        auto const count = std::min(pieces.size(), waiting_.size());
        for (std::size_t i = 0; i < count; ++i) {
            auto const skip = i == 0 ? first_sent_ : 0;
            auto* bytes = const_cast<char*>(waiting_[i]->data());  // NOLINT: sendmsg does not write there
            pieces[i] = {bytes + skip, waiting_[i]->size() - skip};
        }
        msghdr message{};
        message.msg_iov = pieces.data();
        message.msg_iovlen = count;
        auto const sent = ::sendmsg(socket_.descriptor(), &message, without_signal_or_wait);
        if (sent < 0 && !would_block()) return stop();
        if (sent < 0 || !take(static_cast<std::size_t>(sent))) return wait_for_room();
    }
    std::vector<Frame>().swap(waiting_);
    deadline_ = Time::max();
    if (state_ == State::ending) stop();
}

// False: the socket took less than it was offered.
bool Stream::take(std::size_t count) {
    std::size_t gone = 0;
    first_sent_ += count;
    while (gone < waiting_.size() && gone < pieces_a_call && first_sent_ >= waiting_[gone]->size()) {
        first_sent_ -= waiting_[gone++]->size();
    }
    waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(gone));
    return first_sent_ == 0;
}

void Stream::wait_for_room() {
    deadline_ = io_.coarse_now() + limits_.write_stall_time + limits_.sweep_interval;
    if (waits_for_room_) return;
    waits_for_room_ = true;
    socket_.when_writable([this] {
        waits_for_room_ = false;
        if (!over()) flush();
    });
}

bool Stream::client_is_here() {
    std::array<char, 4096> dropped;
    auto const count = socket_.receive(dropped);
    return count > 0 || (count < 0 && would_block());
}

void Stream::sweep(Time now) {
    if (now > deadline_ && !over()) reset();
}

void Stream::stop() {
    if (over()) return;
    state_ = State::over;
    socket_.cancel();  // the connection, which waits for the client to say something, goes on
}

void Stream::reset() {
    state_ = State::over;
    socket_.reset();
}

void Stream::leave() { state_ = State::over; }

}  // namespace onsale::http
