// AreaPlaces: which places of a date's areas may be taken next: the lowest first. Names seats by their index on the
// board, on which the places of an area stand in the order of their entry numbers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/dynamic_bitset.hpp>

namespace onsale {

using AreaIndex = std::uint32_t;

// A number of places of that area.
struct PlacesOfArea {
    AreaIndex area = 0;
    std::size_t count = 0;
};

class AreaPlaces {
  public:
    using SeatIndex = std::uint32_t;

    // Behind all that were added before.
    void add(std::string const& area, SeatIndex place);

    std::optional<AreaIndex> find(std::string_view area) const;
    bool has(SeatIndex seat) const { return stretch_of(seat) != nullptr; }

    // Both need has(place).
    void take(SeatIndex place) { set_free(place, false); }
    void give_back(SeatIndex place) { set_free(place, true); }

    // The lowest that are free, `wanted.count` at most. Nothing is taken.
    std::vector<SeatIndex> lowest(PlacesOfArea const& wanted) const;

  private:
    // Places that follow each other on the board: of most areas all.
    struct Stretch {
        AreaIndex area = 0;
        SeatIndex first = 0;
        boost::dynamic_bitset<> free;
    };
    Stretch const* stretch_of(SeatIndex seat) const;
    void set_free(SeatIndex place, bool free);

    std::vector<std::string> names_;
    std::vector<Stretch> stretches_;  // by their first place
};

}  // namespace onsale
