// Where clients connect from, and how many connections one place has.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <span>
#include <string>
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
    std::string to_string() const;  // "192.0.2.1", "2001:db8::1"

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

std::string_view trimmed(std::string_view text);  // without the blanks around it

// Of a list with commas, blanks around them allowed; nullopt: one of them is none. Empty: no ranges.
std::optional<std::vector<AddressRange>> parse_ranges(std::string_view list);

bool contain(std::span<AddressRange const> ranges, Address const& address);

// Connections by place, over all threads. Thread-safe.
class AddressCounts {
  public:
    // most: of one place at once; 0: any number. `trusted`: proxies, whose connections are not their own and not
    // counted.
    AddressCounts(std::size_t most, std::vector<AddressRange> trusted) : most_(most), trusted_(std::move(trusted)) {}

    bool enter(Address const& address);  // false: it has too many, and was not counted
    void leave(Address const& address);  // after each enter() that was true

    std::span<AddressRange const> trusted() const { return trusted_; }
    bool trusts(Address const& address) const { return contain(trusted_, address); }

  private:
    bool counts(Address const& address) const { return most_ > 0 && !trusts(address); }

    std::size_t const most_;
    std::vector<AddressRange> const trusted_;
    std::mutex mutex_;
    std::map<Address, std::size_t> open_;  // none is 0
};

// The one address that something is counted for, if any.
class CountedAddress {
  public:
    explicit CountedAddress(AddressCounts& counts) : counts_(counts) {}
    ~CountedAddress() { nobody(); }
    CountedAddress(CountedAddress const&) = delete;
    CountedAddress& operator=(CountedAddress const&) = delete;

    // In place of the one before. False: it has too many, and nobody is counted now.
    bool take(Address const& address);
    void nobody();

  private:
    AddressCounts& counts_;
    std::optional<Address> held_;
};

}  // namespace onsale::http
