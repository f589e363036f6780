#include "api/rendering/hall_maps.h"

#include <gtest/gtest.h>

#include "api/rendering/hall.h"

namespace onsale::api {
namespace {

TEST(HallMaps, the_same_seats_have_the_same_map) {
    Hall hall;
    hall.add_seats(2);
    HallMaps maps(nullptr);
    auto const made = maps.make(*hall.board, opening);
    EXPECT_EQ(maps.find(*hall.board, opening), made);
    hall.claim(1, numbered<UserId>(1));
    EXPECT_EQ(maps.find(*hall.board, opening), made);
}

TEST(HallMaps, more_seats_have_another_one) {
    Hall hall;
    hall.add_seats(2);
    HallMaps maps(nullptr);
    maps.make(*hall.board, opening);
    hall.add_seats(1);
    EXPECT_EQ(maps.find(*hall.board, opening), nullptr);
}

// A board that was filled again may have other seats, and no more of them.
TEST(HallMaps, as_many_other_seats_have_another_one) {
    Hall before;
    before.add_seats(2, "A");
    Hall after;
    after.add_seats(2, "B");
    HallMaps maps(nullptr);
    auto const old = maps.make(*before.board, opening);
    EXPECT_EQ(maps.find(*after.board, opening), nullptr);
    EXPECT_NE(maps.make(*after.board, opening)->plain_etag, old->plain_etag);
}

}  // namespace
}  // namespace onsale::api
