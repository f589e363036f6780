#include "domain/seating/best_search.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <utility>

#include "domain/invariant.h"

namespace onsale::seating {
namespace {

constexpr std::uint8_t steps = 3;
constexpr std::size_t few_seats = 64;  // are compared with each other faster than by the grid

constexpr std::uint8_t step_of(Arrangement arrangement) {
    switch (arrangement) {
        case Arrangement::side_by_side:
        case Arrangement::side_by_side_with_leftover:
            return 0;
        case Arrangement::same_row:
            return 1;
        case Arrangement::neighbouring_rows:
            return 2;
        case Arrangement::scattered:
            return steps;
    }
    return steps;
}

}  // namespace

std::optional<Choice> BestSearch::best(BestRequest const& request) {
    invariant(request.count >= 1 && request.count <= most_together, "a choice of none or too many seats");
    Query query{.count = request.count, .rank = std::numeric_limits<std::uint32_t>::max()};
    if (request.max_price) {
        auto const dearer = std::ranges::upper_bound(plan_.prices, *request.max_price);
        if (dearer == plan_.prices.begin()) return std::nullopt;
        query.rank = static_cast<std::uint32_t>(dearer - plan_.prices.begin() - 1);
    }
    std::vector<bool> sections;
    if (!request.sections.empty()) {
        sections.resize(plan_.sections.size());
        for (auto const section : request.sections) {
            invariant(section < sections.size(), "a section that the plan does not have");
            sections[section] = true;
        }
        query.sections = &sections;
    }
    Found best;
    for (std::uint8_t step = 0; step < steps && best.nothing; ++step) {
        if (step > 0 && request.adjacent == Adjacent::must) return std::nullopt;
        each_block(query, [&](std::uint32_t block) { look_into(block, step, query, best); });
    }
    if (best.nothing) scattered(query, best);
    if (best.nothing) return std::nullopt;
    return choice_of(best, query);
}

template <class Visit>
void BestSearch::each_block(Query const& query, Visit visit) const {
    for (SectionIndex i = 0; i < plan_.sections.size(); ++i) {
        if (query.sections != nullptr && !(*query.sections)[i]) continue;
        for (auto block = plan_.sections[i].first_block; block < plan_.sections[i].end_block; ++block) {
            if (plan_.blocks[block].cheapest <= query.rank) visit(block);
        }
    }
}

void BestSearch::look_into(std::uint32_t number, std::uint8_t step, Query const& query, Found& best) {
    auto const& block = plan_.blocks[number];
    bool const some_too_dear = block.dearest > query.rank;
    auto& memories = memories_[query.count - 1][some_too_dear ? 1 : 0];
    if (memories.empty()) memories.resize(plan_.blocks.size());
    auto& memory = memories[number];
    auto const rank = some_too_dear ? query.rank : 0;
    auto const version = free_.version[number];
    if (memory.version != version || memory.rank != rank) {
        memory = {.version = version, .rank = rank, .looked = 0, .found = {}};
    }
    for (; memory.looked <= step && memory.found.nothing; ++memory.looked) {
        switch (memory.looked) {
            case 0:
                side_by_side(block, query, memory.found);
                break;
            case 1:
                same_row(block, query, memory.found);
                break;
            default:
                neighbouring_rows(block, query, memory.found);
        }
    }
    // An earlier search may have looked further.
    if (step_of(memory.found.arrangement) <= step && memory.found < best) best = memory.found;
}

void BestSearch::side_by_side(PlanBlock const& block, Query const& query, Found& best) const {
    auto const end = plan_.rows[block.end_row - 1].end;
    for (auto slot = plan_.rows[block.first_row].first; slot < end; slot += 64) {
        auto const runs = runs_of(free_.slots, slot, query.count);
        auto const all = SlotBits::cut(runs.all, end - slot);
        auto const tidy = all & runs.tidy;
        consider_runs(tidy, slot, Arrangement::side_by_side, query, best);
        if (best.nothing || best.arrangement != Arrangement::side_by_side) {
            consider_runs(all & ~tidy, slot, Arrangement::side_by_side_with_leftover, query, best);
        }
    }
}

void BestSearch::consider_runs(std::uint64_t starts, Slot slot, Arrangement arrangement, Query const& query,
                               Found& best) const {
    for (; starts != 0; starts &= starts - 1) {
        auto const first = slot + static_cast<Slot>(std::countr_zero(starts));
        auto const end = first + static_cast<Slot>(query.count);
        Found const found{.nothing = false,
                          .arrangement = arrangement,
                          .spread = 0,
                          .distance = plan_.distance_before[end] - plan_.distance_before[first],
                          .seat = plan_.seat_at[first],
                          .slot = first,
                          .row = 0};
        if (best <= found) continue;
        bool const cheap = std::all_of(plan_.rank_of.begin() + first, plan_.rank_of.begin() + end,
                                       [&](std::uint32_t rank) { return rank <= query.rank; });
        if (cheap) best = found;
    }
}

void BestSearch::collect(Slot first, Slot end, Query const& query) {
    free_.slots.each(first, end, [&](Slot slot) {
        if (plan_.rank_of[slot] <= query.rank) collected_.push_back(slot);
    });
}

void BestSearch::collect_rows(std::uint32_t row, std::uint32_t end, Query const& query) {
    collected_.clear();
    collect(plan_.rows[row].first, plan_.rows[end - 1].end, query);
}

void BestSearch::collect_all(Query const& query) {
    collected_.clear();
    each_block(query, [&](std::uint32_t block) {
        auto const& rows = plan_.blocks[block];
        collect(plan_.rows[rows.first_row].first, plan_.rows[rows.end_row - 1].end, query);
    });
}

// The fewer seats lie between the first and the last, the closer they are: so they follow each other among the free.
void BestSearch::same_row(PlanBlock const& block, Query const& query, Found& best) {
    for (auto row = block.first_row; row < block.end_row; ++row) {
        collect_rows(row, row + 1, query);
        std::int64_t distance = 0;
        for (std::size_t i = 0; i < collected_.size(); ++i) {
            distance += plan_.distance_of(collected_[i]);
            if (i + 1 < query.count) continue;
            auto const first = collected_[i + 1 - query.count];
            Found const found{.nothing = false,
                              .arrangement = Arrangement::same_row,
                              .spread = square_between(plan_.point_of[first], plan_.point_of[collected_[i]]),
                              .distance = distance,
                              .seat = plan_.seat_at[first],
                              .slot = first,
                              .row = row};
            if (found < best) best = found;
            distance -= plan_.distance_of(first);
        }
    }
}

// Neither row has enough seats alone: so there are less than twice as many as are asked for.
void BestSearch::neighbouring_rows(PlanBlock const& block, Query const& query, Found& best) {
    auto const last = block.continues ? block.end_row : block.end_row - 1;
    for (auto row = block.first_row; row < last; ++row) {
        collect_rows(row, row + 2, query);
        if (collected_.size() < query.count) continue;
        for (auto const centre : collected_) {
            consider_around(centre, others_near(centre, query), Arrangement::neighbouring_rows, row, best);
        }
    }
}

void BestSearch::scattered(Query const& query, Found& best) {
    collect_all(query);
    if (collected_.size() < query.count) return;
    auto const allowed = [&](Slot slot) { return query.allows(plan_, slot); };
    NearestSearch const search(plan_, free_.places, allowed);
    bool const many = collected_.size() > few_seats;
    for (auto const centre : collected_) {
        auto const few = many ? search.around(centre, query.count - 1, best.nothing ? any_square : best.spread)
                              : others_near(centre, query);
        if (few.full()) consider_around(centre, few, Arrangement::scattered, 0, best);
    }
}

void BestSearch::consider_around(Slot centre, NearestFew const& others, Arrangement arrangement, std::uint32_t row,
                                 Found& best) const {
    std::int64_t spread = 0;
    auto distance = plan_.distance_of(centre);
    for (auto const& seat : others.seats()) {
        spread += seat.square;
        distance += seat.distance;
    }
    Found const found{.nothing = false,
                      .arrangement = arrangement,
                      .spread = spread,
                      .distance = distance,
                      .seat = plan_.seat_at[centre],
                      .slot = centre,
                      .row = row};
    if (found < best) best = found;
}

NearestFew BestSearch::others_near(Slot centre, Query const& query) const {
    NearestFew few(query.count - 1);
    for (auto const slot : collected_) {
        if (slot != centre) few.add(near_seat(plan_, plan_.point_of[centre], slot));
    }
    return few;
}

Choice BestSearch::choice_of(Found const& found, Query const& query) {
    std::vector<Slot> slots{found.slot};
    switch (found.arrangement) {
        case Arrangement::side_by_side:
        case Arrangement::side_by_side_with_leftover:
            while (slots.size() < query.count) slots.push_back(slots.back() + 1);
            break;
        case Arrangement::same_row: {
            collect_rows(found.row, found.row + 1, query);
            auto const first = std::ranges::find(collected_, found.slot);
            slots.assign(first, first + static_cast<std::ptrdiff_t>(query.count));
            break;
        }
        case Arrangement::neighbouring_rows:
        case Arrangement::scattered: {
            found.arrangement == Arrangement::scattered ? collect_all(query)
                                                        : collect_rows(found.row, found.row + 2, query);
            auto const others = others_near(found.slot, query);
            for (auto const& seat : others.seats()) slots.push_back(seat.slot);
            break;
        }
    }
    std::ranges::sort(slots);
    Choice choice{.seats = {}, .arrangement = found.arrangement};
    for (auto const slot : slots) choice.seats.push_back(plan_.seat_at[slot]);
    return choice;
}

}  // namespace onsale::seating
