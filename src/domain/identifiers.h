// Strong ids: a SeatId never stands where a UserId belongs.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "domain/uuid.h"

namespace onsale {

template <class Tag>
struct Id {
    Uuid value;

    auto operator<=>(Id const&) const = default;

    static std::optional<Id> parse(std::string_view text) {
        auto const uuid = Uuid::parse(text);
        return uuid ? std::optional<Id>{Id{*uuid}} : std::nullopt;
    }
    std::string to_string() const { return value.to_string(); }
};

using ConcertId = Id<struct ConcertTag>;
using ConcertDateId = Id<struct ConcertDateTag>;
using SeatId = Id<struct SeatTag>;
using ReservationId = Id<struct ReservationTag>;
using ReservedSeatId = Id<struct ReservedSeatTag>;
using UserId = Id<struct UserTag>;
using LedgerEntryId = Id<struct LedgerEntryTag>;

// A place's number in the line: given once, in order of joining, never reused; 1 is the first ever given.
struct PlaceNumber {
    std::uint32_t value = 0;
    auto operator<=>(PlaceNumber const&) const = default;
};

}  // namespace onsale

template <class Tag>
struct std::hash<onsale::Id<Tag>> {
    std::size_t operator()(onsale::Id<Tag> const& id) const noexcept { return id.value.low_bits(); }
};
