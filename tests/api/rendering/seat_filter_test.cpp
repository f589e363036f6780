// Lists of one section, one status, or both.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "api/rendering/hall.h"

namespace onsale::api {
namespace {

using testing::Each;
using testing::ElementsAre;

UserId const hong = numbered<UserId>(901);
UserId const shin = numbered<UserId>(902);

std::vector<std::int64_t> numbers(boost::json::array const& page) {
    std::vector<std::int64_t> all;
    for (auto const& seat : page) all.push_back(seat.at("seatNumber").as_int64());
    return all;
}

class SeatFilterTest : public testing::Test {
  protected:
    SeatFilterTest() {
        hall.add_seats(3, "A");
        hall.add_seats(2, "B");
        hall.add_seats(1, "A");
    }

    static SeatFilter only(SeatStatus status) { return {.status = status}; }
    static SeatFilter of(std::string section) { return {.section = std::move(section)}; }

    std::shared_ptr<SeatList::Pages const> pages(SeatFilter filter, std::optional<UserId> reader = {}) {
        auto const mine = reader ? hall.board->claims_of(*reader, opening) : std::vector<SeatClaim>{};
        return hall.list.pages(opening, {.filter = std::move(filter), .mine = mine});
    }

    Hall hall;
};

TEST_F(SeatFilterTest, a_section_is_listed_wherever_its_seats_lie) {
    EXPECT_THAT(numbers(hall.page(of("A"))), ElementsAre(1, 2, 3, 6));
    EXPECT_THAT(numbers(hall.page(of("B"))), ElementsAre(4, 5));
    EXPECT_TRUE(hall.page(of("C")).empty());
    EXPECT_TRUE(hall.page(of("")).empty());
}

TEST_F(SeatFilterTest, a_seat_moves_from_one_statuss_list_to_the_other) {
    EXPECT_EQ(hall.page(only(SeatStatus::available)).size(), 6U);
    EXPECT_TRUE(hall.page(only(SeatStatus::sold)).empty());
    hall.claim(0, hong);
    hall.claim(5, shin, ReservationState::paid);
    EXPECT_THAT(numbers(hall.page(only(SeatStatus::available))), ElementsAre(2, 3, 4, 5));
    EXPECT_THAT(numbers(hall.page(only(SeatStatus::reserved))), ElementsAre(1));
    EXPECT_THAT(statuses(hall.page(only(SeatStatus::reserved))), Each("reserved"));
    EXPECT_THAT(numbers(hall.page(only(SeatStatus::sold))), ElementsAre(6));
    hall.claim(0, hong, ReservationState::released);
    EXPECT_TRUE(hall.page(only(SeatStatus::reserved)).empty());
    EXPECT_THAT(numbers(hall.page(only(SeatStatus::available))), ElementsAre(1, 2, 3, 4, 5));
    EXPECT_THAT(statuses(hall.page(only(SeatStatus::available))), Each("available"));
}

TEST_F(SeatFilterTest, section_and_status_are_joined) {
    hall.claim(1, hong);
    hall.claim(3, hong);
    EXPECT_THAT(numbers(hall.page({SeatStatus::reserved, "B"})), ElementsAre(4));
    EXPECT_THAT(numbers(hall.page({SeatStatus::available, "A"})), ElementsAre(1, 3, 6));
}

TEST_F(SeatFilterTest, the_version_stays_while_other_seats_change) {
    auto const section = pages(of("A"))->version;
    auto const free_there = pages({SeatStatus::available, "A"})->version;
    auto const held_there = pages({SeatStatus::sold, "A"})->version;
    hall.claim(3, hong);
    EXPECT_EQ(pages(of("A"))->version, section);
    hall.claim(0, hong);
    EXPECT_NE(pages(of("A"))->version, section);
    EXPECT_NE(pages({SeatStatus::available, "A"})->version, free_there);
    EXPECT_EQ(pages({SeatStatus::sold, "A"})->version, held_there) << "reserved or free: it is not held";
}

TEST_F(SeatFilterTest, what_changed_and_changed_back_unseen_has_not_changed) {
    auto const before = pages(of("A"))->version;
    hall.claim(0, hong);
    hall.claim(0, hong, ReservationState::released);
    EXPECT_EQ(pages(of("A"))->version, before);
}

TEST_F(SeatFilterTest, nobody_renders_again_what_has_not_changed) {
    auto const first = pages(of("A"));
    EXPECT_EQ(pages(of("A")), first);
    hall.claim(3, hong);
    auto const later = pages(of("A"));
    ASSERT_EQ(later->body->pieces().size(), first->body->pieces().size());
    EXPECT_EQ(later->body->pieces()[1], first->body->pieces()[1]) << "put together again, from the same pieces";
}

TEST_F(SeatFilterTest, when_all_seats_of_a_run_have_the_status_its_bytes_are_shared) {
    hall.add_seats(128, "D");
    auto const all = hall.list.pages(opening, {.encoding = Encoding::gzip});
    auto const available =
        hall.list.pages(opening, {.filter = only(SeatStatus::available), .encoding = Encoding::gzip});
    EXPECT_EQ(available->body->pieces()[1], all->body->pieces()[1]);
}

TEST_F(SeatFilterTest, a_reader_sees_and_is_tagged_with_the_own_claims_of_the_list_alone) {
    hall.claim(0, hong);
    hall.claim(3, hong);
    auto const page = hall.page(opening, hong, of("A"));
    EXPECT_THAT(numbers(page), ElementsAre(1, 2, 3, 6));
    EXPECT_EQ(page[0].at("reservations").as_array().size(), 1U);
    EXPECT_EQ(pages(of("A"), shin)->own, 0U);
    EXPECT_NE(pages(of("A"), hong)->own, 0U);
    EXPECT_NE(pages(of("A"), hong)->own, pages({}, hong)->own);
    EXPECT_EQ(pages({SeatStatus::available, "A"}, hong), pages({SeatStatus::available, "A"})) << "none of theirs in it";
    EXPECT_EQ(numbers(hall.page(opening, hong, {SeatStatus::reserved, "B"})), std::vector<std::int64_t>{4});
}

TEST_F(SeatFilterTest, seats_added_later_are_in_the_lists_that_were_asked_for_before) {
    hall.claim(5, hong);
    EXPECT_EQ(hall.page(of("A")).size(), 4U);
    EXPECT_TRUE(hall.page(of("C")).empty());
    hall.add_seats(1, "A");
    hall.add_seats(1, "C");
    EXPECT_THAT(numbers(hall.page(of("A"))), ElementsAre(1, 2, 3, 6, 7));
    EXPECT_THAT(numbers(hall.page(of("C"))), ElementsAre(8));
    EXPECT_THAT(numbers(hall.page(only(SeatStatus::reserved))), ElementsAre(6));
}

TEST_F(SeatFilterTest, a_hold_that_ran_out_leaves_the_lists_at_that_instant) {
    hall.claim(1, hong);
    auto const end = opening + seconds{1'800};
    EXPECT_EQ(hall.page(end - milliseconds{1}, hong, only(SeatStatus::reserved)).size(), 1U);
    EXPECT_TRUE(hall.page(end, hong, only(SeatStatus::reserved)).empty());
    EXPECT_EQ(hall.page(end, hong, {SeatStatus::available, "A"}).size(), 4U);
}

}  // namespace
}  // namespace onsale::api
