#include "api/rendering/seat_list.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/rendering/hall.h"
#include "api/rendering/seat_lists.h"

namespace onsale::api {
namespace {

using testing::ElementsAre;

UserId const kim = numbered<UserId>(901);
UserId const lee = numbered<UserId>(902);

TEST(SeatListTest, an_empty_date_is_an_empty_list) {
    Hall hall;
    EXPECT_TRUE(hall.page().empty());
    hall.add_seats(1);
    EXPECT_EQ(hall.page().size(), 1U) << "and is not empty for ever";
}

TEST(SeatListTest, lists_all_seats_in_order) {
    Hall hall;
    hall.add_seats(300);
    hall.add_seats(5, "B");
    auto const page = hall.page();
    ASSERT_EQ(page.size(), 305U);
    for (std::size_t i = 0; i < page.size(); ++i) {
        EXPECT_EQ(page[i].at("seatNumber").as_int64(), static_cast<std::int64_t>(i + 1));
    }
    EXPECT_EQ(page[304].at("section").as_string(), "B");
}

TEST(SeatListTest, shows_each_status_as_it_is) {
    Hall hall;
    hall.add_seats(4);
    hall.page();
    hall.claim(1, kim);
    hall.claim(2, lee, ReservationState::paid);
    EXPECT_THAT(statuses(hall.page()), ElementsAre("available", "reserved", "held", "available"));
    hall.claim(1, kim, ReservationState::released);
    EXPECT_THAT(statuses(hall.page()), ElementsAre("available", "available", "held", "available"));
}

TEST(SeatListTest, a_hold_that_ran_out_is_shown_as_free_without_any_write) {
    Hall hall;
    hall.add_seats(2);
    hall.claim(0, kim);
    auto const end = opening + seconds{1'800};
    EXPECT_THAT(statuses(hall.page(end - milliseconds{1}, kim)), ElementsAre("reserved", "available"));
    auto const after = hall.page(end, kim);
    EXPECT_THAT(statuses(after), ElementsAre("available", "available"));
    EXPECT_TRUE(after[0].at("reservations").as_array().empty());
}

TEST(SeatListTest, a_reader_sees_their_own_reservations_and_nobody_elses) {
    Hall hall;
    hall.add_seats(400);
    hall.claim(0, kim);
    hall.claim(130, kim, ReservationState::paid);
    hall.claim(131, lee);
    hall.claim(399, kim);
    auto const page = hall.page(opening, kim);
    ASSERT_EQ(page.size(), 400U);
    for (std::size_t i = 0; i < page.size(); ++i) {
        auto const& reservations = page[i].at("reservations").as_array();
        bool const mine = i == 0 || i == 130 || i == 399;
        ASSERT_EQ(reservations.size(), mine ? 1U : 0U) << i;
        if (mine) {
            EXPECT_EQ(reservations[0].at("user").as_string(), kim.to_string());
        }
    }
    EXPECT_EQ(page[131].at("status").as_string(), "reserved");
    for (auto const& seat : hall.page()) EXPECT_TRUE(seat.at("reservations").as_array().empty());
    EXPECT_EQ(joined(hall.list.pages(opening, {})->body->pieces()).find(kim.to_string()), std::string::npos)
        << "what one reader saw does not leak into the shared page";
}

// Bytes of a list that lie in no piece of the shared one.
std::size_t bytes_made_for(SeatList::Pages const& own, SeatList::Pages const& shared_by_all) {
    std::size_t bytes = 0;
    for (auto const& piece : own.body->pieces()) {
        bool const known = std::ranges::any_of(shared_by_all.body->pieces(),
                                               [&](auto const& other) { return other.bytes == piece.bytes; });
        if (!known) bytes += piece.size;
    }
    return bytes;
}

TEST(SeatListTest, what_is_made_for_one_reader_grows_with_their_reservations_and_not_with_the_hall) {
    constexpr std::uint32_t runs = 40;
    constexpr std::size_t a_reservation = 250;  // bytes, with what divides it from the seats
    Hall hall;
    hall.add_seats(runs * 128);
    for (std::uint32_t run = 0; run < runs; ++run) hall.claim(run * 128 + run, kim);
    auto const mine = hall.board->claims_of(kim, opening);
    ASSERT_EQ(hall.page(opening, kim).size(), runs * 128) << "and says the same, compressed and not";
    auto const plain = hall.list.pages(opening, {});
    EXPECT_LT(bytes_made_for(*hall.list.pages(opening, {.mine = mine}), *plain), runs * a_reservation);
    // Compressed pieces cannot be cut open: what is not made for the reader is of the plain list, which all share.
    auto const gzip = hall.list.pages(opening, {.encoding = Encoding::gzip, .mine = mine});
    EXPECT_LT(bytes_made_for(*gzip, *plain), runs * a_reservation);
}

TEST(SeatListTest, own_reservations_stand_in_stored_blocks_of_any_length) {
    Hall hall;
    hall.add_seats(128, std::string(600, 'S'));  // one run of more bytes than a stored block takes
    for (std::uint32_t seat = 0; seat < 128; ++seat) hall.claim(seat, kim);
    auto const page = hall.page(opening, kim);
    ASSERT_EQ(page.size(), 128U);
    for (auto const& seat : page) EXPECT_EQ(seat.at("reservations").as_array().size(), 1U);
}

TEST(SeatListTest, seats_added_later_follow_whether_they_fill_a_run_or_begin_one) {
    Hall hall;
    hall.add_seats(100);
    hall.claim(99, kim);
    EXPECT_EQ(hall.page().size(), 100U);
    hall.add_seats(1);
    EXPECT_EQ(hall.page().size(), 101U);
    hall.add_seats(200);
    EXPECT_EQ(hall.page(opening, kim).size(), 301U);
    hall.add_seats(1, "B");
    auto const page = hall.page();
    EXPECT_EQ(page.size(), 302U);
    EXPECT_EQ(page[99].at("status").as_string(), "reserved");
}

TEST(SeatListTest, many_changed_runs_are_sent_at_once_and_compressed_little_by_little) {
    Hall hall;
    hall.add_seats(128 * 20);
    auto const small = hall.gzip().size();
    for (std::uint32_t run = 0; run < 20; ++run) hall.claim(run * 128, kim);
    EXPECT_GT(hall.gzip().size(), small * 3) << "most runs are sent as they are";
    for (int reading = 0; reading < 5; ++reading) hall.page();
    EXPECT_LT(hall.gzip().size(), small * 3 / 2);
    SeatList::Wanted const wanted{.encoding = Encoding::gzip};
    EXPECT_EQ(hall.list.pages(opening, wanted), hall.list.pages(opening, wanted)) << "the ready-made page";
}

TEST(SeatListTest, a_page_that_was_handed_out_stays_as_it_is) {
    Hall hall;
    hall.add_seats(3);
    auto const kept = hall.list.pages(opening, {});
    auto const before = joined(kept->body->pieces());
    hall.claim(1, kim);
    hall.page();
    EXPECT_EQ(joined(kept->body->pieces()), before);
}

TEST(SeatListTest, each_date_has_one_list) {
    Hall hall;
    Hall other;
    SeatLists lists;
    auto const list = lists.of(hall.board);
    EXPECT_EQ(lists.of(hall.board), list);
    EXPECT_EQ(lists.of(other.board), list) << "the same date id is the same date";
}

}  // namespace
}  // namespace onsale::api
