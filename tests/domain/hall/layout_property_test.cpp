// What holds for every hall, however its sections and rows are called. Each run tries other halls; a failure prints the
// hall and how to try it again. To look longer: RC_PARAMS="max_success=200000", with seed=N for the same halls again.
#include <algorithm>
#include <sstream>
#include <string>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/hall/any_hall.h"
#include "domain/hall/bowl.h"
#include "domain/hall/closest_pair.h"
#include "domain/hall/layout.h"

namespace onsale::hall {
namespace {

std::string in_words(SeatName const& seat) {
    std::ostringstream text;
    text << "section \"" << seat.section << "\" row \"" << seat.row << "\" seat \"" << seat.seat << '"';
    return text.str();
}

RC_GTEST_PROP(LayoutProperty, no_two_seats_are_closer_than_four_fifths_of_a_seat, (AnyHall const& hall)) {
    auto const seats = hall.seats();
    auto const layout = lay_out(seats, hall.drawn_sections());
    RC_ASSERT(layout.positions.size() == seats.size());
    auto const closest = closest_seats(layout.positions);
    if (closest.distance >= 0.8 * unit) return;
    std::ostringstream failure;
    failure << in_words(seats[closest.one]) << " and " << in_words(seats[closest.other]) << " are "
            << closest.distance / unit << " seat widths apart";
    RC_FAIL(failure.str());
}

RC_GTEST_PROP(LayoutProperty, the_same_hall_is_laid_out_the_same_again, (AnyHall const& hall)) {
    auto const seats = hall.seats();
    auto const once = lay_out(seats, hall.drawn_sections());
    auto const again = lay_out(seats, hall.drawn_sections());
    RC_ASSERT(once.positions == again.positions);
    RC_ASSERT(once.stage == again.stage);
}

// Only a floor may be on a pitch.
RC_GTEST_PROP(LayoutProperty, no_seat_stands_on_a_stage_and_none_of_a_side_on_a_pitch, (AnyHall const& hall)) {
    auto const seats = hall.seats();
    auto const sections = hall.drawn_sections();
    auto const layout = lay_out(seats, sections);
    auto const& stage = *layout.stage;
    for (std::size_t i = 0; i < seats.size(); ++i) {
        auto const section = std::ranges::find(sections, seats[i].section, &DrawnSection::name);
        if (stage.kind == StageKind::pitch && !side_of_group(section->group)) continue;
        auto const [x, y] = layout.positions[i];
        bool const left_or_right = x < stage.corner.x || x > stage.corner.x + stage.width;
        if (left_or_right || y < stage.corner.y || y > stage.corner.y + stage.height) continue;
        RC_FAIL(in_words(seats[i]) + " stands on it");
    }
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
