#include "http/client_socket.h"

#include <cerrno>
#include <utility>

#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace onsale::http {

ClientSocket::ClientSocket(IoThread& io, int descriptor) : io_(io), descriptor_(descriptor) {
    try {
        io_.sockets().add(descriptor_, *this);
    } catch (...) {
        close();
        throw;
    }
}

ClientSocket::~ClientSocket() { close(); }

std::ptrdiff_t ClientSocket::receive(std::span<char> room) {
    auto const count = ::recv(descriptor_, room.data(), room.size(), MSG_DONTWAIT);
    can_read_ = count == static_cast<std::ptrdiff_t>(room.size()) || (count < 0 && errno == EINTR);
    return count;
}

std::size_t ClientSocket::unread() const {
    int count = 0;
    return ::ioctl(descriptor_, FIONREAD, &count) == 0 ? static_cast<std::size_t>(count) : 0;
}

// The writer first: a stream that sends never ends the connection by itself, but the coroutine that reads may, and
// this object with it.
void ClientSocket::happened(std::uint32_t events) {
    bool const ended = (events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR)) != 0;
    hung_up_ = hung_up_ || ended;
    if (ended || (events & EPOLLIN) != 0) can_read_ = true;
    bool const writable = (events & (EPOLLOUT | EPOLLHUP | EPOLLERR)) != 0;
    if (writable && when_writable_) std::exchange(when_writable_, nullptr)();
    if (writable && writer_.waits) return wake(writer_);
    if (can_read_ && reader_.waits) wake(reader_);
}

// This object may be gone afterwards.
void ClientSocket::wake(Side& side) {
    side.waits = false;
    side.waiter.resume();
}

void ClientSocket::cancel() {
    for (auto* side : {&reader_, &writer_}) {
        if (!side->waits) continue;
        io_.wake(side->waiter);
        side->waits = false;
        cancelled_ = true;
    }
}

void ClientSocket::shut_down_sending() { ::shutdown(descriptor_, SHUT_WR); }

void ClientSocket::shut_down() { ::shutdown(descriptor_, SHUT_RDWR); }

void ClientSocket::reset() {
    if (!is_open()) return;
    linger const at_once{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
    close();
    cancel();
}

void ClientSocket::close() {
    if (is_open()) ::close(std::exchange(descriptor_, -1));
    when_writable_ = nullptr;
}

}  // namespace onsale::http
