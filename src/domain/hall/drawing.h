// Drawing: where the seats of a concert date stand in its hall, as far as it does not change while seats are sold.
//
// Lengths are whole hundredths of a seat width; x grows to the right, y downwards, (0, 0) is the middle of the stage
// or, where there is none, of the hall. Made once, when the date is put on sale, and kept with it.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace onsale::hall {

inline constexpr std::int32_t unit = 100;  // a seat width

struct MapPoint {
    std::int32_t x = 0;
    std::int32_t y = 0;
    auto operator<=>(MapPoint const&) const = default;
};

enum class StageKind : std::uint8_t { stage = 0, pitch = 1 };

// A rectangle.
struct Stage {
    StageKind kind = StageKind::stage;
    MapPoint corner;  // top left
    std::int32_t width = 0;
    std::int32_t height = 0;
    bool operator==(Stage const&) const = default;
};

struct DrawnCategory {
    std::string name;
    std::string colour;  // "#rrggbb"; empty: none of its own
    bool operator==(DrawnCategory const&) const = default;
};

struct DrawnSection {
    std::string name;
    std::string group;  // empty: none
    bool operator==(DrawnSection const&) const = default;
};

inline constexpr std::uint16_t no_category = std::numeric_limits<std::uint16_t>::max();

struct DrawnSeat {
    std::int32_t number = 0;  // of the concert date
    MapPoint point;
    std::uint16_t category = no_category;  // index into the drawing's categories
    bool operator==(DrawnSeat const&) const = default;
};

// A section without seats to pick. Its places are not drawn one by one.
struct DrawnArea {
    std::string section;            // its name
    std::vector<MapPoint> outline;  // a polygon
    std::uint16_t category = no_category;
    bool operator==(DrawnArea const&) const = default;
};

struct Drawing {
    std::string hall;  // its name; empty: not known
    std::optional<Stage> stage;
    std::vector<DrawnCategory> categories;
    std::vector<DrawnSection> sections;
    std::vector<DrawnSeat> seats;  // by number, each once; no places of areas
    std::vector<DrawnArea> areas{};
    bool operator==(Drawing const&) const = default;
};

}  // namespace onsale::hall
