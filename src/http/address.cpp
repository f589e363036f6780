#include "http/address.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <span>
#include <string>

#include <arpa/inet.h>
#include <netinet/in.h>

namespace onsale::http {

namespace {

constexpr std::array<std::uint8_t, 12> ipv4_front{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
constexpr unsigned ipv4_front_bits = 96;

bool is_ipv4(Address const& address) { return std::ranges::equal(ipv4_front, std::span(address.bytes).first<12>()); }

Address of_ipv4(in_addr const& four) {
    Address address;
    std::ranges::copy(ipv4_front, address.bytes.begin());
    std::memcpy(address.bytes.data() + ipv4_front.size(), &four, sizeof four);
    return address;
}

}  // namespace

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blanks = " \t";
    auto const first = text.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(blanks) + 1 - first);
}

Address Address::of(sockaddr_storage const& socket) {
    if (socket.ss_family == AF_INET) return of_ipv4(reinterpret_cast<sockaddr_in const&>(socket).sin_addr);
    Address address;
    if (socket.ss_family == AF_INET6) {
        std::memcpy(address.bytes.data(), &reinterpret_cast<sockaddr_in6 const&>(socket).sin6_addr, 16);
    }
    return address;
}

std::optional<Address> Address::parse(std::string_view text) {
    if (text.size() >= INET6_ADDRSTRLEN || text.contains('\0')) return std::nullopt;
    std::string const spelled(text);
    in_addr four{};
    if (::inet_pton(AF_INET, spelled.c_str(), &four) == 1) return of_ipv4(four);
    Address address;
    if (::inet_pton(AF_INET6, spelled.c_str(), address.bytes.data()) == 1) return address;
    return std::nullopt;
}

std::string Address::to_string() const {
    std::array<char, INET6_ADDRSTRLEN> text{};
    bool const four = is_ipv4(*this);
    ::inet_ntop(four ? AF_INET : AF_INET6, bytes.data() + (four ? ipv4_front.size() : 0), text.data(), text.size());
    return text.data();
}

Address Address::place() const {
    auto place = *this;
    if (!is_ipv4(place)) std::fill(place.bytes.begin() + 8, place.bytes.end(), std::uint8_t{0});
    return place;
}

std::optional<AddressRange> AddressRange::parse(std::string_view text) {
    auto const slash = text.find('/');
    auto const first = Address::parse(text.substr(0, slash));
    if (!first) return std::nullopt;
    if (slash == std::string_view::npos) return AddressRange{*first, 128};
    unsigned bits = 0;
    auto const number = text.substr(slash + 1);
    auto const [end, fault] = std::from_chars(number.data(), number.data() + number.size(), bits);
    auto const front = text.find(':') == std::string_view::npos ? ipv4_front_bits : 0U;
    if (fault != std::errc{} || end != number.data() + number.size() || bits > 128 - front) return std::nullopt;
    return AddressRange{*first, front + bits};
}

bool AddressRange::contains(Address const& address) const {
    auto const whole = bits / 8;
    if (!std::equal(address.bytes.begin(), address.bytes.begin() + whole, first.bytes.begin())) return false;
    auto const rest = bits % 8;
    return rest == 0 || ((address.bytes[whole] ^ first.bytes[whole]) >> (8 - rest)) == 0;
}

std::optional<std::vector<AddressRange>> parse_ranges(std::string_view list) {
    std::vector<AddressRange> ranges;
    while (!trimmed(list).empty()) {
        auto const comma = std::min(list.find(','), list.size());
        auto const range = AddressRange::parse(trimmed(list.substr(0, comma)));
        if (!range) return std::nullopt;
        ranges.push_back(*range);
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return ranges;
}

bool contain(std::span<AddressRange const> ranges, Address const& address) {
    return std::ranges::any_of(ranges, [&](auto const& range) { return range.contains(address); });
}

bool AddressCounts::enter(Address const& address) {
    if (!counts(address)) return true;
    std::lock_guard const lock(mutex_);
    auto& open = open_[address.place()];
    if (open >= most_) return false;
    ++open;
    return true;
}

void AddressCounts::leave(Address const& address) {
    if (!counts(address)) return;
    std::lock_guard const lock(mutex_);
    auto const found = open_.find(address.place());
    if (--found->second == 0) open_.erase(found);
}

bool CountedAddress::take(Address const& address) {
    if (held_ == address) return true;
    nobody();
    if (!counts_.enter(address)) return false;
    held_ = address;
    return true;
}

void CountedAddress::nobody() {
    if (held_) counts_.leave(*held_);
    held_.reset();
}

}  // namespace onsale::http
