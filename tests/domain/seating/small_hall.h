// A small hall that knows by itself which of its seats are side by side, and what is best in it, by trying everything.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <deque>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "domain/seating/free_seats.h"

namespace onsale::seating {

// Where a seat of the hall is. Two seats are side by side if only `place` differs, and that by one.
struct SmallSeat {
    int section = 0;
    int row = 0;      // neighbours the next of the section
    int stretch = 0;  // of the row, between aisles
    int place = 0;
    auto operator<=>(SmallSeat const&) const = default;
};

struct SmallHall {
    std::deque<std::string> texts;  // what the names borrow
    std::vector<PlacedSeat> seats;
    std::vector<SmallSeat> where;  // by seat
    std::map<SmallSeat, SeatIndex> seat_at;
    hall::MapPoint focal_point;
    std::vector<bool> free;  // by seat

    std::string_view keep(std::string text) { return texts.emplace_back(std::move(text)); }
    void add(SmallSeat at, std::string row, std::string label, hall::MapPoint point, Points price = Points{1}) {
        seats.push_back({.name = {keep("S" + std::to_string(at.section)), keep(std::move(row)), keep(std::move(label))},
                         .point = point,
                         .price = price});
        seat_at.emplace(at, static_cast<SeatIndex>(where.size()));
        where.push_back(at);
        free.push_back(true);
    }
    SeatingPlan plan() const { return seating_plan(seats, focal_point); }

    bool has_free_neighbour(SmallSeat at, std::vector<bool> const& of) const {
        auto const is_free = [&](int place) {
            auto const found = seat_at.find({at.section, at.row, at.stretch, place});
            return found != seat_at.end() && of[found->second];
        };
        return is_free(at.place - 1) || is_free(at.place + 1);
    }
    // Is a free seat alone afterwards that was not alone before?
    bool leaves_single_seat(std::vector<SeatIndex> const& chosen) const {
        auto after = free;
        for (auto const seat : chosen) after[seat] = false;
        for (std::size_t i = 0; i < seats.size(); ++i) {
            if (after[i] && has_free_neighbour(where[i], free) && !has_free_neighbour(where[i], after)) return true;
        }
        return false;
    }

    bool allows(SeatIndex seat, BestRequest const& request, SeatingPlan const& plan) const {
        if (!free[seat] || (request.max_price && seats[seat].price > *request.max_price)) return false;
        auto const section = *plan.find_section(seats[seat].name.section);
        return request.sections.empty() || std::ranges::find(request.sections, section) != request.sections.end();
    }
};

// How good a choice is; less is better.
using Rating = std::tuple<Arrangement, std::int64_t, std::int64_t>;  // spread, distance

inline std::int64_t distance_of(SmallHall const& hall, SeatIndex seat) {
    return static_cast<std::int64_t>(
        std::sqrt(static_cast<double>(square_between(hall.seats[seat].point, hall.focal_point))));
}

inline Arrangement arrangement_of(SmallHall const& hall, std::vector<SeatIndex> const& chosen) {
    std::set<std::tuple<int, int>> rows;
    std::set<std::tuple<int, int, int>> stretches;
    std::set<int> places;
    for (auto const seat : chosen) {
        auto const& at = hall.where[seat];
        rows.emplace(at.section, at.row);
        stretches.emplace(at.section, at.row, at.stretch);
        places.insert(at.place);
    }
    bool const in_sequence =
        places.size() == chosen.size() && *places.rbegin() - *places.begin() + 1 == static_cast<int>(chosen.size());
    if (stretches.size() == 1 && in_sequence) {
        return hall.leaves_single_seat(chosen) ? Arrangement::side_by_side_with_leftover : Arrangement::side_by_side;
    }
    if (rows.size() == 1) return Arrangement::same_row;
    auto const [section, row] = *rows.begin();
    bool const neighbours = rows.size() == 2 && rows.contains({section, row + 1});
    return neighbours ? Arrangement::neighbouring_rows : Arrangement::scattered;
}

inline Rating rating_of(SmallHall const& hall, std::vector<SeatIndex> const& chosen) {
    auto const arrangement = arrangement_of(hall, chosen);
    std::int64_t distance = 0;
    std::int64_t widest = 0;
    std::int64_t around_one = std::numeric_limits<std::int64_t>::max();
    for (auto const seat : chosen) {
        distance += distance_of(hall, seat);
        std::int64_t around_this = 0;
        for (auto const other : chosen) {
            auto const square = square_between(hall.seats[seat].point, hall.seats[other].point);
            widest = std::max(widest, square);
            around_this += square;
        }
        around_one = std::min(around_one, around_this);
    }
    if (arrangement <= Arrangement::side_by_side_with_leftover) return {arrangement, 0, distance};
    return {arrangement, arrangement == Arrangement::same_row ? widest : around_one, distance};
}

// Calls with every choice of `count` of the seats.
template <class Visit>
void each_choice(std::vector<SeatIndex> const& seats, std::size_t count, Visit const& visit) {
    std::vector<char> taken(seats.size());
    std::fill_n(taken.begin(), count, char{1});
    do {
        std::vector<SeatIndex> chosen;
        for (std::size_t i = 0; i < seats.size(); ++i) {
            if (taken[i] != 0) chosen.push_back(seats[i]);
        }
        visit(chosen);
    } while (std::ranges::prev_permutation(taken).found);
}

inline std::optional<Rating> best_rating(SmallHall const& hall, BestRequest const& request, SeatingPlan const& plan) {
    std::vector<SeatIndex> seats;
    for (SeatIndex i = 0; i < hall.seats.size(); ++i) {
        if (hall.allows(i, request, plan)) seats.push_back(i);
    }
    std::optional<Rating> best;
    if (seats.size() < request.count) return best;
    each_choice(seats, request.count, [&](std::vector<SeatIndex> const& chosen) {
        auto const rating = rating_of(hall, chosen);
        if (request.adjacent == Adjacent::must && std::get<0>(rating) > Arrangement::side_by_side_with_leftover) return;
        if (!best || rating < *best) best = rating;
    });
    return best;
}

}  // namespace onsale::seating
