// The fans who listen: registered users, one for each stream.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace onsale::bench {

// Registers them over HTTP; returns their ids. Throws std::runtime_error when one was refused.
std::vector<std::string> register_fans(std::uint16_t port, std::size_t count);

// Lets the fan come in, so that fans who join later wait. Throws std::runtime_error when the fan has to wait.
void come_in(std::uint16_t port, std::string const& fan);

// The bytes of a request without a body that keeps its connection open.
std::string request_of(char const* method, std::string const& target, std::uint16_t port);

// What the process has in memory now. Throws std::runtime_error when there is no such process.
std::size_t resident_bytes(int process);

}  // namespace onsale::bench
