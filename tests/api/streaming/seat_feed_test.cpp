// What a seat feed keeps, and for how long.
#include "api/streaming/seat_feed.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "domain/numbered.h"
#include "domain/waiting/fans.h"

namespace onsale::api {
namespace {

using testing::HasSubstr;
using testing::Not;

auto const date_id = numbered<ConcertDateId>(1);

class SeatFeedTest : public testing::Test {
  protected:
    static constexpr std::uint32_t hall = 5'000;

    SeatFeedTest() {
        std::vector<LabelledSeat> seats;
        for (std::uint32_t n = 1; n <= hall; ++n) {
            seats.push_back({{numbered<SeatId>(n), date_id, static_cast<std::int32_t>(n), Points{1}, {}}, {}});
        }
        board->add_seats(seats);
        feed.emplace(board, "boot", now);
        start = feed->open("", 0, now).version;
    }
    void turn(std::uint32_t seat, ReservationState state, Instant hold_until = opening + seconds{100'000}) {
        board->show(seat, {.id = numbered<ReservedSeatId>(seat + 1),
                           .seat = {},
                           .user = numbered<UserId>(1),
                           .price = Points{1},
                           .state = state,
                           .created_at = opening,
                           .hold_expires_at = hold_until,
                           .payment = {},
                           .paid_at = {}});
    }
    std::uint64_t pass() {
        now += milliseconds{100};
        return feed->advance(now);
    }

    Instant now = opening;
    std::shared_ptr<DateBoard> board = std::make_shared<DateBoard>(
        ConcertDate{date_id, numbered<ConcertId>(1), opening, 0}, Concert{numbered<ConcertId>(1), "IU"});
    std::optional<SeatFeed> feed;
    std::uint64_t start = 0;
};

TEST_F(SeatFeedTest, nothing_is_told_while_nothing_changes) {
    auto const edition = pass();
    EXPECT_EQ(pass(), edition);
    EXPECT_EQ(feed->after(start).frame, nullptr);
}

TEST_F(SeatFeedTest, changes_of_one_interval_make_one_frame_for_all) {
    turn(0, ReservationState::reserved);
    turn(4'999, ReservationState::reserved);
    turn(1, ReservationState::reserved);
    turn(1, ReservationState::released);  // back to what it was: no change
    auto const edition = pass();
    EXPECT_EQ(feed->advance(now), edition);
    auto const one = feed->after(start);
    EXPECT_THAT(*one.frame, HasSubstr("data: [[0,1],[4999,1]]\n\n"));
    EXPECT_EQ(feed->after(start).frame, one.frame);  // the very same bytes
    EXPECT_EQ(feed->after(one.version).frame, nullptr);
}

TEST_F(SeatFeedTest, within_the_shortest_interval_no_second_frame_is_made) {
    turn(0, ReservationState::reserved);
    auto const edition = pass();
    turn(1, ReservationState::reserved);
    now += SeatFeed::shortest_interval - milliseconds{1};
    EXPECT_EQ(feed->advance(now), edition);
    now += milliseconds{1};
    EXPECT_NE(feed->advance(now), edition);
}

TEST_F(SeatFeedTest, a_hold_that_lapses_is_told_without_anybody_writing) {
    turn(3, ReservationState::reserved, now + milliseconds{150});
    pass();
    auto const held = feed->after(start);
    pass();
    EXPECT_THAT(*feed->after(held.version).frame, HasSubstr("[[3,0]]"));
}

TEST_F(SeatFeedTest, who_missed_more_than_is_kept_is_told_to_read_the_list_again) {
    std::vector<std::uint64_t> versions{start};
    for (std::uint32_t i = 0; i < SeatFeed::kept_frames + 3; ++i) {
        turn(i, ReservationState::reserved);
        pass();
        versions.push_back(feed->after(versions.back()).version);
    }
    EXPECT_THAT(*feed->after(versions[2]).frame, HasSubstr("event: reset\n"));
    auto const whole = feed->after(versions[3]);
    EXPECT_THAT(*whole.frame, Not(HasSubstr("event: reset\n")));
    EXPECT_THAT(*whole.frame, HasSubstr("data: [[3,1]]\n\n"));
    EXPECT_LT(whole.frame->find("[[3,1]]"), whole.frame->find("[[1026,1]]"));
    EXPECT_EQ(whole.version, versions.back());
}

TEST_F(SeatFeedTest, a_change_of_nearly_everything_is_a_reset) {
    for (std::uint32_t seat = 0; seat <= SeatFeed::most_changes; ++seat) turn(seat, ReservationState::reserved);
    pass();
    EXPECT_THAT(*feed->after(start).frame, HasSubstr("event: reset\n"));
}

TEST_F(SeatFeedTest, ids_of_another_run_or_of_the_future_are_no_point_to_go_on_from) {
    for (auto const* id : {"other-1", "boot-ffffff", "boot", "boot-", "boot-x", "boot-1x", "boot-11111111111111111"}) {
        EXPECT_THAT(feed->open(id, 0, now).text, HasSubstr("event: reset\n")) << id;
    }
    auto const id = "boot-" + std::to_string(start);
    EXPECT_THAT(feed->open(id, 0, now).text, Not(HasSubstr("event: reset\n")));
    EXPECT_THAT(feed->open(id + "-5a", 0, now).text, Not(HasSubstr("event: reset\n")));
}

}  // namespace
}  // namespace onsale::api
