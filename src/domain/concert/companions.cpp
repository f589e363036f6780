#include "domain/concert/companions.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <ranges>
#include <string_view>

namespace onsale {

std::optional<AccessibleSeat> accessible_seat_of(LabelledSeat const& labelled) {
    auto const& [seat, labels] = labelled;
    bool const is_space = seat.traits.has(SeatTrait::wheelchair);
    if (!is_space && !seat.traits.has(SeatTrait::companion)) return std::nullopt;
    return AccessibleSeat{.seat = seat.id, .is_companion = !is_space, .section = labels.section};
}

std::vector<SeatId> companions_without_space(std::span<AccessibleSeat const> kept,
                                             std::span<AccessibleSeat const> seats) {
    // Of each section: how many spaces have no companion seat yet.
    std::map<std::string_view, std::int64_t> spaces;
    auto const count = [&](AccessibleSeat const& each) { spaces[each.section] += each.is_companion ? -1 : 1; };
    std::ranges::for_each(kept, count);
    for (auto& left : spaces | std::views::values) left = std::max(left, std::int64_t{0});
    std::ranges::for_each(seats, count);
    std::vector<SeatId> without;
    for (auto const& each : seats | std::views::reverse) {
        auto& left = spaces[each.section];
        if (!each.is_companion || left >= 0) continue;
        without.push_back(each.seat);
        ++left;
    }
    return without;
}

}  // namespace onsale
