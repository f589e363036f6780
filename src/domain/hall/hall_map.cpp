#include "domain/hall/hall_map.h"

#include <algorithm>
#include <array>
#include <map>
#include <tuple>
#include <utility>

#include "domain/hall/areas.h"
#include "domain/hall/layout.h"
#include "domain/hall/outline.h"

namespace onsale::hall {
namespace {

// For categories without a colour of their own, the dearest first. Told apart by people who are colour-blind, too
// (P. Tol's muted scheme), and by their lightness.
constexpr std::array<std::string_view, 9> colours{"#882255", "#cc6677", "#ddaa33", "#117733", "#44aa99",
                                                  "#4477aa", "#332288", "#aa4499", "#999933"};

constexpr std::int32_t newcomers_gap = 4 * unit;  // between the drawing and what came later

struct Box {
    std::int32_t left = 0, top = 0, right = 0, bottom = 0;
    bool empty = true;

    void add(MapPoint at, std::int32_t around) {
        if (std::exchange(empty, false)) {
            left = right = at.x;
            top = bottom = at.y;
        }
        left = std::min(left, at.x - around);
        right = std::max(right, at.x + around);
        top = std::min(top, at.y - around);
        bottom = std::max(bottom, at.y + around);
    }
    void add(std::vector<MapPoint> const& outline) {
        for (auto const& point : outline) add(point, 0);
    }
    void add(std::optional<Stage> const& stage) {
        if (!stage) return;
        add(stage->corner, 0);
        add({stage->corner.x + stage->width, stage->corner.y + stage->height}, 0);
    }
};

DrawnSeat const* find(Drawing const& drawing, std::int32_t number) {
    auto const found = std::ranges::lower_bound(drawing.seats, number, {}, &DrawnSeat::number);
    return found == drawing.seats.end() || found->number != number ? nullptr : &*found;
}

// Null: it is no place of an area that is drawn.
DrawnArea const* area_of(Drawing const* drawing, OfferedSeat const& seat) {
    if (drawing == nullptr || !seat.traits.has(SeatTrait::area_place)) return nullptr;
    auto const found = std::ranges::find(drawing->areas, seat.name.section, &DrawnArea::section);
    return found == drawing->areas.end() ? nullptr : &*found;
}

}  // namespace

std::uint16_t category_of(Drawing const* drawing, OfferedSeat const& seat) {
    if (auto const* area = area_of(drawing, seat)) return area->category;
    auto const* drawn = drawing == nullptr ? nullptr : find(*drawing, seat.number);
    return drawn == nullptr ? no_category : drawn->category;
}

namespace {

void place_all(std::span<OfferedSeat const> seats, HallMap& map) {
    std::vector<SeatName> names;
    for (auto const& seat : seats) names.push_back(seat.name);
    auto layout = lay_out(names, {});
    map.stage = layout.stage;
    map.positions = std::move(layout.positions);
}

// Those that the drawing knows where it says, the others below it.
void place_by(Drawing const& drawing, std::span<OfferedSeat const> seats, HallMap& map) {
    map.stage = drawing.stage;
    map.positions.resize(seats.size());
    Box box;
    box.add(drawing.stage);
    for (auto const& area : drawing.areas) box.add(area.outline);
    std::vector<std::size_t> newcomers;
    std::vector<SeatName> names;
    for (std::size_t i = 0; i < seats.size(); ++i) {
        if (auto const* area = area_of(&drawing, seats[i])) {
            map.positions[i] = middle_of(area->outline);
        } else if (auto const* drawn = find(drawing, seats[i].number)) {
            map.positions[i] = drawn->point;
            box.add(drawn->point, unit / 2);
        } else {
            newcomers.push_back(i);
            names.push_back(seats[i].name);
        }
    }
    if (newcomers.empty()) return;
    auto const layout = lay_out_before_stage(names, {});
    Box below;
    for (auto const& point : layout.positions) below.add(point, unit / 2);
    auto const down = box.bottom + newcomers_gap - below.top;
    auto const aside = (box.left + box.right) / 2 - (below.left + below.right) / 2;
    for (std::size_t i = 0; i < newcomers.size(); ++i) {
        map.positions[newcomers[i]] = {layout.positions[i].x + aside, layout.positions[i].y + down};
    }
}

void add_categories(std::span<OfferedSeat const> seats, Drawing const* drawing, HallMap& map) {
    using Key = std::tuple<Points, std::uint16_t>;  // the price, negative so that the dearest comes first
    std::map<Key, std::size_t> index;
    std::vector<Key> keys;
    for (auto const& seat : seats) {
        keys.emplace_back(-seat.price, category_of(drawing, seat));
        index.try_emplace(keys.back());
    }
    std::size_t painted = 0;
    for (auto& [key, at] : index) {
        auto const& [price, category] = key;
        at = map.categories.size();
        MappedCategory mapped{.name = "", .colour = "", .price = -price};
        if (category != no_category) {
            mapped.name = drawing->categories[category].name;
            mapped.colour = drawing->categories[category].colour;
        }
        if (mapped.colour.empty()) mapped.colour = colours[painted++ % colours.size()];
        map.categories.push_back(std::move(mapped));
    }
    for (auto const& key : keys) map.category.push_back(index.at(key));
}

void add_sections(std::span<OfferedSeat const> seats, Drawing const* drawing, HallMap& map) {
    std::map<std::string_view, std::size_t> index;
    std::vector<std::vector<MapPoint>> positions;
    for (std::size_t i = 0; i < seats.size(); ++i) {
        auto const& name = seats[i].name;
        auto const [section, made] = index.try_emplace(name.section, map.sections.size());
        if (made) {
            map.sections.push_back({.name = std::string(name.section), .group = "", .outline = {}});
            positions.emplace_back();
            if (auto const* area = area_of(drawing, seats[i])) map.sections.back().outline = area->outline;
        }
        if (seats[i].traits.has(SeatTrait::area_place)) {
            ++map.sections[section->second].places;
            map.sections[section->second].category = map.category[i];
        }
        positions[section->second].push_back(map.positions[i]);
        bool const same_row =
            !map.rows.empty() && map.rows.back().section == section->second && map.rows.back().name == name.row;
        if (!same_row) map.rows.push_back({section->second, std::string(name.row), i, 0});
        ++map.rows.back().count;
    }
    for (std::size_t i = 0; i < positions.size(); ++i) {
        if (map.sections[i].outline.empty()) map.sections[i].outline = outline_of(positions[i]);
    }
    if (drawing == nullptr) return;
    for (auto const& drawn : drawing->sections) {
        auto const found = index.find(drawn.name);
        if (found != index.end()) map.sections[found->second].group = drawn.group;
    }
}

void add_numbers(std::span<OfferedSeat const> seats, HallMap& map) {
    std::int64_t next = 0;
    for (auto const& seat : seats) {
        if (map.numbers.empty() || seat.number != next) map.numbers.push_back({.first = seat.number, .count = 0});
        ++map.numbers.back().count;
        next = std::int64_t{seat.number} + 1;
    }
}

void add_traits(std::span<OfferedSeat const> seats, HallMap& map) {
    for (std::size_t i = 0; i < seats.size(); ++i) {
        auto const traits = seats[i].traits.without(SeatTrait::area_place);
        if (traits.none()) continue;
        auto& runs = map.traits;
        bool const goes_on =
            !runs.empty() && runs.back().traits == traits && runs.back().first + runs.back().count == i;
        if (!goes_on) runs.push_back({.first = i, .count = 0, .traits = traits});
        ++runs.back().count;
    }
}

}  // namespace

HallMap map_of(std::span<OfferedSeat const> seats, Drawing const* drawing) {
    HallMap map;
    if (drawing != nullptr) map.hall = drawing->hall;
    drawing == nullptr ? place_all(seats, map) : place_by(*drawing, seats, map);
    add_categories(seats, drawing, map);
    add_sections(seats, drawing, map);
    add_numbers(seats, map);
    add_traits(seats, map);
    Box box;
    box.add(map.stage);
    for (auto const& section : map.sections) {
        if (section.places > 0) box.add(section.outline);
    }
    for (std::size_t i = 0; i < seats.size(); ++i) {
        map.labels.push_back(seats[i].name.seat);
        box.add(map.positions[i], unit / 2);
    }
    map.corner = {box.left, box.top};
    map.width = box.right - box.left;
    map.height = box.bottom - box.top;
    return map;
}

}  // namespace onsale::hall
