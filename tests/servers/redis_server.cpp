#include "servers/redis_server.h"

#include <atomic>
#include <csignal>
#include <fstream>
#include <stdexcept>
#include <system_error>
#include <thread>

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "infrastructure/redis/client.h"

extern char** environ;

namespace onsale::tests {
namespace {

constexpr std::chrono::seconds patience{60};
constexpr std::chrono::milliseconds glance{10};

sockaddr_in loopback(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

}  // namespace

std::uint16_t free_port() {
    // Below the range from which the kernel takes the ports of connections, so that none takes it before the server
    // does; and a node of a Redis cluster also listens ten thousand ports further up. Each process begins elsewhere.
    constexpr unsigned first = 11'000;
    constexpr unsigned ports = 11'000;
    constexpr unsigned apart = 101;
    static std::atomic<unsigned> next{static_cast<unsigned>(::getpid()) * apart};
    for (unsigned tries = 0; tries < ports; ++tries) {
        auto const port = static_cast<std::uint16_t>(first + next.fetch_add(1) % ports);
        int const socket = ::socket(AF_INET, SOCK_STREAM, 0);
        auto const address = loopback(port);
        bool const bound = ::bind(socket, reinterpret_cast<sockaddr const*>(&address), sizeof(address)) == 0;
        ::close(socket);
        if (bound) return port;
    }
    throw std::runtime_error("no free port");
}

RedisServer::RedisServer(Lines const& lines, Kind kind, std::uint16_t port, std::string url)
    : kind_(kind), port_(port), url_(url.empty() ? "redis://127.0.0.1:" + std::to_string(port) : std::move(url)) {
    std::ofstream config(folder_ / "redis.conf");
    config << "bind 127.0.0.1\nport " << port_ << "\ndir \"" << folder_.path().string() << "\"\nlogfile log\n";
    if (kind == Kind::server) config << "save \"\"\n";
    for (auto const& line : lines) config << line << '\n';
    config.close();
    start();
}

RedisServer::~RedisServer() { kill(); }

void RedisServer::kill() {
    if (pid_ <= 0) return;
    ::kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
    pid_ = -1;
}

void RedisServer::freeze() const { ::kill(pid_, SIGSTOP); }
void RedisServer::thaw() const { ::kill(pid_, SIGCONT); }

void RedisServer::start() {
    std::string program = kind_ == Kind::server ? "redis-server" : "redis-sentinel";
    std::string config = folder_ / "redis.conf";
    std::string const output = folder_ / "output";
    char* const words[] = {program.data(), config.data(), nullptr};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 1, output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    posix_spawn_file_actions_adddup2(&actions, 1, 2);
    auto const error = posix_spawnp(&pid_, program.c_str(), &actions, nullptr, words, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) throw std::system_error(error, std::system_category(), program);
    wait_until_it_answers();
}

void RedisServer::wait_until_it_answers() {
    auto const at = redis::parse_url(url());
    auto const end = std::chrono::steady_clock::now() + patience;
    while (std::chrono::steady_clock::now() < end) {
        try {
            redis::Client client(*at, "test");
            std::string_view const ping[] = {"PING"};
            if (!client.command(ping, end).view().is_error()) return;
        } catch (StorageFault const&) {
            if (waitpid(pid_, nullptr, WNOHANG) == pid_) break;
        }
        std::this_thread::sleep_for(glance);
    }
    std::ifstream log(folder_ / "log");
    throw std::runtime_error("a Redis does not start: " + std::string(std::istreambuf_iterator<char>(log), {}));
}

}  // namespace onsale::tests
