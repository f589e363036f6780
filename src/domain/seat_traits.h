// What is special about a seat, for as long as its date exists. Kept, sent to other nodes and shown on the map.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <initializer_list>
#include <string_view>
#include <vector>

namespace onsale {

enum class SeatTrait : std::uint8_t {
    area_place = 0,  // a place of an area without numbered seats: asked for by the area, never by itself
    wheelchair = 1,  // room for a wheelchair
    companion = 2,   // a companion seat: next to a wheelchair space
    restricted_view = 3,
    aisle = 4,
};

inline constexpr std::array all_seat_traits{SeatTrait::area_place, SeatTrait::wheelchair, SeatTrait::companion,
                                            SeatTrait::restricted_view, SeatTrait::aisle};

// As plans and answers write it.
constexpr std::string_view name_of(SeatTrait trait) {
    switch (trait) {
        case SeatTrait::area_place:
            return "area-place";
        case SeatTrait::wheelchair:
            return "wheelchair";
        case SeatTrait::companion:
            return "companion";
        case SeatTrait::restricted_view:
            return "restricted-view";
        case SeatTrait::aisle:
            return "aisle";
    }
    return {};
}

// A set of them.
class SeatTraits {
  public:
    constexpr SeatTraits() = default;
    constexpr SeatTraits(std::initializer_list<SeatTrait> traits) {
        for (auto const trait : traits) bits_ |= bit(trait);
    }
    // As they are stored. Bits that mean nothing here are left out.
    static constexpr SeatTraits from_bits(std::int64_t bits) {
        SeatTraits traits;
        for (auto const trait : all_seat_traits) {
            if ((bits & bit(trait)) != 0) traits.bits_ |= bit(trait);
        }
        return traits;
    }
    constexpr std::uint8_t bits() const { return bits_; }

    constexpr bool has(SeatTrait trait) const { return (bits_ & bit(trait)) != 0; }
    constexpr bool none() const { return bits_ == 0; }
    constexpr SeatTraits with(SeatTraits const& others) const { return from_bits(bits_ | others.bits_); }
    constexpr SeatTraits without(SeatTrait trait) const { return from_bits(bits_ & ~bit(trait)); }
    std::vector<SeatTrait> list() const {
        std::vector<SeatTrait> traits;
        for (auto const trait : all_seat_traits) {
            if (has(trait)) traits.push_back(trait);
        }
        return traits;
    }
    constexpr auto operator<=>(SeatTraits const&) const = default;

  private:
    static constexpr std::uint8_t bit(SeatTrait trait) {
        return static_cast<std::uint8_t>(1U << static_cast<unsigned>(trait));
    }
    std::uint8_t bits_ = 0;
};

}  // namespace onsale
