#include "socket.h"

#include <cerrno>
#include <stdexcept>
#include <system_error>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace onsale::bench {
namespace {

[[noreturn]] void fail(char const* what) { throw std::system_error(errno, std::system_category(), what); }

}  // namespace

Socket::Socket(std::uint16_t port) : file_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (file_ < 0) fail("socket");
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(port);
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(file_, reinterpret_cast<sockaddr const*>(&where), sizeof where) != 0) {
        auto const error = errno;
        ::close(file_);
        errno = error;
        fail("connect");
    }
    int const on = 1;
    ::setsockopt(file_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

Socket::~Socket() {
    if (file_ >= 0) ::close(file_);
}

void Socket::send(std::string_view bytes) const {
    while (!bytes.empty()) {
        auto const count = ::send(file_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count < 0) fail("send");
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
}

void allow_descriptors(std::size_t wanted) {
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) fail("getrlimit");
    limit.rlim_cur = limit.rlim_max;
    if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) fail("setrlimit");
    if (limit.rlim_max < wanted) {
        throw std::runtime_error(fmt::format("{} descriptors are needed, {} are allowed", wanted, limit.rlim_max));
    }
}

}  // namespace onsale::bench
