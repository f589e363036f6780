// HallMap: everything of a hall that does not change while its seats are sold, put together from the seats that are on
// sale and the drawing that was kept with their date. Units as in drawing.h.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "domain/hall/blocks.h"
#include "domain/hall/drawing.h"
#include "domain/points.h"
#include "domain/seat_traits.h"

namespace onsale::hall {

// A seat that is on sale.
struct OfferedSeat {
    std::int32_t number = 0;
    Points price;
    SeatName name;  // borrowed
    SeatTraits traits{};
};

// What costs the same and is called the same.
struct MappedCategory {
    std::string name;  // empty: none
    std::string colour;
    Points price;
};

struct MappedSection {
    std::string name;
    std::string group;  // empty: none
    std::vector<MapPoint> outline;
    std::size_t places = 0;    // of an area; 0: it has seats
    std::size_t category = 0;  // of an area: that of all its places
};

// A run of seats of one row, in the order of the seats.
struct MappedRow {
    std::size_t section = 0;
    std::string name;
    std::size_t first = 0;
    std::size_t count = 0;
};

// Seats that follow each other in the list and in their numbers.
struct NumberRun {
    std::int32_t first = 0;
    std::size_t count = 0;
    bool operator==(NumberRun const&) const = default;
};

// Seats that follow each other in the list and have the same traits.
struct TraitRun {
    std::size_t first = 0;
    std::size_t count = 0;
    SeatTraits traits;
    bool operator==(TraitRun const&) const = default;
};

struct HallMap {
    std::string hall;  // empty: not known
    MapPoint corner;   // of the whole map, stage included: top left
    std::int32_t width = 0;
    std::int32_t height = 0;
    std::optional<Stage> stage;
    std::vector<MappedCategory> categories;  // the dearest first
    std::vector<MappedSection> sections;     // in the order of their first seats
    std::vector<MappedRow> rows;             // together they are all seats, in order
    std::vector<NumberRun> numbers;          // together they are all seats, in order
    std::vector<TraitRun> traits;            // of seats that have some; that they are places of areas is not among them
    // One for each seat. Places of an area stand in its middle.
    std::vector<std::string_view> labels;  // borrowed from the seats
    std::vector<std::size_t> category;
    std::vector<MapPoint> positions;
};

// The seat's category, or that of its area: an index into the drawing's categories, or no_category.
std::uint16_t category_of(Drawing const* drawing, OfferedSeat const& seat);

// `drawing`: null where the date has none. Seats that are not in it are laid out: all of them by their labels, or, when
// there is a drawing, what came later on its own below it.
HallMap map_of(std::span<OfferedSeat const> seats, Drawing const* drawing);

}  // namespace onsale::hall
