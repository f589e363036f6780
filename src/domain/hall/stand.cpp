#include "domain/hall/stand.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string_view>

#include "domain/hall/natural_order.h"

namespace onsale::hall {
namespace {

constexpr int bisections = 28;
constexpr double widest_aisle = 5;
constexpr double tier_gap = 1;     // rows between a section and the one in front of it
constexpr double tier_step = 0.5;  // between two places where a tier is tried, in seat widths
constexpr int most_tries = 1000;

// The most between two lengths that something holds for; it holds for all that are shorter. The least, if for none.
template <class Condition>
double most_that(double least, double most, Condition const& holds) {
    for (int i = 0; i < bisections; ++i) {
        auto const middle = (least + most) / 2;
        (holds(middle) ? least : most) = middle;
    }
    return least;
}

double width_of(BlockRow const& row) { return row.width + 2 * std::abs(row.shift); }

std::size_t seats_of(std::vector<Block const*> const& tier) {
    std::size_t seats = 0;
    for (auto const* block : tier) {
        for (auto const& row : block->rows) seats += row.seats.size();
    }
    return seats;
}

double width_of(std::vector<Block const*> const& tier) {
    double width = aisle * static_cast<double>(tier.size() - 1);
    for (auto const* block : tier) width += block->width();
    return width;
}

double median_width(std::vector<BlockRow> const& rows, std::size_t from, std::size_t to) {
    std::vector<double> widths;
    for (auto i = from; i < to; ++i) widths.push_back(rows[i].width);
    std::ranges::sort(widths);
    return widths[widths.size() / 2];
}

}  // namespace

// The sections whose names have most in common with the most seats stand in front; those with other names behind them.
Stand::Stand(std::vector<Block const*> blocks) {
    std::map<std::string_view, Tier> families;
    for (auto const* block : blocks) families[stem_of(block->name)].push_back(block);
    for (auto& [stem, tier] : families) behind_.push_back(std::move(tier));
    auto const main = std::ranges::max_element(behind_, {}, &seats_of);
    if (main == behind_.end()) return;
    main_ = std::move(*main);
    behind_.erase(main);
    std::ranges::stable_sort(behind_, {}, [](Tier const& tier) { return width_of(tier); });
    front_ = std::numeric_limits<int>::max();
    for (auto const* block : main_) front_ = std::min(front_, block->rows.front().depth);
}

double Stand::growth() const {
    double growth = 0;
    for (auto const* block : main_) {
        auto const quarter = std::max<std::size_t>(block->rows.size() / 4, 1);
        auto const front = median_width(block->rows, 0, quarter);
        auto const back = median_width(block->rows, block->rows.size() - quarter, block->rows.size());
        growth += std::max(back - front, 0.0);
    }
    return growth;
}

// Returns where the last section ends. A section is as wide at the front as the row needs that needs most there.
double Stand::pack(SideLine const& line, double begin, double gap, std::vector<Slot>* slots) const {
    auto at = begin;
    for (auto const* block : main_) {
        if (block != main_.front()) at += gap;
        auto end = at;
        for (auto const& row : block->rows) {
            auto const depth = (row.depth - front_) * tribune_row;
            end = std::max(end, line.along_for(at, width_of(row), depth));
        }
        if (slots != nullptr) {
            slots->push_back({block, at, end, static_cast<double>(block->rows.front().depth - front_)});
        }
        at = end;
    }
    return at;
}

bool Stand::fits(SideLine const& line, double margin, double gap) const {
    return pack(line, margin, gap, nullptr) + margin <= line.length();
}

double Stand::straight_for(double radius, double angle) const {
    double least = 0;
    double most = main_.empty() ? 0 : width_of(main_) + aisle;
    for (int i = 0; i < bisections; ++i) {
        auto const middle = (least + most) / 2;
        SideLine const line{.straight = middle, .radius = radius, .angle = angle};
        (fits(line, aisle / 2, aisle) ? most : least) = middle;
    }
    SideLine const arcs{.straight = 0, .radius = radius, .angle = angle};
    for (auto const& tier : behind_) most = std::max(most, width_of(tier) + aisle - arcs.length());
    return most;
}

std::vector<Slot> Stand::slots_on(SideLine const& line) const {
    std::vector<Slot> slots;
    if (main_.empty()) return slots;
    auto const gap = most_that(aisle, widest_aisle, [&](double at) { return fits(line, at / 2, at); });
    auto const begin = most_that(gap / 2, line.length() / 2, [&](double at) { return fits(line, at, gap); });
    pack(line, begin, gap, &slots);
    for (auto const& tier : behind_) add_tier(line, tier, front_, slots);
    return slots;
}

namespace {

// The row behind all that stands in front of this stretch.
double clear_depth(std::vector<Slot> const& slots, double from, double to) {
    double depth = 0;
    for (auto const& slot : slots) {
        if (slot.to + aisle / 2 <= from || to + aisle / 2 <= slot.from) continue;
        depth = std::max(depth, slot.depth + slot.block->depth());
    }
    return depth;
}

// The tier's sections from `begin` on, each as far in front as it can stand; where their rows are numbered as if there
// were rows before them, not further.
std::vector<Slot> dropped(std::vector<Slot> const& slots, std::vector<Block const*> const& tier, double begin,
                          int front) {
    std::vector<Slot> placed;
    double deepest = 0;
    bool aligned = true;
    for (auto const* block : tier) {
        auto const to = begin + block->width();
        auto const first = block->rows.front().depth;
        auto const depth = std::max(clear_depth(slots, begin, to), static_cast<double>(first - front)) + tier_gap;
        placed.push_back({block, begin, to, depth});
        deepest = std::max(deepest, depth);
        aligned = aligned && first == tier.front()->rows.front().depth;
        begin = to + aisle;
    }
    for (auto& slot : placed) {
        if (aligned) slot.depth = deepest;
    }
    return placed;
}

double back_of(std::vector<Slot> const& slots) {
    double back = 0;
    for (auto const& slot : slots) back = std::max(back, slot.depth + slot.block->depth());
    return back;
}

}  // namespace

// Where it comes to stand furthest in front; of all places that are as good, the one in their middle.
void Stand::add_tier(SideLine const& line, Tier const& tier, int front, std::vector<Slot>& slots) {
    auto const room = std::max(line.length() - width_of(tier) - aisle, 0.0);
    auto const tries = std::min(static_cast<int>(room / tier_step), most_tries) + 1;
    auto const begin_of = [&](int attempt) { return aisle / 2 + room * (attempt + 0.5) / tries; };
    std::vector<int> best;
    double least = std::numeric_limits<double>::infinity();
    for (int attempt = 0; attempt < tries; ++attempt) {
        auto const back = back_of(dropped(slots, tier, begin_of(attempt), front));
        if (back < least) best.clear();
        least = std::min(least, back);
        if (back <= least) best.push_back(attempt);
    }
    auto const placed = dropped(slots, tier, begin_of(best[best.size() / 2]), front);
    slots.insert(slots.end(), placed.begin(), placed.end());
}

}  // namespace onsale::hall
