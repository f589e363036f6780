#include "domain/hall/bowl.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "domain/hall/natural_order.h"
#include "domain/hall/stand.h"

namespace onsale::hall {
namespace {

// In seat widths.
constexpr double smallest_radius = 8;
constexpr double largest_radius = 160;
constexpr double radius_step = 8;
constexpr double pitch_margin = 9;  // from the pitch to the front
constexpr double pitch_shape = 105.0 / 68.0;
constexpr double fanning = 2;  // how many times more its rows grow than the others', if a pair of sides has the corners
constexpr double widest_spacing = 1.12;  // of the seats of a row that has room

using Stands = std::vector<Stand>;  // one for each side

// Nobody sees 4 hundredths of a seat; a map with rounder numbers is a fifth smaller when it is compressed.
constexpr std::int32_t grain = 4;

std::int32_t in_grains(double seat_widths) {
    return static_cast<std::int32_t>(std::lround(seat_widths * unit / grain)) * grain;
}

// Numbers that go round the bowl may begin again within a side: 43, 44, 1, 2.
void turn_to_gap(std::vector<Block const*>& blocks, std::set<int> const& of_others) {
    for (std::size_t i = 1; i < blocks.size(); ++i) {
        auto const before = number_of(blocks[i - 1]->name);
        auto const after = number_of(blocks[i]->name);
        if (!before || !after) continue;
        auto const between = std::distance(of_others.lower_bound(*before), of_others.upper_bound(*after));
        if (between * 2 <= static_cast<std::ptrdiff_t>(of_others.size())) continue;
        std::rotate(blocks.begin(), blocks.begin() + static_cast<std::ptrdiff_t>(i), blocks.end());
        return;
    }
}

struct Sided {
    std::array<std::vector<Block const*>, sides> of;
    std::vector<Block const*> on_pitch;
};

Sided sided(std::vector<Block> const& blocks) {
    Sided result;
    for (auto const& block : blocks) {
        auto const side = side_of_group(block.group);
        (side ? result.of[static_cast<std::size_t>(*side)] : result.on_pitch).push_back(&block);
    }
    for (auto& side : result.of) {
        std::ranges::stable_sort(side, [](auto const* a, auto const* b) { return naturally_before(a->name, b->name); });
    }
    for (auto& side : result.of) {
        std::set<int> of_others;
        for (auto const& other : result.of) {
            if (&other == &side) continue;
            for (auto const* block : other) {
                if (auto const number = number_of(block->name)) of_others.insert(*number);
            }
        }
        if (!of_others.empty()) turn_to_gap(side, of_others);
    }
    return result;
}

// Do the sections' numbers go round against the clock? Each side by the one in its middle.
bool runs_backwards(Sided const& blocks) {
    std::vector<int> middles;
    for (auto const& side : blocks.of) {
        std::vector<int> numbers;
        for (auto const* block : side) {
            if (auto const number = number_of(block->name)) numbers.push_back(*number);
        }
        if (!numbers.empty()) middles.push_back(numbers[numbers.size() / 2]);
    }
    int falls = 0;
    for (std::size_t i = 0; i < middles.size(); ++i) falls += middles[(i + 1) % middles.size()] < middles[i] ? 1 : 0;
    return middles.size() > 2 && falls > 1;
}

Stand const& on(Stands const& stands, Side side) { return stands[static_cast<std::size_t>(side)]; }

// The quarter turn of a corner, as the two sides next to it share it: those whose rows grow have more of it.
double angle_of(Stands const& stands, Side side) {
    auto const ends = on(stands, Side::north).growth() + on(stands, Side::south).growth();
    auto const flanks = on(stands, Side::east).growth() + on(stands, Side::west).growth();
    double share = 0.5;
    if (ends > fanning * flanks) share = 1;
    if (flanks > fanning * ends) share = 0;
    bool const is_end = side == Side::north || side == Side::south;
    return std::numbers::pi / 2 * (is_end ? share : 1 - share);
}

Ring ring_of(Stands const& stands, double radius) {
    auto const straight = [&](Side side) { return on(stands, side).straight_for(radius, angle_of(stands, side)); };
    Ring ring{.straight_x = std::max(straight(Side::north), straight(Side::south)),
              .straight_y = std::max(straight(Side::east), straight(Side::west)),
              .radius = radius};
    // Two sides face each other, or stand alone: there is a pitch between them all the same.
    auto const least = [](double across) { return across / pitch_shape; };
    ring.straight_x = std::max(ring.straight_x, least(2 * ring.half_height()) - 2 * radius);
    ring.straight_y = std::max(ring.straight_y, least(2 * ring.half_width()) - 2 * radius);
    return ring;
}

// All rows together grow by the same in every ring, a full turn. So the shortest front wastes least.
Ring best_ring(Stands const& stands) {
    auto const front = [](Ring const& ring) {
        return 2 * (ring.straight_x + ring.straight_y + std::numbers::pi * ring.radius);
    };
    auto best = ring_of(stands, smallest_radius);
    for (auto radius = smallest_radius + radius_step; radius <= largest_radius; radius += radius_step) {
        if (auto const ring = ring_of(stands, radius); front(ring) < front(best)) best = ring;
    }
    return best;
}

// The largest football pitch that the ring holds.
Stage pitch_in(Ring const& ring) {
    bool const upright = ring.half_height() >= ring.half_width();
    double least = 0;
    double most = 2 * std::max(ring.half_width(), ring.half_height());
    auto const half_x = [&](double length) { return (upright ? length / pitch_shape : length) / 2; };
    auto const half_y = [&](double length) { return (upright ? length : length / pitch_shape) / 2; };
    for (int i = 0; i < 32; ++i) {
        auto const length = (least + most) / 2;
        (ring.holds(half_x(length), half_y(length), pitch_margin) ? least : most) = length;
    }
    auto const x = std::max(in_grains(half_x(least)), 1);
    auto const y = std::max(in_grains(half_y(least)), 1);
    return {.kind = StageKind::pitch, .corner = {-x, -y}, .width = 2 * x, .height = 2 * y};
}

void place(Slot const& slot, Side side, SideLine const& line, Ring const& ring, std::vector<MapPoint>& positions) {
    auto const front = slot.block->rows.front().depth;
    for (auto const& row : slot.block->rows) {
        auto const depth = (slot.depth + row.depth - front) * tribune_row + 0.5;
        auto const from = line.length_to(slot.from, depth);
        auto const to = line.length_to(slot.to, depth);
        auto const needed = row.width + 2 * std::abs(row.shift);
        auto const spacing = std::clamp((to - from) / needed, 1.0, widest_spacing);
        for (auto const& [seat, column] : row.seats) {
            auto const length = (from + to) / 2 + (row.shift + column - row.width / 2) * spacing;
            auto const at = ring.place(side, line.at(line.along_after(length, depth), depth));
            positions[seat] = {in_grains(at.x), in_grains(at.y)};
        }
    }
}

// The seats of no side, as a floor in the middle; the ring grows until it holds them.
void place_floor(std::span<SeatName const> seats, std::vector<Block const*> const& blocks, Ring& ring,
                 std::vector<MapPoint>& positions) {
    std::vector<std::size_t> on_floor;
    for (auto const* block : blocks) {
        for (auto const& row : block->rows) {
            for (auto const& seat : row.seats) on_floor.push_back(seat.seat);
        }
    }
    if (on_floor.empty()) return;
    std::ranges::sort(on_floor);
    std::vector<SeatName> names;
    for (auto const seat : on_floor) names.push_back(seats[seat]);
    auto const floor = lay_out_before_stage(names, {});
    auto const [left, right] = std::ranges::minmax(floor.positions, {}, &MapPoint::x);
    auto const [top, bottom] = std::ranges::minmax(floor.positions, {}, &MapPoint::y);
    MapPoint const middle{(left.x + right.x) / 2, (top.y + bottom.y) / 2};
    for (std::size_t i = 0; i < on_floor.size(); ++i) {
        positions[on_floor[i]] = {floor.positions[i].x - middle.x, floor.positions[i].y - middle.y};
    }
    auto const half_x = (right.x - left.x) / (2.0 * unit) + 1;
    auto const half_y = (bottom.y - top.y) / (2.0 * unit) + 1;
    while (!ring.holds(half_x, half_y, pitch_margin)) {
        if (half_x > half_y * ring.half_width() / ring.half_height()) {
            ring.straight_x += radius_step;
        } else {
            ring.straight_y += radius_step;
        }
    }
}

}  // namespace

std::optional<Side> side_of_group(std::string_view group) {
    std::string text(group);
    std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + ('a' - 'A')) : c; });
    constexpr std::array<std::pair<std::string_view, Side>, 8> names{{{"north", Side::north},
                                                                      {"east", Side::east},
                                                                      {"south", Side::south},
                                                                      {"west", Side::west},
                                                                      {"북", Side::north},
                                                                      {"동", Side::east},
                                                                      {"남", Side::south},
                                                                      {"서", Side::west}}};
    constexpr std::array<std::string_view, 4> behind{"", "쪽", "측", "석"};
    for (auto const& [name, side] : names) {
        if (!text.starts_with(name)) continue;
        auto const rest = std::string_view(text).substr(name.size());
        bool const korean = static_cast<unsigned char>(name.front()) >= 0x80;
        if (rest.empty() || rest.front() == ' ') return side;
        if (korean && std::ranges::any_of(behind, [&](auto word) { return !word.empty() && rest.starts_with(word); })) {
            return side;
        }
    }
    return std::nullopt;
}

