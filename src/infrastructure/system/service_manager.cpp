#include "infrastructure/system/service_manager.h"

#include <charconv>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace onsale {
namespace {

constexpr int first_descriptor = 3;  // SD_LISTEN_FDS_START

std::string taken(char const* variable) {
    auto const* const value = std::getenv(variable);
    std::string text = value == nullptr ? "" : value;
    ::unsetenv(variable);
    return text;
}

std::optional<std::int64_t> number(std::string const& text) {
    std::int64_t value = 0;
    auto const* const end = text.data() + text.size();
    auto const [rest, error] = std::from_chars(text.data(), end, value);
    if (text.empty() || error != std::errc{} || rest != end) return std::nullopt;
    return value;
}

bool listens(int descriptor) {
    int accepts = 0;
    socklen_t size = sizeof accepts;
    return ::getsockopt(descriptor, SOL_SOCKET, SO_ACCEPTCONN, &accepts, &size) == 0 && accepts != 0;
}

ListeningSocket inspected(int descriptor) {
    sockaddr_storage name{};
    socklen_t size = sizeof name;
    char host[INET6_ADDRSTRLEN] = "";
    if (listens(descriptor) && ::getsockname(descriptor, reinterpret_cast<sockaddr*>(&name), &size) == 0) {
        ::fcntl(descriptor, F_SETFD, FD_CLOEXEC);
        if (name.ss_family == AF_INET) {
            auto const& address = reinterpret_cast<sockaddr_in const&>(name);
            ::inet_ntop(AF_INET, &address.sin_addr, host, sizeof host);
            return {descriptor, host, ntohs(address.sin_port)};
        }
        if (name.ss_family == AF_INET6) {
            auto const& address = reinterpret_cast<sockaddr_in6 const&>(name);
            ::inet_ntop(AF_INET6, &address.sin6_addr, host, sizeof host);
            return {descriptor, host, ntohs(address.sin6_port)};
        }
    }
    throw std::runtime_error("the service manager handed over what is no TCP socket that listens");
}

}  // namespace

ServiceManager::ServiceManager() : notify_(taken("NOTIFY_SOCKET")) {
    auto const sockets = number(taken("LISTEN_FDS")).value_or(0);
    auto const for_process = number(taken("LISTEN_PID"));
    taken("LISTEN_FDNAMES");
    if (sockets > 0 && for_process == ::getpid()) {
        if (sockets > 1) {
            throw std::runtime_error(
                fmt::format("the service manager handed over {} sockets: onsale listens on one", sockets));
        }
        socket_ = inspected(first_descriptor);
    }
    auto const interval = number(taken("WATCHDOG_USEC"));
    auto const watched = number(taken("WATCHDOG_PID"));
    if (interval && *interval > 0 && (!watched || *watched == ::getpid())) {
        // Twice as often as is asked for: sd_watchdog_enabled(3).
        watchdog_ = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::microseconds{*interval / 2});
    }
}

void ServiceManager::ready(std::string_view status) const noexcept {
    tell("READY=1");
    try {
        tell(fmt::format("STATUS={}", status));
    } catch (std::exception const&) {  // out of memory: only the words are missing
    }
}

void ServiceManager::stopping() const noexcept { tell("STOPPING=1"); }

void ServiceManager::watchdog() const noexcept { tell("WATCHDOG=1"); }

void ServiceManager::tell(std::string_view state) const noexcept {
    sockaddr_un to{};
    if (notify_.empty() || notify_.size() >= sizeof to.sun_path) return;
    to.sun_family = AF_UNIX;
    std::memcpy(to.sun_path, notify_.data(), notify_.size());
    if (to.sun_path[0] == '@') to.sun_path[0] = '\0';
    int const socket = ::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    if (socket < 0) return;
    auto const size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + notify_.size());
    ::sendto(socket, state.data(), state.size(), MSG_NOSIGNAL, reinterpret_cast<sockaddr const*>(&to), size);
    ::close(socket);
}

}  // namespace onsale
