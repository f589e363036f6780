#include "domain/concert/companions.h"

#include <algorithm>
#include <map>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "domain/numbered.h"

namespace onsale {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

AccessibleSeat space(int seat, std::string section = "A") {
    return {.seat = numbered<SeatId>(seat), .is_companion = false, .section = std::move(section)};
}
AccessibleSeat companion(int seat, std::string section = "A") {
    return {.seat = numbered<SeatId>(seat), .is_companion = true, .section = std::move(section)};
}
std::vector<SeatId> without_space(std::vector<AccessibleSeat> const& kept, std::vector<AccessibleSeat> const& seats) {
    return companions_without_space(kept, seats);
}

TEST(Companions, each_has_a_wheelchair_space_of_its_section) {
    EXPECT_THAT(without_space({}, {companion(1)}), ElementsAre(numbered<SeatId>(1)));
    EXPECT_THAT(without_space({}, {companion(1), space(2)}), IsEmpty());
    EXPECT_THAT(without_space({space(2)}, {companion(1)}), IsEmpty());
    EXPECT_THAT(without_space({}, {companion(1), space(2, "B")}), ElementsAre(numbered<SeatId>(1)));
    EXPECT_THAT(without_space({}, {companion(1), space(2), companion(3)}), ElementsAre(numbered<SeatId>(3)))
        << "the last one";
    EXPECT_THAT(without_space({space(2), companion(1)}, {companion(3)}), ElementsAre(numbered<SeatId>(3)));
}

TEST(Companions, those_that_a_fan_has_already_are_never_too_many) {
    EXPECT_THAT(without_space({companion(1), companion(2)}, {}), IsEmpty());
    EXPECT_THAT(without_space({companion(1)}, {space(2), companion(3)}), IsEmpty());
}

TEST(Companions, a_seat_that_is_both_is_a_wheelchair_space) {
    LabelledSeat both;
    both.seat.traits = {SeatTrait::wheelchair, SeatTrait::companion};
    EXPECT_FALSE(accessible_seat_of(both)->is_companion);
    both.seat.traits = {SeatTrait::aisle};
    EXPECT_FALSE(accessible_seat_of(both));
}

RC_GTEST_PROP(CompanionsProperty, what_is_left_fits_and_no_more_is_left_out_than_must_be, ()) {
    auto const any = [](int first) {
        std::vector<AccessibleSeat> seats;
        auto const count = *rc::gen::inRange(0, 8);
        for (int i = 0; i < count; ++i) {
            std::string const section(1, *rc::gen::element('A', 'B'));
            seats.push_back(*rc::gen::arbitrary<bool>() ? companion(first + i, section) : space(first + i, section));
        }
        return seats;
    };
    auto const kept = any(1);
    auto const seats = any(101);
    auto const without = companions_without_space(kept, seats);
    for (std::string const section : {"A", "B"}) {
        auto const count = [&](std::vector<AccessibleSeat> const& of, bool companions) {
            return std::ranges::count_if(of, [&](AccessibleSeat const& each) {
                return each.section == section && each.is_companion == companions;
            });
        };
        auto const left_out = std::ranges::count_if(seats, [&](AccessibleSeat const& each) {
            return each.section == section && std::ranges::find(without, each.seat) != without.end();
        });
        auto const spare = std::max<std::ptrdiff_t>(0, count(kept, false) - count(kept, true)) + count(seats, false);
        RC_ASSERT(left_out == std::max<std::ptrdiff_t>(0, count(seats, true) - spare));
    }
}

}  // namespace
}  // namespace onsale