bool names_a_bowl(std::span<DrawnSection const> sections) {
    if (sections.size() > most_bowl_sections) return false;
    std::set<Side> named;
    for (auto const& section : sections) {
        if (auto const side = side_of_group(section.group)) named.insert(*side);
    }
    return named.size() > 1;
}

Layout lay_out_bowl(std::span<SeatName const> seats, std::span<DrawnSection const> sections) {
    auto const blocks = blocks_of(seats, sections);
    auto on_sides = sided(blocks);
    bool const mirrored = runs_backwards(on_sides);
    if (mirrored) std::swap(on_sides.of[1], on_sides.of[3]);
    Stands stands;
    for (auto const& side : on_sides.of) stands.emplace_back(side);

    Layout layout{.stage = std::nullopt, .positions = std::vector<MapPoint>(seats.size())};
    auto ring = best_ring(stands);
    place_floor(seats, on_sides.on_pitch, ring, layout.positions);
    for (auto const side : {Side::north, Side::east, Side::south, Side::west}) {
        bool const is_end = side == Side::north || side == Side::south;
        SideLine const line{.straight = is_end ? ring.straight_x : ring.straight_y,
                            .radius = ring.radius,
                            .angle = angle_of(stands, side)};
        for (auto const& slot : on(stands, side).slots_on(line)) place(slot, side, line, ring, layout.positions);
    }
    layout.stage = pitch_in(ring);
    for (auto& point : layout.positions) {
        if (mirrored) point.x = -point.x;
    }
    return layout;
}

}  // namespace onsale::hall
