// A stand: the sections of one side of a bowl, packed side by side, and behind one another where they have to be.
#pragma once

#include <cstddef>
#include <vector>

#include "domain/hall/blocks.h"
#include "domain/hall/bowl_ring.h"

namespace onsale::hall {

inline constexpr double tribune_row = 1.4;  // from one row to the next, in seat widths
inline constexpr double aisle = 1.6;        // between two sections, in seat widths of the front

// Where a section stands on its side.
struct Slot {
    Block const* block = nullptr;
    double from = 0;  // along the front
    double to = 0;
    double depth = 0;  // of its first row, in rows
};

class Stand {
  public:
    // In the order along the side. Borrows the blocks.
    explicit Stand(std::vector<Block const*> blocks);

    bool empty() const { return main_.empty(); }
    // How much wider its rows become towards the back, all sections together: what corners are there for.
    double growth() const;

    // The shortest straight that its sections fit on, with arcs of that angle at both ends.
    double straight_for(double radius, double angle) const;

    // Every section's place on a line that is long enough.
    std::vector<Slot> slots_on(SideLine const& line) const;

  private:
    using Tier = std::vector<Block const*>;
    double pack(SideLine const& line, double begin, double gap, std::vector<Slot>* slots) const;
    // Do the sections of the main tier fit with such gaps, and such a margin at both ends?
    bool fits(SideLine const& line, double margin, double gap) const;
    static void add_tier(SideLine const& line, Tier const& tier, int front, std::vector<Slot>& slots);

    Tier main_;
    std::vector<Tier> behind_;  // the narrowest first
    int front_ = 0;             // the least depth of a row of the main tier
};

}  // namespace onsale::hall
