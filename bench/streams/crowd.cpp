#include "crowd.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <stdexcept>
#include <system_error>

#include <fmt/format.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "fans.h"

namespace onsale::bench {
namespace {

constexpr std::chrono::seconds patience{30};
constexpr std::size_t opening_at_once = 512;  // well within the backlog of a listening socket

[[noreturn]] void fail(char const* what) { throw std::system_error(errno, std::system_category(), what); }

}  // namespace

Crowd::Crowd(std::uint16_t port, std::vector<std::string> const& fans)
    : epoll_(::epoll_create1(EPOLL_CLOEXEC)), control_(port) {
    if (epoll_ < 0) fail("epoll_create1");
    listeners_.reserve(fans.size());
    add(control_.file(), fans.size());
    while (listeners_.size() < fans.size()) open_some(port, fans);
}

Crowd::~Crowd() { ::close(epoll_); }

void Crowd::add(int file, std::size_t index) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = index;
    if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, file, &event) != 0) fail("epoll_ctl");
}

void Crowd::open_some(std::uint16_t port, std::vector<std::string> const& fans) {
    auto const end = std::min(listeners_.size() + opening_at_once, fans.size());
    while (listeners_.size() < end) {
        auto const index = listeners_.size();
        listeners_.push_back({.socket = Socket(port), .events = {}});
        listeners_.back().socket.send(request_of("GET", "/user/" + fans[index] + "/token/stream", port));
        add(listeners_.back().socket.file(), index);
    }
    auto const until = Clock::now() + patience;
    while (told_ < listeners_.size()) {
        if (Clock::now() > until) throw std::runtime_error(fmt::format("{} streams said nothing", end - told_));
        read_for(std::chrono::milliseconds{100});
    }
}

std::uint32_t Crowd::settle(std::chrono::milliseconds length) {
    auto const until = Clock::now() + length;
    while (Clock::now() < until) read_for(std::chrono::milliseconds{10});
    return newest_;
}

Crowd::Spread Crowd::cause(std::string_view request, std::uint32_t waiting) {
    wanted_ = waiting;
    have_it_ = 0;
    for (auto& listener : listeners_) listener.has_it = false;
    auto const began = Clock::now();
    control_.send(request);
    while (have_it_ < listeners_.size()) {
        if (Clock::now() > began + patience) {
            throw std::runtime_error(
                fmt::format("{} of {} streams told that {} wait", have_it_, listeners_.size(), waiting));
        }
        read_for(std::chrono::milliseconds{100});
    }
    wanted_ = unknown;
    return {.first = first_ - began, .last = last_ - began};
}

void Crowd::read_for(std::chrono::milliseconds longest) {
    std::array<epoll_event, 512> events;
    auto const count =
        ::epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), static_cast<int>(longest.count()));
    for (int i = 0; i < count; ++i) read(events[static_cast<std::size_t>(i)].data.u64);
}

void Crowd::read(std::size_t index) {
    static thread_local std::array<char, 64 * 1024> buffer;
    bool const answer = index >= listeners_.size();  // of the control connection
    auto const file = answer ? control_.file() : listeners_[index].socket.file();
    auto const count = ::recv(file, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
    if (count <= 0) throw std::runtime_error("the server closed a connection");
    std::string_view const received(buffer.data(), static_cast<std::size_t>(count));
    answer ? take_answer(received) : take(listeners_[index], received);
}

void Crowd::take(Listener& listener, std::string_view received) {
    auto const waiting = listener.events.take(received);
    if (!waiting) return;
    if (listener.waiting == unknown) ++told_;
    listener.waiting = *waiting;
    newest_ = *waiting;
    if (*waiting != wanted_ || listener.has_it) return;
    listener.has_it = true;
    last_ = Clock::now();
    if (have_it_++ == 0) first_ = last_;
}

// Answers are small and come one at a time: their status is in the first bytes.
void Crowd::take_answer(std::string_view received) const {
    if (!received.starts_with("HTTP/1.1 2")) {
        throw std::runtime_error("a cause was refused: " + std::string(received.substr(0, 200)));
    }
}

}  // namespace onsale::bench
