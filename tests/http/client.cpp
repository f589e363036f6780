#include "http/client.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cerrno>
#include <system_error>
#include <utility>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "http_client/response_reader.h"

namespace onsale::http::tests {

namespace {

[[noreturn]] void fail(char const* what) { throw std::system_error(errno, std::system_category(), what); }

std::map<std::string, std::string> fields_of(std::string const& head) {
    std::map<std::string, std::string> fields;
    for (auto line = head.find("\r\n"); line + 2 < head.size();) {
        auto const next = head.find("\r\n", line + 2);
        auto const text = head.substr(line + 2, next - line - 2);
        auto name = text.substr(0, text.find(": "));
        std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        if (!text.empty()) fields[name] = text.substr(std::min(text.size(), name.size() + 2));
        line = next;
    }
    return fields;
}

}  // namespace

Client::Client(std::uint16_t port, int receive_buffer) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    if (socket_ < 0) fail("socket");
    if (receive_buffer > 0) ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
    int const on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    timeval const patience{.tv_sec = 30, .tv_usec = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
    sockaddr_in where{};
    where.sin_family = AF_INET;
    where.sin_port = htons(port);
    where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(socket_, reinterpret_cast<sockaddr const*>(&where), sizeof where) != 0) {
        ::close(socket_);
        fail("connect");
    }
}

Client::Client(Client&& other) noexcept
    : socket_(std::exchange(other.socket_, -1)), received_(std::move(other.received_)) {}

Client::~Client() {
    if (socket_ >= 0) ::close(socket_);
}

bool Client::try_send(std::string_view bytes) {
    while (!bytes.empty()) {
        auto const count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (count < 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

void Client::send(std::string_view bytes) {
    if (!try_send(bytes)) fail("send");
}

void Client::half_close() { ::shutdown(socket_, SHUT_WR); }

void Client::reset() {
    linger const now{.l_onoff = 1, .l_linger = 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &now, sizeof now);
    ::close(std::exchange(socket_, -1));
}

bool Client::fill() {
    std::array<char, 64 * 1024> buffer;
    auto const count = ::recv(socket_, buffer.data(), buffer.size(), 0);
    if (count < 0) fail("recv");
    received_.append(buffer.data(), static_cast<std::size_t>(count));
    return count > 0;
}

std::string Client::read_exactly(std::size_t count) {
    while (received_.size() < count) {
        if (!fill()) throw std::runtime_error("the server closed in the middle");
    }
    auto bytes = received_.substr(0, count);
    received_.erase(0, count);
    return bytes;
}

Response Client::read_response(bool to_head) {
    using State = http_client::ResponseReader::State;
    http_client::ResponseReader reader;
    reader.keeps_head = reader.keeps_body = reader.takes_unsized = true;
    reader.to_head = to_head;
    for (;;) {
        std::string_view unread = received_;
        auto const state = reader.take(unread);
        received_.erase(0, received_.size() - unread.size());
        if (state == State::complete) {
            return {.status = reader.status(),
                    .head = reader.head(),
                    .fields = fields_of(reader.head()),
                    .body = reader.take_body()};
        }
        if (state == State::unreadable) throw std::runtime_error("no answer of HTTP: " + received_);
        if (!fill()) throw std::runtime_error("the server closed before its answer was whole");
    }
}

Response Client::ask(std::string_view request) {
    send(request);
    return read_response();
}

std::string Client::read_to_end() {
    while (fill()) {
    }
    return std::exchange(received_, {});
}

bool Client::closed_by_server() {
    if (!received_.empty()) return false;
    char byte;
    auto const count = ::recv(socket_, &byte, 1, 0);
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) throw std::runtime_error("the server does not close");
    return count <= 0;
}

std::string get(std::string_view path, std::string_view more) {
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(more) + "\r\n";
}

std::string post(std::string_view path, std::string_view body, std::string_view more) {
    return "POST " + std::string(path) +
           " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
           std::string(more) + "\r\n" + std::string(body);
}

}  // namespace onsale::http::tests
