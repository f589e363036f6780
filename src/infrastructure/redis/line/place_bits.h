// PlaceBits: a set of place numbers as the bitmaps of Redis are: one bit a place, the first one the highest of a byte.
//
// Threads: none of its own.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

#include "domain/identifiers.h"

namespace onsale::redis {

class PlaceBits {
  public:
    PlaceBits() = default;
    explicit PlaceBits(std::string_view bitmap) : bytes_(bitmap) {
        for (auto const byte : bytes_)
            count_ += static_cast<std::uint32_t>(std::popcount(static_cast<unsigned char>(byte)));
    }

    // False: it was so before.
    bool set(PlaceNumber place) {
        if (bytes_.size() <= place.value / 8) bytes_.resize(place.value / 8 + 1);
        return change(place, true);
    }
    bool clear(PlaceNumber place) { return place.value / 8 < bytes_.size() && change(place, false); }
    bool contains(PlaceNumber place) const {
        return place.value / 8 < bytes_.size() && (byte(place) & bit(place)) != 0;
    }
    std::uint32_t count() const { return count_; }
    std::string const& bitmap() const { return bytes_; }

    template <class Visit>
    void each(Visit&& visit) const {
        for (std::size_t i = 0; i < bytes_.size(); ++i) {
            auto rest = static_cast<unsigned char>(bytes_[i]);
            while (rest != 0) {
                auto const at = std::countl_zero(rest);
                visit(PlaceNumber{static_cast<std::uint32_t>(i * 8) + static_cast<std::uint32_t>(at)});
                rest = static_cast<unsigned char>(rest & ~(0x80U >> at));
            }
        }
    }

  private:
    static unsigned int bit(PlaceNumber place) { return 0x80U >> (place.value % 8); }
    unsigned int byte(PlaceNumber place) const { return static_cast<unsigned char>(bytes_[place.value / 8]); }
    bool change(PlaceNumber place, bool to) {
        if (contains(place) == to) return false;
        bytes_[place.value / 8] = static_cast<char>(static_cast<unsigned char>(byte(place) ^ bit(place)));
        count_ += to ? 1U : ~0U;
        return true;
    }

    std::string bytes_;
    std::uint32_t count_ = 0;
};

}  // namespace onsale::redis
