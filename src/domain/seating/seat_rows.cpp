#include "domain/seating/seat_rows.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <string_view>
#include <utility>

#include "domain/hall/natural_order.h"

namespace onsale::seating {
namespace {

constexpr double aisle_gap = 1.5;        // times the usual gap
constexpr std::size_t enough_gaps = 3;   // to say what is usual in a row
using Order = std::vector<std::size_t>;  // indices into points

struct LabelledPoint {
    std::string_view label;
    hall::MapPoint point;
};

struct Row {
    std::string_view name;
    std::vector<SeatIndex> seats;
};

struct Section {
    std::string_view name;
    std::vector<Row> rows;
    std::map<std::string_view, std::size_t> row_of;
};

double distance(hall::MapPoint a, hall::MapPoint b) { return std::sqrt(static_cast<double>(square_between(a, b))); }

// How far `to` is from `from` in the direction of (x, y), times the length of (x, y).
double along(double x, double y, hall::MapPoint from, hall::MapPoint to) {
    return x * (static_cast<double>(to.x) - from.x) + y * (static_cast<double>(to.y) - from.y);
}

double walk(std::vector<LabelledPoint> const& points, Order const& order) {
    double length = 0;
    for (std::size_t i = 1; i < order.size(); ++i)
        length += distance(points[order[i - 1]].point, points[order[i]].point);
    return length;
}

// By label, or along (x, y) if that is a shorter walk.
Order in_order(std::vector<LabelledPoint> const& points, double x, double y) {
    Order by_label(points.size());
    std::iota(by_label.begin(), by_label.end(), std::size_t{0});
    std::ranges::stable_sort(by_label, [&](std::size_t a, std::size_t b) {
        return hall::naturally_before(points[a].label, points[b].label);
    });
    auto by_map = by_label;
    std::ranges::stable_sort(by_map, {}, [&](std::size_t i) { return along(x, y, {}, points[i].point); });
    return walk(points, by_map) < walk(points, by_label) ? by_map : by_label;
}

hall::MapPoint farthest_from(hall::MapPoint point, std::vector<LabelledPoint> const& points) {
    return std::ranges::max(points, {}, [&](LabelledPoint const& other) { return square_between(point, other.point); })
        .point;
}

void sort_seats(Row& row, std::span<PlacedSeat const> seats) {
    std::vector<LabelledPoint> points;
    for (auto const seat : row.seats) points.push_back({seats[seat].name.seat, seats[seat].point});
    auto one_end = farthest_from(points.front().point, points);
    auto other_end = farthest_from(one_end, points);
    if (other_end < one_end) std::swap(one_end, other_end);  // from left to right
    std::vector<SeatIndex> sorted;
    for (auto const i : in_order(points, other_end.x - one_end.x, other_end.y - one_end.y)) {
        sorted.push_back(row.seats[i]);
    }
    row.seats = std::move(sorted);
}

// Along the normal of the longest row; each row by the seat in its middle.
void sort_rows(std::vector<Row>& rows, std::span<PlacedSeat const> seats) {
    auto const ends = [&](Row const& row) {
        return std::pair{seats[row.seats.front()].point, seats[row.seats.back()].point};
    };
    std::pair<hall::MapPoint, hall::MapPoint> longest;
    std::vector<LabelledPoint> middles;
    for (auto const& row : rows) {
        auto const [first, last] = ends(row);
        if (square_between(first, last) > square_between(longest.first, longest.second)) longest = {first, last};
        middles.push_back({row.name, seats[row.seats[row.seats.size() / 2]].point});
    }
    auto const x = longest.second.x - longest.first.x;
    auto const y = longest.second.y - longest.first.y;
    std::vector<Row> sorted;
    for (auto const i : in_order(middles, -y, x)) sorted.push_back(std::move(rows[i]));
    rows = std::move(sorted);
}

std::vector<Section> sections_of(std::span<PlacedSeat const> seats, Companions companions) {
    std::vector<Section> sections;
    std::map<std::string_view, std::size_t> section_of;
    for (SeatIndex i = 0; i < seats.size(); ++i) {
        if (!takes_part(seats[i], companions)) continue;
        auto const& name = seats[i].name;
        auto const [at, made] = section_of.try_emplace(name.section, sections.size());
        if (made) sections.push_back({name.section, {}, {}});
        auto& section = sections[at->second];
        auto const [row, new_row] = section.row_of.try_emplace(name.row, section.rows.size());
        if (new_row) section.rows.push_back({name.row, {}});
        section.rows[row->second].seats.push_back(i);
    }
    return sections;
}

void add_gaps(Row const& row, std::span<PlacedSeat const> seats, std::vector<double>& gaps) {
    for (std::size_t i = 1; i < row.seats.size(); ++i) {
        gaps.push_back(distance(seats[row.seats[i - 1]].point, seats[row.seats[i]].point));
    }
}

// 0 where there are none. Disturbs their order.
double median(std::vector<double>& gaps) {
    if (gaps.empty()) return 0;
    auto const middle = gaps.begin() + static_cast<std::ptrdiff_t>((gaps.size() - 1) / 2);
    std::ranges::nth_element(gaps, middle);
    return *middle;
}

StretchedRow stretched(Row const& row, std::span<PlacedSeat const> seats, double usual_in_hall) {
    std::vector<double> gaps;
    add_gaps(row, seats, gaps);
    auto sorted = gaps;
    auto const usual = gaps.size() < enough_gaps ? usual_in_hall : median(sorted);
    StretchedRow result;
    for (std::size_t i = 0; i < row.seats.size(); ++i) {
        if (i == 0 || gaps[i - 1] > aisle_gap * usual) result.stretches.emplace_back();
        result.stretches.back().push_back(row.seats[i]);
    }
    return result;
}

}  // namespace

std::int64_t square_between(hall::MapPoint a, hall::MapPoint b) {
    auto const x = std::int64_t{a.x} - b.x;
    auto const y = std::int64_t{a.y} - b.y;
    return x * x + y * y;
}

bool takes_part(PlacedSeat const& seat, Companions companions) {
    auto const& traits = seat.traits;
    if (traits.has(SeatTrait::area_place) || traits.has(SeatTrait::wheelchair)) return false;
    return companions == Companions::like_others || !traits.has(SeatTrait::companion);
}

std::vector<SectionRows> section_rows(std::span<PlacedSeat const> seats, Companions companions) {
    auto sections = sections_of(seats, companions);
    std::vector<double> gaps;
    for (auto& section : sections) {
        for (auto& row : section.rows) {
            sort_seats(row, seats);
            add_gaps(row, seats, gaps);
        }
    }
    auto const usual_in_hall = median(gaps);
    std::vector<SectionRows> result;
    for (auto& section : sections) {
        std::vector<Row> rows;
        for (auto& row : section.rows) {
            if (!row.name.empty()) {
                rows.push_back(std::move(row));
                continue;
            }
            for (auto& stretch : stretched(row, seats, usual_in_hall).stretches)
                rows.push_back({"", std::move(stretch)});
        }
        sort_rows(rows, seats);
        result.push_back({std::string(section.name), {}});
        for (auto const& row : rows) result.back().rows.push_back(stretched(row, seats, usual_in_hall));
    }
    return result;
}

}  // namespace onsale::seating
