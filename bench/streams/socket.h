// A connected TCP socket that is closed by itself.
#pragma once

#include <cstdint>
#include <string_view>
#include <utility>

namespace onsale::bench {

class Socket {
  public:
    Socket() = default;
    // To 127.0.0.1, blocking. Throws std::system_error.
    explicit Socket(std::uint16_t port);
    Socket(Socket&& other) noexcept : file_(std::exchange(other.file_, -1)) {}
    Socket& operator=(Socket&& other) noexcept {
        std::swap(file_, other.file_);
        return *this;
    }
    ~Socket();

    int file() const { return file_; }

    // All of it; what is sent here is small. Throws std::system_error.
    void send(std::string_view bytes) const;

  private:
    int file_ = -1;
};

// As many descriptors as this process may have. Throws std::runtime_error when these are fewer than `wanted`.
void allow_descriptors(std::size_t wanted);

}  // namespace onsale::bench
