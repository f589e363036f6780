#include "app/config/settings.h"

#include <array>

#include <arpa/inet.h>
#include <fmt/format.h>

namespace onsale::config {

std::string_view to_string(Phase phase) {
    switch (phase) {
        case Phase::dev:
            return "dev";
        case Phase::cbt:
            return "cbt";
        case Phase::prod:
            return "prod";
    }
    return "?";
}

std::string_view to_string(AcceptClock accept) {
    switch (accept) {
        case AcceptClock::no:
            return "no";
        case AcceptClock::yes:
            return "yes";
    }
    return "?";
}

std::string_view to_string(LogLevel level) {
    switch (level) {
        case LogLevel::debug:
            return "debug";
        case LogLevel::info:
            return "info";
        case LogLevel::warn:
            return "warn";
        case LogLevel::error:
            return "error";
        case LogLevel::off:
            return "off";
    }
    return "?";
}

bool ListenAddress::loopback() const {
    if (host == "localhost") return true;
    std::array<std::uint8_t, sizeof(in6_addr)> address{};
    if (inet_pton(AF_INET, host.c_str(), address.data()) == 1) return address[0] == 127;
    std::array<std::uint8_t, sizeof(in6_addr)> one{};
    one.back() = 1;
    return inet_pton(AF_INET6, host.c_str(), address.data()) == 1 && address == one;
}

std::string ListenAddress::to_string() const {
    auto const ipv6 = host.find(':') != std::string::npos;
    return ipv6 ? fmt::format("[{}]:{}", host, port) : fmt::format("{}:{}", host, port);
}

// By hand, because a URL with several hosts is beyond URL libraries: user and password end at the last '@' of all,
// since a password may have an '@' or a '/' in it that nobody has escaped. Secrets in the query (password=...) are
// hidden, too; where an '@' stands behind a '?' nobody can say which of the two it is, and nothing is shown.
std::string ServiceUrl::shown() const {
    auto const authority = text.find("://");
    if (authority == std::string::npos) return text.empty() ? "not set" : "***";
    auto const begin = authority + 3;
    auto const at = text.rfind('@');
    auto const query = text.find('?');
    if (at != std::string::npos && query < at) return text.substr(0, begin) + "***";
    std::string shown = text.substr(0, begin);
    if (at != std::string::npos && at >= begin) {
        auto const user = text.substr(begin, at - begin);
        auto const colon = user.find(':');
        shown += colon == std::string::npos ? user : user.substr(0, colon) + ":***";
        shown += text.substr(at, query == std::string::npos ? query : query - at);
    } else {
        shown += text.substr(begin, query == std::string::npos ? query : query - begin);
    }
    return query == std::string::npos ? shown : shown + "?...";
}

}  // namespace onsale::config
