#include "drill/hall.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

namespace onsale::drill {
namespace {

constexpr double close_enough = 1.75;  // times the usual distance: less than with one seat left out in between

std::string percent_encoded(std::string_view text) {
    std::string out;
    for (char const c : text) {
        bool const plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
        if (plain) {
            out += c;
        } else {
            out += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        }
    }
    return out;
}

std::uint32_t pick(Random& random, double mean, std::size_t many) {
    for (;;) {
        auto const at = random.exponential() * mean;
        if (at < 1) return static_cast<std::uint32_t>(at * static_cast<double>(many));
    }
}

}  // namespace

void Hall::add(std::string_view id, std::string_view section, std::string_view row, Points price) {
    auto const [found, is_new] = section_by_name_.try_emplace(std::string(section), sections_.size());
    if (is_new) sections_.push_back({std::string(section), percent_encoded(section)});
    ++sections_[found->second].seats;
    by_id_.try_emplace(std::string(id), seats_.size());
    seats_.push_back({std::string(id), found->second, std::string(row), price});
}

std::optional<std::uint32_t> Hall::find(std::string_view id) const {
    auto const found = by_id_.find(std::string(id));
    return found == by_id_.end() ? std::nullopt : std::optional(found->second);
}

std::vector<std::uint32_t> Hall::find_all(std::span<std::string const> ids) const {
    std::vector<std::uint32_t> seats;
    for (auto const& id : ids) {
        if (auto const seat = find(id)) seats.push_back(*seat);
    }
    std::ranges::sort(seats);
    auto const repeated = std::ranges::unique(seats);
    seats.erase(repeated.begin(), repeated.end());
    return seats;
}

bool Hall::knows(std::span<std::string const> ids) const {
    return std::ranges::all_of(ids, [this](std::string const& id) { return find(id).has_value(); });
}

Points Hall::price_of(std::span<std::uint32_t const> seats) const {
    Points sum{};
    for (auto const seat : seats) sum = sum + seats_[seat].price;
    return sum;
}

void Hall::place(std::vector<MapPoint> points) {
    if (points.size() != seats_.size()) return;
    points_ = std::move(points);
    usual_distance_ = usual_distance(0, static_cast<std::uint32_t>(seats_.size()));
}

double Hall::distance(std::uint32_t a, std::uint32_t b) const {
    return std::hypot(points_[a].x - points_[b].x, points_[a].y - points_[b].y);
}

bool Hall::same_row(std::uint32_t a, std::uint32_t b) const {
    return seats_[a].section == seats_[b].section && seats_[a].row == seats_[b].row;
}

// The median between neighbours of the list that are in one row; 0: there are none.
double Hall::usual_distance(std::uint32_t first, std::uint32_t end) const {
    std::vector<double> distances;
    for (auto seat = first; seat + 1 < end; ++seat) {
        if (same_row(seat, seat + 1)) distances.push_back(distance(seat, seat + 1));
    }
    if (distances.empty()) return 0;
    auto const middle = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
    std::ranges::nth_element(distances, middle);
    return *middle;
}

bool Hall::side_by_side(std::span<std::uint32_t const> seats) const {
    if (points_.empty() || seats.size() < 2 || seats_[seats[0]].row.empty()) return true;
    if (!std::ranges::all_of(seats, [&](std::uint32_t seat) { return same_row(seat, seats[0]); })) return false;
    auto first = seats[0];
    auto end = seats[0] + 1;
    while (first > 0 && same_row(first - 1, seats[0])) --first;
    while (end < seats_.size() && same_row(end, seats[0])) ++end;
    auto const close = close_enough * std::max(usual_distance_, usual_distance(first, end));
    // From the first one to all that can be reached by small steps.
    std::vector<std::uint32_t> reached = {seats[0]};
    std::vector<std::uint32_t> left(seats.begin() + 1, seats.end());
    for (std::size_t i = 0; i < reached.size(); ++i) {
        auto const near =
            std::ranges::partition(left, [&](std::uint32_t seat) { return distance(seat, reached[i]) > close; });
        reached.insert(reached.end(), near.begin(), near.end());
        left.erase(near.begin(), near.end());
    }
    return left.empty();
}

std::uint32_t Hall::pick_section(Random& random) const { return pick(random, section_charm, sections_.size()); }

std::uint32_t Hall::pick_front(Random& random, std::uint32_t free) { return pick(random, row_charm, free); }

}  // namespace onsale::drill
