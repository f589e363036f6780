// Where clients connect from, and how many connections one place has.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/socket.h>

namespace onsale::http {

// IPv6, or IPv4 as ::ffff:a.b.c.d.
struct Address {
    std::array<std::uint8_t, 16> bytes{};

    static Address of(sockaddr_storage const& socket);  // ::, if it is neither
    static std::optional<Address> parse(std::string_view text);

    // What counts as one place: of IPv6 the network of 64 bits, which one customer has.
    Address place() const;
    auto operator<=>(Address const&) const = default;
};

// "192.0.2.1", "10.0.0.0/8", "fd00::/8".
struct AddressRange {
    Address first;
    unsigned bits = 128;  // that an address has in common with the first one; of IPv4 32 are more than that says

    static std::optional<AddressRange> parse(std::string_view text);
    bool contains(Address const& address) const;
};

// Of a list with commas, blanks around them allowed; nullopt: one of them is none. Empty: no ranges.
std::optional<std::vector<AddressRange>> parse_ranges(std::string_view list);

// Connections by place, over all threads. Thread-safe.
class AddressCounts {
  public:
    // most: of one place at once; 0: any number. Addresses in `exempt` are not counted.
    AddressCounts(std::size_t most, std::vector<AddressRange> exempt) : most_(most), exempt_(std::move(exempt)) {}

    bool enter(Address const& address);  // false: it has too many, and was not counted
    void leave(Address const& address);  // after each enter() that was true

  private:
    bool counts(Address const& address) const;

    std::size_t const most_;
    std::vector<AddressRange> const exempt_;
    std::mutex mutex_;
    std::map<Address, std::size_t> open_;  // none is 0
};

}  // namespace onsale::http
