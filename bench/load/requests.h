// What is to be sent: ready-made bytes of HTTP/1.1 requests.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace onsale::load {

struct RequestLine {
    std::string method = "GET";
    std::string target = "/";
    std::string body{};
    std::vector<std::string> headers{};  // "Name: value"
};

std::string serialise(RequestLine const& request, std::string_view host);

// One request a line, fields separated by tabs: METHOD, TARGET, BODY (may be empty), then any headers "Name: value".
// Empty lines and lines that start with '#' are skipped. Throws std::runtime_error naming the line.
std::vector<std::string> read_requests(std::string const& file, std::string_view host);

}  // namespace onsale::load
