#include "application/boards/date_board.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/numbered.h"
#include "domain/waiting/fans.h"

namespace onsale {
namespace {

using testing::ElementsAre;

auto const date_id = numbered<ConcertDateId>(1);
auto const kim = numbered<UserId>(1);
auto const lee = numbered<UserId>(2);

LabelledSeat seat(std::uint32_t n, std::string section = "A") {
    return {{numbered<SeatId>(n), date_id, static_cast<std::int32_t>(n), Points{100}, SeatStatus::available},
            {std::move(section), "1", std::to_string(n)}};
}

std::vector<LabelledSeat> seats(std::uint32_t from, std::uint32_t to, std::string const& section = "A") {
    std::vector<LabelledSeat> all;
    for (auto n = from; n <= to; ++n) all.push_back(seat(n, section));
    return all;
}

ReservedSeat claim(std::uint32_t n, UserId user, Instant until, ReservationState state = ReservationState::reserved) {
    return {.id = numbered<ReservedSeatId>(n),
            .reservation = numbered<ReservationId>(n),
            .seat = {},
            .user = user,
            .price = Points{100},
            .state = state,
            .created_at = opening,
            .hold_expires_at = until,
            .payment = {},
            .paid_at = {}};
}

constexpr Instant later = opening + seconds{300};

class DateBoardTest : public testing::Test {
  protected:
    DateBoard board{{date_id, numbered<ConcertId>(1), opening, 0}, {numbered<ConcertId>(1), "IU"}};

    void SetUp() override { board.add_seats(seats(1, 10)); }

