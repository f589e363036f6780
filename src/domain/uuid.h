// Uuid: a 128-bit identifier in the canonical form of RFC 9562 (8-4-4-4-12 hexadecimal digits).
//
// New ids are version 7: 48 bits of milliseconds since 1970, then random bits. They sort by time of making, so rows
// of one moment lie together on disk. Boost 1.81 has no version 7, and its parser takes four other spellings.
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <optional>
#include <string>
#include <string_view>

namespace onsale {

struct Uuid {
    std::array<std::uint8_t, 16> bytes{};

    auto operator<=>(Uuid const&) const = default;

    // The canonical form only, either letter case; anything else is nullopt.
    static std::optional<Uuid> parse(std::string_view text);

    // Writes exactly 36 characters, lower case, no terminator.
    void write(char* out) const;
    std::string to_string() const;

    // 64 of the bits, for hash tables: of a version 7 id these are nearly all random.
    std::uint64_t low_bits() const {
        std::uint64_t bits = 0;
        std::memcpy(&bits, bytes.data() + 8, sizeof bits);
        return bits;
    }

    static constexpr std::size_t text_size = 36;
};

}  // namespace onsale
