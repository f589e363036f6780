#include "load_generator/scripted_server.h"

#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace onsale::load_generator::tests {

std::string ok(std::string_view body, std::string_view fields) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + std::string(fields) + "\r\n" +
           std::string(body);
}

ScriptedServer::ScriptedServer(Script script)
    : script_(std::move(script)), listener_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in any{};
    any.sin_family = AF_INET;
    any.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::bind(listener_, reinterpret_cast<sockaddr const*>(&any), sizeof any) != 0 || ::listen(listener_, 64) != 0) {
        throw std::system_error(errno, std::system_category(), "listen");
    }
    acceptor_ = std::thread([this] { accept_all(); });
}

ScriptedServer::~ScriptedServer() {
    ::shutdown(listener_, SHUT_RDWR);
    acceptor_.join();
    {
        std::lock_guard const guard(lock_);
        for (auto const socket : open_) ::shutdown(socket, SHUT_RDWR);
    }
    for (auto& thread : serving_) thread.join();
    ::close(listener_);
}

sockaddr_in ScriptedServer::address() const {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    ::getsockname(listener_, reinterpret_cast<sockaddr*>(&address), &size);
    return address;
}

void ScriptedServer::accept_all() {
    for (;;) {
        auto const socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (socket < 0) return;
        int const on = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        ++connections_;
        {
            std::lock_guard const guard(lock_);
            open_.push_back(socket);
        }
        serving_.emplace_back([this, socket] { serve(socket); });
    }
}

void ScriptedServer::serve(int socket) {
    std::string received;
    std::array<char, 4096> buffer;
    for (bool closes = false; !closes;) {
        auto const end = received.find("\r\n\r\n");
        if (end == std::string::npos) {
            auto const count = ::recv(socket, buffer.data(), buffer.size(), 0);
            if (count <= 0) break;
            received.append(buffer.data(), static_cast<std::size_t>(count));
            continue;
        }
        auto const reply = script_(received.substr(0, received.find("\r\n")), requests_++);
        received.erase(0, end + 4);
        for (auto const& piece : reply.pieces) ::send(socket, piece.data(), piece.size(), MSG_NOSIGNAL);
        closes = reply.closes;
    }
    std::lock_guard const guard(lock_);
    open_.remove(socket);
    ::close(socket);
}

}  // namespace onsale::load_generator::tests
