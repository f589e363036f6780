#include "domain/hall/bowl.h"

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "domain/hall/closest_pair.h"

namespace onsale::hall {
namespace {

// A row of seats 1, 2, 3, ...
struct Row {
    std::string section;
    std::string group;
    std::string name;
    std::size_t seats = 0;
};

std::vector<Row> rows(std::string const& section, std::string const& group, int count, std::size_t seats) {
    std::vector<Row> result;
    for (int i = 1; i <= count; ++i) result.push_back({section, group, std::to_string(i), seats});
    return result;
}

double closest_pair_of(std::vector<Row> const& hall) {
    std::vector<DrawnSection> sections;
    std::vector<SeatName> seats;
    for (auto const& row : hall) {
        if (sections.empty() || sections.back().name != row.section) sections.push_back({row.section, row.group});
        for (std::size_t i = 0; i < row.seats; ++i) seats.push_back({row.section, row.name, {}});
    }
    EXPECT_TRUE(names_a_bowl(sections));
    return closest_pair(lay_out(seats, sections).positions);
}

// Its sections ran on round the corner, through those of the next side.
TEST(Bowl, a_tier_that_is_wider_than_its_stand_does_not_reach_into_the_next_side) {
    std::vector<Row> hall;
    for (auto const& section : {rows("1", "west", 12, 8), rows("Box 1", "west", 1, 40), rows("Box 2", "west", 1, 40),
                                rows("2", "north", 20, 8)}) {
        hall.insert(hall.end(), section.begin(), section.end());
    }
    EXPECT_GE(closest_pair_of(hall), 0.8 * unit);
}

// A section whose back row is its widest needs less of the front where it stands further into the corner. The stand was
// measured there, and put down where it needs more.
TEST(Bowl, a_stand_put_in_the_middle_of_its_side_does_not_reach_into_the_next_side) {
    std::vector<Row> const hall{{"1", "south", "1", 1},
                                {"2", "south", "6", 1},
                                {"2", "south", "9", 18},
                                {"3", "south", "1", 10},
                                {"4", "west", "1", 19}};
    EXPECT_GE(closest_pair_of(hall), 0.8 * unit);
}

TEST(Bowl, groups_name_sides_in_english_and_korean) {
    EXPECT_EQ(side_of_group("North"), Side::north);
    EXPECT_EQ(side_of_group("south stand"), Side::south);
    EXPECT_EQ(side_of_group("동측"), Side::east);
    EXPECT_EQ(side_of_group("서"), Side::west);
    EXPECT_EQ(side_of_group("northern lights"), std::nullopt);
    EXPECT_EQ(side_of_group("floor"), std::nullopt);
}

}  // namespace
}  // namespace onsale::hall
