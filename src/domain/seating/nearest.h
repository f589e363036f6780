// The free seats that are nearest to a point of the hall.
#pragma once

#include <algorithm>
#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

#include "domain/seating/seating_plan.h"

namespace onsale::seating {

// Compares as what is nearer: to the point, then to the focal point, then by the seat.
struct NearSeat {
    std::int64_t square = 0;    // of the distance to the point
    std::int64_t distance = 0;  // from the focal point
    SeatIndex seat = 0;
    Slot slot = 0;
    auto operator<=>(NearSeat const&) const = default;
};

// The nearest of all seats that are added.
class NearestFew {
  public:
    explicit NearestFew(std::size_t most) : most_(most) {}  // 0 to most_together

    bool full() const { return size_ == most_; }
    // 0 if there are none.
    std::int64_t farthest_square() const { return size_ == 0 ? 0 : seats_[size_ - 1].square; }
    // Of the squares, if all that are added later are at least that far away.
    std::int64_t least_sum(std::int64_t square) const {
        auto sum = static_cast<std::int64_t>(most_ - size_) * square;
        for (std::size_t i = 0; i < size_; ++i) sum += std::min(square, seats_[i].square);
        return sum;
    }
    std::span<NearSeat const> seats() const& { return {seats_.data(), size_}; }  // the nearest first
    void seats() const&& = delete;                                               // it would outlive them

    void add(NearSeat const& seat) {
        if (full() && (most_ == 0 || seats_[size_ - 1] <= seat)) return;
        if (!full()) ++size_;
        auto at = size_ - 1;
        for (; at > 0 && seat < seats_[at - 1]; --at) seats_[at] = seats_[at - 1];
        seats_[at] = seat;
    }

  private:
    std::array<NearSeat, most_together> seats_;
    std::size_t most_;
    std::size_t size_ = 0;
};

inline constexpr auto any_square = std::numeric_limits<std::int64_t>::max();

inline NearSeat near_seat(SeatingPlan const& plan, hall::MapPoint point, Slot slot) {
    return {square_between(point, plan.point_of[slot]), plan.distance_of(slot), plan.seat_at[slot], slot};
}

// Looks ring by ring through the cells around a seat.
template <class Allowed>
class NearestSearch {
  public:
    NearestSearch(SeatingPlan const& plan, SlotBits const& free_places, Allowed allowed)
        : plan_(plan), free_places_(free_places), allowed_(allowed) {}

    // The nearest `count` others that are free and allowed. May end early, where the sum of the squares of their
    // distances would be above the bound.
    NearestFew around(Slot centre, std::size_t count, std::int64_t bound) const {
        NearestFew few(count);
        auto const& grid = plan_.grid;
        auto const point = plan_.point_of[centre];
        auto const column = grid.column_of(point);
        auto const line = grid.line_of(point);
        for (std::int32_t ring = 0; ring <= std::max(grid.columns, grid.lines); ++ring) {
            auto const gap = std::max(ring - 1, 0) * grid.side();  // the least between the point and that ring
            if (gap * gap > limit(few, bound) || few.least_sum(gap * gap) > bound) return few;
            for (auto y = std::max(line - ring, 0); y <= std::min(line + ring, grid.lines - 1); ++y) {
                bool const whole = y == line - ring || y == line + ring;
                for (auto x = column - ring; x <= column + ring; x += whole ? 1 : 2 * ring) {
                    if (x < 0 || x >= grid.columns) continue;
                    if (grid.square_to(x, y, point) <= limit(few, bound)) add_cell(x, y, centre, bound, few);
                }
            }
        }
        return few;
    }

  private:
    static std::int64_t limit(NearestFew const& few, std::int64_t bound) {
        return few.full() ? std::min(bound, few.farthest_square()) : bound;
    }
    void add_cell(std::int32_t x, std::int32_t y, Slot centre, std::int64_t bound, NearestFew& few) const {
        auto const& grid = plan_.grid;
        auto const cell =
            static_cast<std::size_t>(y) * static_cast<std::size_t>(grid.columns) + static_cast<std::size_t>(x);
        free_places_.each(grid.first_place[cell], grid.first_place[cell + 1], [&](Slot place) {
            auto const slot = grid.slot_at[place];
            auto const seat = near_seat(plan_, plan_.point_of[centre], slot);
            if (slot != centre && seat.square <= bound && allowed_(slot)) few.add(seat);
        });
    }

    SeatingPlan const& plan_;
    SlotBits const& free_places_;
    Allowed allowed_;
};

}  // namespace onsale::seating
