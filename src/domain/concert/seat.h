// A seat of a concert date.
#pragma once

#include <charconv>
#include <cstdint>
#include <optional>
#include <string>

#include "domain/identifiers.h"
#include "domain/instant.h"
#include "domain/points.h"
#include "domain/seat_traits.h"

namespace onsale {

enum class SeatStatus : std::uint8_t {
    available = 0,
    reserved = 1,  // temporarily held, unpaid
    sold = 2,      // paid, owned
    blocked = 3,   // as boards show it; stored it is `available`, with its blocked_until
};

// Which status may follow which. A reserved seat stays reserved where the next fan's hold follows one that has lapsed.
constexpr bool may_become(SeatStatus from, SeatStatus to) {
    switch (from) {
        case SeatStatus::available:
            return to == SeatStatus::reserved;
        case SeatStatus::reserved:
            return true;
        case SeatStatus::sold:
        case SeatStatus::blocked:
            return false;
    }
    return false;
}

// Why the operator keeps a free seat from sale, and until when. It ends by itself: nothing has to be tidied.
struct Block {
    static constexpr Instant no_end = Instant::max();
    std::string reason;  // UTF-8, 1 to limits::longest_block_reason bytes
    Instant until = no_end;
    bool operator==(Block const&) const = default;
};

// What decisions need of a seat.
struct Seat {
    SeatId id;
    ConcertDateId concert_date;
    std::int32_t number = 0;  // unique within its concert date
    Points price;
    SeatStatus status = SeatStatus::available;
    Instant blocked_until{};  // Block::until; 1970: it has no block
    SeatTraits traits{};
};

// As it is, or is to be; nullopt: no block.
struct SeatBlock {
    SeatId seat;
    std::optional<Block> block;
    bool operator==(SeatBlock const&) const = default;
};

inline bool is_blocked(Seat const& seat, Instant now) { return now < seat.blocked_until; }

// What is printed on the ticket. Never changes once the seat is on sale. Empty: the hall has no such label.
struct SeatLabels {
    std::string section;
    std::string row;
    std::string seat;
};

struct LabelledSeat {
    Seat seat;
    SeatLabels labels;
};

// Of a place of an area (a section without rows) the label is its entry number, from 1: places are given in the order
// of their numbers. Nullopt: it is no such place.
inline std::optional<std::int32_t> entry_number_of(LabelledSeat const& labelled) {
    if (!labelled.seat.traits.has(SeatTrait::area_place)) return std::nullopt;
    auto const& text = labelled.labels.seat;
    std::int32_t number = 0;
    auto const [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    return failed == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

}  // namespace onsale
