// The ring that a bowl stands on: a rectangle with rounded corners, and every row another one further out.
//
// Lengths in seat widths. A place on a side has two coordinates: how far along its front it lies (clockwise, 0 where
// the side begins), and how deep behind the front. On a corner's arc the same stretch of the front is longer further
// back, so that aisles fan out.
#pragma once

#include <cstdint>

namespace onsale::hall {

enum class Side : std::uint8_t { north = 0, east = 1, south = 2, west = 3 };
inline constexpr int sides = 4;

struct Point {
    double x = 0;
    double y = 0;
};

// One side: an arc of the corner before it, its straight, an arc of the corner behind it.
struct SideLine {
    double straight = 0;
    double radius = 1;  // of the corners' front, more than 0
    double angle = 0;   // of each of its two arcs, radians

    double arc() const { return radius * angle; }
    double length() const { return straight + 2 * arc(); }  // of the front

    double length_to(double along, double depth) const;                 // of the row that deep, from the side's begin
    double along_after(double length, double depth) const;              // its inverse
    double along_for(double begin, double width, double depth) const {  // where a row ends that begins there
        return along_after(length_to(begin, depth) + width, depth);
    }
    // x along the straight, from its middle; y outwards, from the front.
    Point at(double along, double depth) const;
};

struct Ring {
    double straight_x = 0;  // of the north and the south
    double straight_y = 0;  // of the east and the west
    double radius = 1;

    double half_width() const { return straight_x / 2 + radius; }
    double half_height() const { return straight_y / 2 + radius; }
    // Is a rectangle about the middle inside, at least `margin` away from the front?
    bool holds(double half_x, double half_y, double margin) const;
    // From a side's own coordinates to those of the hall.
    Point place(Side side, Point on_side) const;
};

}  // namespace onsale::hall
