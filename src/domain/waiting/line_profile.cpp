#include "domain/waiting/line_profile.h"

#include <algorithm>

namespace onsale {

std::vector<LineKnot> line_profile(LivePlaces const& waiting, LivePlaces const& nearly, PlaceNumber end,
                                   LivePlaces const* missing) {
    constexpr std::uint32_t finest = 5;  // of the way from the front, as a divisor
    auto const first_waiting = waiting.next_at_or_after({0});
    auto const first_nearly = nearly.next_at_or_after({0});
    auto const first_missing = missing == nullptr ? std::nullopt : missing->next_at_or_after({0});
    if (!first_waiting && !first_nearly && !first_missing) return {};
    auto const front = std::min({first_waiting.value_or(end), first_nearly.value_or(end), first_missing.value_or(end)});
    auto const knot = [&](PlaceNumber place) {
        auto const yet_to_return = missing == nullptr ? 0 : missing->count_before(place);
        return LineKnot{place, waiting.count_before(place) + nearly.count_before(place) + yet_to_return};
    };
    std::vector<LineKnot> knots;
    for (std::uint64_t at = front.value; at < end.value;
         at += std::max<std::uint64_t>(1, (at - front.value) / finest)) {
        knots.push_back(knot({static_cast<std::uint32_t>(at)}));
    }
    knots.push_back(knot(end));
    return knots;
}

}  // namespace onsale