    SeatStatus status(std::uint32_t index, Instant now) { return board.seat(index, now).seat.status; }
    std::vector<std::size_t> run_sizes() {
        std::vector<std::size_t> sizes;
        board.read(opening, [&](std::span<RunState const> runs, std::uint64_t) {
            for (auto const& run : runs) {
                EXPECT_EQ(run.run->seats.size(), run.statuses.size());
                sizes.push_back(run.statuses.size());
            }
        });
        return sizes;
    }
};

TEST_F(DateBoardTest, the_version_changes_with_every_change_of_a_status) {
    auto const before = board.version(opening);
    EXPECT_EQ(board.version(opening), before) << "reading changes nothing";
    board.show(3, claim(1, kim, later));
    auto const reserved = board.version(opening);
    EXPECT_GT(reserved, before);
    board.show(3, claim(1, kim, later, ReservationState::paid));
    auto const paid = board.version(opening);
    EXPECT_GT(paid, reserved);
    board.add_seats(seats(11, 11));
    EXPECT_GT(board.version(opening), paid);
}

TEST_F(DateBoardTest, only_the_run_that_changed_carries_the_new_version) {
    board.add_seats(seats(11, 12, "B"));
    auto const before = board.version(opening);
    board.show(10, claim(1, kim, later));
    board.read(opening, [&](std::span<RunState const> runs, std::uint64_t version) {
        ASSERT_EQ(runs.size(), 2U);
        EXPECT_LE(runs[0].version, before);
        EXPECT_EQ(runs[1].version, version);
    });
}

TEST_F(DateBoardTest, a_hold_lapses_by_the_clock_without_any_write) {
    board.show(3, claim(1, kim, later));
    auto const held = board.version(later - milliseconds{1});
    EXPECT_EQ(status(3, later - milliseconds{1}), SeatStatus::reserved);
    EXPECT_EQ(board.available_seats(later - milliseconds{1}), 9);
    EXPECT_GT(board.version(later), held);
    EXPECT_EQ(status(3, later), SeatStatus::available);
    EXPECT_EQ(board.available_seats(later), 10);
    EXPECT_TRUE(board.claims_of(kim, later).empty());
}

TEST_F(DateBoardTest, every_reading_sees_a_lapse_first) {
    auto const lapses = [this](auto&& reading) {
        DateBoard fresh{board.date(), board.concert()};
        fresh.add_seats(seats(1, 1));
        fresh.show(0, claim(1, kim, later));
        return reading(fresh);
    };
    EXPECT_EQ(lapses([](DateBoard& fresh) { return fresh.available_seats(later); }), 1);
    EXPECT_EQ(lapses([](DateBoard& fresh) { return fresh.claims_of(kim, later).size(); }), 0U);
    EXPECT_EQ(lapses([](DateBoard& fresh) { return fresh.seat(0, later).seat.status; }), SeatStatus::available);
    EXPECT_EQ(lapses([](DateBoard& fresh) {
                  auto shown = SeatStatus::sold;
                  fresh.read(later, [&](auto runs, std::uint64_t) { shown = runs[0].statuses[0]; });
                  return shown;
              }),
              SeatStatus::available);
}

TEST_F(DateBoardTest, a_paid_seat_never_lapses) {
    board.show(3, claim(1, kim, later));
    board.show(3, claim(1, kim, later, ReservationState::paid));
    EXPECT_EQ(status(3, later + std::chrono::years{1}), SeatStatus::sold);
    EXPECT_TRUE(board.take_lapsed(later + std::chrono::years{1}, 10).empty());
}

TEST_F(DateBoardTest, a_payment_that_comes_after_readers_saw_the_hold_lapse_is_still_shown) {
    board.show(3, claim(1, kim, later));
    EXPECT_EQ(status(3, later), SeatStatus::available);  // a reader whose clock was a moment ahead of the clerk's
    board.show(3, claim(1, kim, later, ReservationState::paid));
    EXPECT_EQ(status(3, later), SeatStatus::sold);
    EXPECT_EQ(board.claims_of(kim, later).size(), 1U);
}

TEST_F(DateBoardTest, closing_an_old_claim_does_not_free_the_next_fans_seat) {
    board.show(3, claim(1, kim, later));
    board.show(3, claim(2, lee, later));
    board.show(3, claim(1, kim, later, ReservationState::expired));
    board.show(3, claim(1, kim, later, ReservationState::released));
    EXPECT_EQ(status(3, opening), SeatStatus::reserved);
    EXPECT_TRUE(board.claims_of(kim, opening).empty());
    EXPECT_EQ(board.claims_of(lee, opening).size(), 1U);
}

TEST_F(DateBoardTest, a_seat_given_back_is_free) {
    board.show(3, claim(1, kim, later));
    board.show(3, claim(1, kim, later, ReservationState::released));
    EXPECT_EQ(status(3, opening), SeatStatus::available);
    EXPECT_EQ(board.available_seats(opening), 10);
    EXPECT_TRUE(board.take_lapsed(later, 10).empty()) << "nothing to tidy";
}

TEST_F(DateBoardTest, claims_are_the_users_own_in_the_order_of_the_seats) {
    board.show(7, claim(1, kim, later));
    board.show(2, claim(2, kim, later, ReservationState::paid));
    board.show(5, claim(3, lee, later));
    auto const mine = board.claims_of(kim, opening);
    ASSERT_EQ(mine.size(), 2U);
    EXPECT_EQ(mine[0].seat, 2U);
    EXPECT_EQ(mine[0].reserved.id, numbered<ReservedSeatId>(2));
    EXPECT_EQ(mine[1].seat, 7U);
    EXPECT_TRUE(board.claims_of(numbered<UserId>(99), opening).empty());
}

TEST_F(DateBoardTest, lapsed_holds_are_taken_once_in_the_order_of_their_end) {
    board.show(1, claim(1, kim, later + seconds{2}));
    board.show(2, claim(2, lee, later + seconds{1}));
    board.show(3, claim(3, kim, later));
    board.show(4, claim(4, kim, later + seconds{9}));
    EXPECT_TRUE(board.take_lapsed(later - milliseconds{1}, 10).empty());
    EXPECT_THAT(board.take_lapsed(later + seconds{2}, 2),
                ElementsAre(numbered<ReservationId>(3), numbered<ReservationId>(2)));
    EXPECT_THAT(board.take_lapsed(later + seconds{2}, 2), ElementsAre(numbered<ReservationId>(1)));
    EXPECT_TRUE(board.take_lapsed(later + seconds{2}, 2).empty());
}

TEST_F(DateBoardTest, runs_end_at_128_seats_and_at_the_end_of_a_section) {
    board.add_seats(seats(11, 140));  // goes on in the first run
    board.add_seats(seats(141, 143, "B"));
    board.add_seats(seats(144, 145, "B"));
    board.add_seats(seats(146, 146, "A"));
    EXPECT_THAT(run_sizes(), ElementsAre(128, 12, 5, 1));
}

TEST_F(DateBoardTest, seats_keep_their_index_and_status_when_others_are_added) {
    board.show(4, claim(1, kim, later));
    EXPECT_EQ(board.add_seats(seats(11, 12)), 10U);
    EXPECT_EQ(board.add_seats(seats(13, 13, "B")), 12U);
    EXPECT_EQ(status(4, opening), SeatStatus::reserved);
    EXPECT_EQ(board.seat(11, opening).seat.number, 12);
    EXPECT_EQ(board.seat(12, opening).labels.section, "B");
    EXPECT_EQ(board.available_seats(opening), 12);
}

TEST_F(DateBoardTest, a_run_that_was_handed_out_does_not_change) {
    std::shared_ptr<SeatRun const> kept;
    board.read(opening, [&](std::span<RunState const> runs, std::uint64_t) { kept = runs[0].run; });
    board.add_seats(seats(11, 12));
    EXPECT_EQ(kept->seats.size(), 10U);
}

TEST(EmptyDateBoard, has_no_runs_and_no_seats) {
    DateBoard board{{date_id, numbered<ConcertId>(1), opening, 0}, {}};
    EXPECT_EQ(board.available_seats(opening), 0);
    board.read(opening, [](std::span<RunState const> runs, std::uint64_t) { EXPECT_TRUE(runs.empty()); });
}

}  // namespace
}  // namespace onsale
