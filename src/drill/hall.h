// Hall: the seats of the concert date that is rehearsed, read once through the API and shared by all fans, as a map of
// the hall would be. What is free is never taken from here: each fan looks.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "domain/points.h"
#include "drill/api_messages.h"
#include "drill/random.h"

namespace onsale::drill {

// Where a fan would like to sit is a matter of fashion: sections lose half of their charm every so often, and so do
// the rows of a section with their distance from the stage.
inline constexpr double section_charm = 0.35;  // of the sections: the mean of the exponential choice
inline constexpr double row_charm = 0.15;      // of the seats that are free in the section

class Hall {
  public:
    struct Seat {
        std::string id;  // as the server spells it
        std::uint32_t section = 0;
        std::string row;  // empty: the server does not say
        Points price{};
    };
    struct Section {
        std::string name;   // empty: the server knows none
        std::string query;  // the same, percent-encoded
        std::uint32_t seats = 0;
    };

    std::string date_id;
    std::uint32_t most_per_person = 0;  // 0: the server does not say

    // In the order of the server's list, which is the order of seat numbers: rows from the stage backwards.
    void add(std::string_view id, std::string_view section, std::string_view row, Points price);
    // Where the seats stand, once all are there. A map of another number of seats is not looked at.
    void place(std::vector<MapPoint> points);

    std::vector<Seat> const& seats() const { return seats_; }
    std::vector<Section> const& sections() const { return sections_; }
    std::optional<std::uint32_t> find(std::string_view id) const;
    // Sorted, each once; ids that are not known are left out.
    std::vector<std::uint32_t> find_all(std::span<std::string const> ids) const;
    bool knows(std::span<std::string const> ids) const;  // all of them
    Points price_of(std::span<std::uint32_t const> seats) const;
    // Do they stand in one row, each close to another one? True in doubt: without a map, or without names of rows.
    // Close is what is less than 1.75 times the usual distance in the row, or in the hall, whichever is larger.
    bool side_by_side(std::span<std::uint32_t const> seats) const;

    // A section, the first ones more often.
    std::uint32_t pick_section(Random& random) const;
    // One of `free` things that stand in order from the stage, the front more often. free > 0.
    static std::uint32_t pick_front(Random& random, std::uint32_t free);

  private:
    double distance(std::uint32_t a, std::uint32_t b) const;
    bool same_row(std::uint32_t a, std::uint32_t b) const;
    double usual_distance(std::uint32_t first, std::uint32_t end) const;

    struct Hash {
        std::size_t operator()(std::string const& id) const { return std::hash<std::string_view>{}(id); }
    };

    std::vector<Seat> seats_;
    std::vector<Section> sections_;
    std::vector<MapPoint> points_;  // by seat; empty: no map
    double usual_distance_ = 0;     // in the hall, between seats that follow each other in a row
    boost::unordered_flat_map<std::string, std::uint32_t, Hash> by_id_;
    boost::unordered_flat_map<std::string, std::uint32_t, Hash> section_by_name_;
};

}  // namespace onsale::drill
