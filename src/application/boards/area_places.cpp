#include "application/boards/area_places.h"

#include <algorithm>

namespace onsale {

void AreaPlaces::add(std::string const& area, SeatIndex place) {
    auto const known = find(area);
    if (!known) names_.push_back(area);
    auto const index = known.value_or(static_cast<AreaIndex>(names_.size() - 1));
    bool const goes_on = !stretches_.empty() && stretches_.back().area == index &&
                         stretches_.back().first + stretches_.back().free.size() == place;
    if (!goes_on) stretches_.push_back({.area = index, .first = place, .free = {}});
    stretches_.back().free.push_back(true);
}

std::optional<AreaIndex> AreaPlaces::find(std::string_view area) const {
    auto const found = std::ranges::find(names_, area);
    if (found == names_.end()) return std::nullopt;
    return static_cast<AreaIndex>(found - names_.begin());
}

AreaPlaces::Stretch const* AreaPlaces::stretch_of(SeatIndex seat) const {
    auto const behind = std::ranges::upper_bound(stretches_, seat, {}, &Stretch::first);
    if (behind == stretches_.begin()) return nullptr;
    auto const& stretch = *std::prev(behind);
    return seat - stretch.first < stretch.free.size() ? &stretch : nullptr;
}

void AreaPlaces::set_free(SeatIndex place, bool free) {
    auto const at = stretch_of(place) - stretches_.data();
    auto& stretch = stretches_[static_cast<std::size_t>(at)];
    stretch.free.set(place - stretch.first, free);
}

std::vector<AreaPlaces::SeatIndex> AreaPlaces::lowest(PlacesOfArea const& wanted) const {
    std::vector<SeatIndex> found;
    for (auto const& stretch : stretches_) {
        if (stretch.area != wanted.area) continue;
        for (auto at = stretch.free.find_first(); at != stretch.free.npos && found.size() < wanted.count;
             at = stretch.free.find_next(at)) {
            found.push_back(stretch.first + static_cast<SeatIndex>(at));
        }
    }
    return found;
}

}  // namespace onsale
