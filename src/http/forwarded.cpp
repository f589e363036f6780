#include "http/forwarded.h"

#include <algorithm>
#include <string_view>

namespace onsale::http {

namespace {

bool is_port(std::string_view text) {
    return text.starts_with(':') && text.size() > 1 &&
           std::ranges::all_of(text.substr(1), [](char c) { return c >= '0' && c <= '9'; });
}

// "192.0.2.1", "192.0.2.1:4711", "2001:db8::1", "[2001:db8::1]", "[2001:db8::1]:4711".
std::optional<Address> parse_hop(std::string_view text) {
    if (text.starts_with('[')) {
        auto const end = std::min(text.find(']'), text.size() - 1);
        auto const behind = text.substr(end + 1);
        auto const inner = text.substr(1, end - 1);
        if (text[end] != ']' || !inner.contains(':') || !(behind.empty() || is_port(behind))) return std::nullopt;
        return Address::parse(inner);
    }
    auto const colon = text.find(':');
    bool const with_port = colon != std::string_view::npos && colon == text.rfind(':');
    if (!with_port) return Address::parse(text);
    return is_port(text.substr(colon)) ? Address::parse(text.substr(0, colon)) : std::nullopt;
}

}  // namespace

std::optional<Address> forwarded_client(Request const& request, std::span<AddressRange const> trusted) {
    std::optional<Address> furthest;
    request.visit_from_last("X-Forwarded-For", [&](std::string_view list) {
        while (true) {
            auto const comma = list.rfind(',');
            auto const hop = parse_hop(trimmed(comma == std::string_view::npos ? list : list.substr(comma + 1)));
            if (!hop) return false;
            furthest = hop;
            if (!contain(trusted, *hop)) return false;
            if (comma == std::string_view::npos) return true;
            list = list.substr(0, comma);
        }
    });
    return furthest;
}

}  // namespace onsale::http
