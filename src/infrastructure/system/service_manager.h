// The service manager that started this process, by the protocols of sd_notify(3) and sd_listen_fds(3): systemd, and
// others that speak them. Where there is none, nothing is told, and nothing was handed over.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace onsale {

// A TCP socket that listens.
struct ListeningSocket {
    int descriptor = -1;
    std::string host;  // "127.0.0.1", "::1"
    std::uint16_t port = 0;
};

class ServiceManager {
  public:
    // Reads what the environment says, and takes it out of there: what this process starts is not meant. Before the
    // first thread. Throws std::runtime_error when more than one socket was handed over, or one that is none of TCP
    // that listens.
    ServiceManager();

    // Handed over, and open until the process ends: clients connect to it also while nobody serves.
    std::optional<ListeningSocket> const& socket() const { return socket_; }

    // How often watchdog() is to be called, at least; nullopt: not at all.
    std::optional<std::chrono::milliseconds> watchdog_interval() const { return watchdog_; }

    // Best effort, from any thread: a manager that cannot be reached is not told.
    void ready(std::string_view status) const noexcept;
    void stopping() const noexcept;
    void watchdog() const noexcept;

  private:
    void tell(std::string_view state) const noexcept;

    std::string notify_;  // the path of its socket; one that begins with @ is of the abstract namespace
    std::optional<ListeningSocket> socket_;
    std::optional<std::chrono::milliseconds> watchdog_;
};

}  // namespace onsale
