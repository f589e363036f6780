#include "requests.h"

#include <fstream>
#include <stdexcept>

namespace onsale::load {

std::string serialise(RequestLine const& request, std::string_view host) {
    std::string bytes = request.method + " " + request.target + " HTTP/1.1\r\nHost: ";
    bytes.append(host).append("\r\n");
    for (auto const& header : request.headers) bytes.append(header).append("\r\n");
    if (!request.body.empty()) bytes += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
    return bytes + "\r\n" + request.body;
}

std::vector<std::string> read_requests(std::string const& file, std::string_view host) {
    std::ifstream lines(file);
    if (!lines) throw std::runtime_error("cannot read " + file);
    std::vector<std::string> requests;
    std::string line;
    for (std::size_t number = 1; std::getline(lines, line); ++number) {
        if (line.empty() || line[0] == '#') continue;
        std::vector<std::string> parts;
        for (std::size_t from = 0; from <= line.size();) {
            auto const tab = std::min(line.find('\t', from), line.size());
            parts.push_back(line.substr(from, tab - from));
            from = tab + 1;
        }
        if (parts.size() < 2 || parts[0].empty() || !parts[1].starts_with('/')) {
            throw std::runtime_error(file + ":" + std::to_string(number) + ": want METHOD, TARGET, BODY, headers");
        }
        RequestLine request{.method = parts[0], .target = parts[1]};
        if (parts.size() > 2) request.body = parts[2];
        if (parts.size() > 3) request.headers.assign(parts.begin() + 3, parts.end());
        requests.push_back(serialise(request, host));
    }
    if (requests.empty()) throw std::runtime_error(file + " holds no request");
    return requests;
}

}  // namespace onsale::load
