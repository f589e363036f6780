// Random halls for property tests: what a plan without coordinates may say of its sections, rows and seats, no two
// seats of one name. A failing property prints the smallest such hall in plain words.
#pragma once

#include <algorithm>
#include <cstddef>
#include <ostream>
#include <string>
#include <vector>

#include <rapidcheck.h>

#include "domain/hall/blocks.h"
#include "domain/hall/drawing.h"

namespace onsale::hall {

struct AnyRow {
    std::string name;
    std::vector<std::string> seats;
};

struct AnySection {
    std::string name;
    std::string group;
    std::vector<AnyRow> rows;
};

struct AnyHall {
    std::vector<AnySection> sections;

    // Borrowed from the hall.
    std::vector<SeatName> seats() const {
        std::vector<SeatName> names;
        for (auto const& section : sections) {
            for (auto const& row : section.rows) {
                for (auto const& seat : row.seats) names.push_back({section.name, row.name, seat});
            }
        }
        return names;
    }

    std::vector<DrawnSection> drawn_sections() const {
        std::vector<DrawnSection> drawn;
        for (auto const& section : sections) drawn.push_back({section.name, section.group});
        return drawn;
    }
};

// `section "A1" of "north", row "2": 1 2 3 7 8`
inline std::ostream& operator<<(std::ostream& out, AnyHall const& hall) {
    for (auto const& section : hall.sections) {
        for (auto const& row : section.rows) {
            out << "\n  section \"" << section.name << "\" of \"" << section.group << "\", row \"" << row.name << "\":";
            for (auto const& seat : row.seats) out << ' ' << seat;
        }
    }
    return out;
}

// How a row and a section are made: numbers that shrink one by one.
struct AnyRowSize {
    int step = 1;      // from the number of the row before it
    int first = 1;     // number of its first seat
    int seats = 1;     // how many
    int together = 0;  // seats between two numbers that are left out; 0: none is left out
    bool backwards = false;
};

struct AnySectionSize {
    std::string stem;      // its name without the number
    std::size_t side = 0;  // index into the hall's groups, modulo their number
    int rows_before = 0;
    bool lettered = false;
    std::vector<AnyRowSize> rows;
};

inline rc::Gen<std::vector<AnyRowSize>> any_rows(int fewest, int most, int narrowest, int widest) {
    using namespace rc;
    auto const row = gen::build<AnyRowSize>(
        gen::set(&AnyRowSize::step, gen::inRange(1, 4)), gen::set(&AnyRowSize::first, gen::inRange(1, 6)),
        gen::set(&AnyRowSize::seats, gen::inRange(narrowest, widest + 1)),
        gen::set(&AnyRowSize::together, gen::inRange(0, 40)), gen::set(&AnyRowSize::backwards));
    return gen::mapcat(gen::inRange(fewest, most + 1), [row](int count) {
        return gen::container<std::vector<AnyRowSize>>(static_cast<std::size_t>(count), row);
    });
}

inline rc::Gen<AnySectionSize> any_section() {
    using namespace rc;
    return gen::build<AnySectionSize>(
        gen::set(&AnySectionSize::stem, gen::element<std::string>("", "A", "VIP_", "Box ")),
        gen::set(&AnySectionSize::side, gen::inRange<std::size_t>(0, 60)),
        gen::set(&AnySectionSize::rows_before, gen::weightedOneOf<int>({{2, gen::just(0)}, {1, gen::inRange(0, 20)}})),
        gen::set(&AnySectionSize::lettered),
        gen::set(&AnySectionSize::rows, gen::weightedOneOf<std::vector<AnyRowSize>>({
                                            {12, any_rows(1, 8, 1, 25)},
                                            {2, any_rows(1, 1, 1, 1)},
                                            {1, any_rows(1, 1, 61, 250)},  // is wrapped
                                            {1, any_rows(10, 26, 1, 12)},
                                        })));
}

inline AnySection made(AnySectionSize const& size, std::size_t number, std::vector<std::string> const& groups) {
    AnySection section{size.stem + std::to_string(number), groups[size.side % groups.size()], {}};
    int row_number = size.rows_before;
    for (auto const& row : size.rows) {
        row_number += row.step;
        auto const letter = static_cast<char>('A' + section.rows.size());
        section.rows.push_back({size.lettered ? std::string(1, letter) : std::to_string(row_number), {}});
        auto& seats = section.rows.back().seats;
        for (int i = 0; i < row.seats; ++i) {
            seats.push_back(std::to_string(row.first + i + (row.together > 0 ? i / row.together : 0)));
        }
        if (row.backwards) std::ranges::reverse(seats);
    }
    return section;
}

// A bowl, half of one or none, with sections on the floor and without.
inline rc::Gen<AnyHall> any_hall() {
    using namespace rc;
    using Groups = std::vector<std::string>;
    auto const groups = gen::elementOf(std::vector<Groups>{{""},
                                                           {"north", "south stand"},
                                                           {"East", "서쪽"},
                                                           {"north", "서쪽"},
                                                           {"", "north", "East"},
                                                           {"north", "East", "south stand", "서쪽"},
                                                           {"", "north", "East", "south stand", "서쪽"}});
    auto const sections = gen::withSize([](int size) {
        auto const any_size = gen::container<std::vector<AnySectionSize>>(gen::resize(size, any_section()));
        return gen::nonEmpty(gen::weightedOneOf<std::vector<AnySectionSize>>(
            {{20, gen::resize(1 + size / 5, any_size)}, {1, any_size}}));
    });
    return gen::apply(
        [](Groups const& named, std::vector<AnySectionSize> const& sizes) {
            AnyHall hall;
            for (auto const& size : sizes) hall.sections.push_back(made(size, hall.sections.size() + 1, named));
            return hall;
        },
        groups, sections);
}

}  // namespace onsale::hall

namespace rc {
template <>
struct Arbitrary<onsale::hall::AnyHall> {
    static Gen<onsale::hall::AnyHall> arbitrary() { return onsale::hall::any_hall(); }
};
}  // namespace rc
