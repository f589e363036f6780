// What holds for every hall, however its sections and rows are called.
#include <array>
#include <memory>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "domain/hall/bowl.h"
#include "domain/hall/closest_pair.h"
#include "domain/hall/layout.h"

namespace onsale::hall {
namespace {

// Sections of a few uneven rows, with gaps in their numbers, on any side of a bowl or on none.
struct AnyHall {
    std::vector<std::string> texts;  // what the names borrow
    std::vector<SeatName> seats;
    std::vector<DrawnSection> sections;
};

std::unique_ptr<AnyHall> any_hall() {
    auto hall = std::make_unique<AnyHall>();
    auto const number = [](int from, int to) { return *rc::gen::inRange(from, to); };
    std::vector<std::array<std::string, 3>> labels;
    auto const sections = number(1, 12);
    for (int s = 0; s < sections; ++s) {
        auto const name = *rc::gen::element<std::string>("", "A", "VIP_", "Box ") + std::to_string(s);
        hall->sections.push_back({name, *rc::gen::element<std::string>("", "north", "East", "south stand", "서쪽")});
        auto const rows = number(1, 8);
        auto const first_row = number(1, 10);
        bool const lettered = number(0, 4) == 0;
        for (int r = 0; r < rows; ++r) {
            auto const row =
                lettered ? std::string(1, static_cast<char>('A' + r)) : std::to_string(first_row + r * number(1, 3));
            auto const count = number(1, 25);
            auto at = number(1, 5);
            for (int n = 0; n < count; ++n, at += number(1, 12) / 11 + 1)
                labels.push_back({name, row, std::to_string(at)});
        }
    }
    for (auto const& [section, row, seat] : labels) {
        for (auto const& text : {section, row, seat}) hall->texts.push_back(text);
    }
    for (std::size_t i = 0; i < hall->texts.size(); i += 3) {
        hall->seats.push_back({hall->texts[i], hall->texts[i + 1], hall->texts[i + 2]});
    }
    return hall;
}

RC_GTEST_PROP(LayoutProperty, no_two_seats_are_closer_than_four_fifths_of_a_seat, ()) {
    auto const hall = any_hall();
    auto const layout = lay_out(hall->seats, hall->sections);
    RC_ASSERT(layout.positions.size() == hall->seats.size());
    RC_ASSERT(closest_pair(layout.positions) >= 0.8 * unit);
}

RC_GTEST_PROP(LayoutProperty, the_same_hall_is_laid_out_the_same_again, ()) {
    auto const hall = any_hall();
    auto const once = lay_out(hall->seats, hall->sections);
    auto const again = lay_out(hall->seats, hall->sections);
    RC_ASSERT(once.positions == again.positions);
    RC_ASSERT(once.stage == again.stage);
}

RC_GTEST_PROP(LayoutProperty, nobody_sits_on_a_stage, ()) {
    auto const hall = any_hall();
    auto const layout = lay_out(hall->seats, hall->sections);
    if (layout.stage->kind == StageKind::pitch) return;  // a floor may be on it
    auto const& stage = *layout.stage;
    for (auto const& point : layout.positions) RC_ASSERT(point.y > stage.corner.y + stage.height);
}

// A plan of 4,000 such sections kept its thread for seconds, and 100,000 for hours.
TEST(Layout, more_sections_than_any_stadium_has_stand_before_a_stage) {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i <= most_bowl_sections; ++i) {
        texts.push_back(i % 2 == 0 ? std::to_string(i) : std::string(1 + i % 30, 'x') + " " + std::to_string(i));
    }
    std::vector<SeatName> seats;
    std::vector<DrawnSection> sections;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        seats.push_back({texts[i], "1", "1"});
        sections.push_back({texts[i], i % 2 == 0 ? "north" : "south"});
    }
    ASSERT_TRUE(lay_out(seats, sections).stage);
    EXPECT_EQ(lay_out(seats, sections).stage->kind, StageKind::stage);
    seats.pop_back();
    sections.pop_back();
    EXPECT_EQ(lay_out(seats, sections).stage->kind, StageKind::pitch);
}

}  // namespace
}  // namespace onsale::hall
