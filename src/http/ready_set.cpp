#include "http/ready_set.h"

#include <array>
#include <cerrno>
#include <system_error>

#include <sys/epoll.h>

#include "http/client_socket.h"

namespace onsale::http {

namespace {

int new_set() {
    int const set = ::epoll_create1(EPOLL_CLOEXEC);
    if (set < 0) throw std::system_error(errno, std::system_category(), "epoll_create1");
    return set;
}

}  // namespace

ReadySet::ReadySet(boost::asio::io_context& context) : set_(context.get_executor(), new_set()) {}

void ReadySet::add(int descriptor, ClientSocket& client) {
    epoll_event event{};
    event.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET;
    event.data.ptr = &client;
    if (::epoll_ctl(set_.native_handle(), EPOLL_CTL_ADD, descriptor, &event) != 0) {
        throw std::system_error(errno, std::system_category(), "EPOLL_CTL_ADD");
    }
}

void ReadySet::wait() {
    set_.async_wait(boost::asio::posix::descriptor_base::wait_read, [this](boost::system::error_code error) {
        if (error) return;
        wake_the_ready();
        if (set_.is_open()) wait();
    });
}

// No more than this many in one go: what other threads have posted gets its turn in between. A client is destroyed only
// by its own coroutine, which runs on its own event or from the loop, so every pointer of a round stays good.
void ReadySet::wake_the_ready() {
    std::array<epoll_event, ready_sockets_a_round> ready;
    auto const count = ::epoll_wait(set_.native_handle(), ready.data(), static_cast<int>(ready.size()), 0);
    round_at_ = std::chrono::steady_clock::now();
    if (count < static_cast<int>(ready.size())) {
        full_since_.reset();
    } else if (!full_since_) {
        full_since_ = round_at_;
    }
    for (int i = 0; i < count; ++i) {
        auto const& event = ready[static_cast<std::size_t>(i)];
        static_cast<ClientSocket*>(event.data.ptr)->happened(event.events);
    }
}

void ReadySet::stop() {
    boost::system::error_code ignored;
    set_.close(ignored);
}

}  // namespace onsale::http
