// Dates that are over leave the boards; the store keeps them.
#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <span>
#include <thread>
#include <utility>
#include <vector>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "application/sale/sweeper.h"
#include "application/sale_on_sqlite.h"
#include "application/steering/change_date.h"
#include "domain/numbered.h"

namespace onsale {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

// Sold until the concert begins, in the evening.
class PastDates : public testing::Test {
  protected:
    static constexpr Instant evening = SaleOnSqlite::evening;
    SaleOnSqlite sale;
    SaleTerms const until_it_begins{.most_per_person = 100, .most_takes = 100};
    ConcertDateId const date = sale.put_date_on_sale(seat_offers(3), until_it_begins);
    std::vector<SeatId> const seats = sale.seats_of(date);
    UserId const kim = sale.user_with(Points{10'000});
    Instant const end = evening + limits::shown_after_the_end;

    void TearDown() override { EXPECT_TRUE(sale.audit().clean()); }

    Reservation bought(SeatId seat) { return sale.pay(sale.reserve(seat, kim)->reservation.id, kim)->reservation; }
    SeatBoard& board() { return sale.boards.seats; }
};

TEST_F(PastDates, one_leaves_when_everybody_is_in_the_hall_and_nothing_keeps_it_in_memory) {
    bought(seats[0]);
    std::weak_ptr<DateBoard> const shown = board().date(date);
    EXPECT_THAT(board().leave(end - milliseconds{1}), IsEmpty());
    EXPECT_FALSE(board().has_left(date));
    EXPECT_THAT(board().leave(end), ElementsAre(date));
    EXPECT_TRUE(board().has_left(date));
    EXPECT_TRUE(shown.expired());
    EXPECT_EQ(board().date(date), nullptr);
    EXPECT_FALSE(board().seat(seats[0], end));
    EXPECT_FALSE(board().place(seats[0]));
    EXPECT_THAT(board().dates(), IsEmpty());
    EXPECT_THAT(board().reservations_of(kim, end), IsEmpty());
    EXPECT_THAT(board().leave(end), IsEmpty()) << "once";
}

TEST_F(PastDates, fans_who_came_after_it_left_have_nothing_of_it) {
    auto const random = UserId::parse("f47ac10b-58cc-4372-a567-0e02b2c3d479").value();
    EXPECT_FALSE(board().some_left_since(kim));
    EXPECT_FALSE(board().some_left_since(random));
    board().leave(end);
    auto const made = [&](Instant at) {
        sale.clock.set(at);
        return sale.user();
    };
    EXPECT_TRUE(board().some_left_since(kim));
    EXPECT_TRUE(board().some_left_since(random)) << "nothing says when it was made";
    EXPECT_TRUE(board().some_left_since(made(end - milliseconds{1})));
    EXPECT_FALSE(board().some_left_since(made(end)));
}

TEST_F(PastDates, one_is_over_after_its_sale_too) {
    DateChange const longer{.terms = {.closes_at = Change<Instant>(evening + std::chrono::days{2})}};
    ASSERT_TRUE(sale.ask<ChangeDate>(date, longer, Operator{}));
    EXPECT_THAT(board().leave(end), IsEmpty());
    EXPECT_THAT(board().leave(end + std::chrono::days{2}), ElementsAre(date));
}

TEST_F(PastDates, holds_that_ran_out_are_tidied_before_it_leaves) {
    sale.reserve(seats[0], kim).value();
    ASSERT_THAT(board().leave(end), IsEmpty());
    sale.clock.set(end);
    std::set<ConcertDateId> told;
    std::mutex mutex;
    {
        Sweeper sweeper(board(), sale.clerk, sale.clock, milliseconds{1}, nullptr, [&](ConcertDateId left) {
            std::lock_guard const lock(mutex);
            told.insert(left);
        });
        auto const left = [&] {
            std::lock_guard const lock(mutex);
            return !told.empty();
        };
        while (!left()) {
            sale.clock.advance(seconds{61});  // it looks for such dates once in a while
            std::this_thread::sleep_for(milliseconds{5});
        }
    }
    EXPECT_THAT(told, ElementsAre(date));
    EXPECT_EQ(sale.stored(seats[0]), SeatStatus::available);
}

TEST_F(PastDates, what_is_heard_of_one_that_has_left_shows_nothing) {
    ConcertDate const changed{.id = date, .concert = board().date(date)->concert().id, .date = evening};
    auto const reservation = bought(seats[0]);
    auto const seat = board().seat(seats[1], opening).value();
    board().leave(end);
    sale.boards.show({.concerts = {},
                      .dates = {changed},
                      .seats = {seat},
                      .changed_seats = {seat.seat},
                      .users = {},
                      .reserved_seats = reservation.seats,
                      .steering = {}});
    EXPECT_THAT(board().dates(), IsEmpty());
    EXPECT_FALSE(board().seat(seats[1], end));
}

TEST_F(PastDates, boards_that_are_filled_leave_it_out_and_others_are_there) {
    bought(seats[0]);
    auto const later = sale.put_date_on_sale(seat_offers(2), {.closes_at = end + std::chrono::days{1}});
    sale.reserve(sale.seats_of(later)[0], kim).value();
    Boards filled;
    filled.fill(sale.archive, end);
    EXPECT_EQ(filled.seats.date(date), nullptr);
    EXPECT_TRUE(filled.seats.has_left(date));
    EXPECT_TRUE(filled.seats.some_left_since(kim));
    EXPECT_FALSE(filled.seats.has_left(later));
    EXPECT_FALSE(filled.seats.seat(seats[0], end));
    ASSERT_THAT(filled.seats.dates(), SizeIs(1));
    EXPECT_EQ(filled.seats.date(later)->totals(opening).available, 1);

    Boards early;
    early.fill(sale.archive, end - milliseconds{1});
    EXPECT_THAT(early.seats.dates(), SizeIs(2));
    EXPECT_FALSE(early.seats.has_left(date));
    EXPECT_FALSE(early.seats.some_left_since(kim));
    EXPECT_TRUE(early.fill_again(sale.archive, end)) << "it is here still, and stays until it leaves by itself";
    EXPECT_THAT(early.seats.dates(), SizeIs(2));
    early.seats.leave(end);
    EXPECT_TRUE(early.seats.some_left_since(kim));
    EXPECT_TRUE(early.fill_again(sale.archive, end));
    EXPECT_THAT(early.seats.dates(), SizeIs(1));
}

// A date leaves while what the store has is being read: of this archive, with the last that is read.
class SlowArchive final : public SaleArchive {
  public:
    SlowArchive(SaleArchive& stored, std::function<void()> meanwhile)
        : stored_(stored), meanwhile_(std::move(meanwhile)) {}
    void read_concerts(std::function<void(Concert const&)> const& show) override { stored_.read_concerts(show); }
    void read_dates(std::function<void(ConcertDate const&)> const& show) override { stored_.read_dates(show); }
    void read_seats(std::span<ConcertDateId const> dates,
                    std::function<void(LabelledSeat const&)> const& show) override {
        stored_.read_seats(dates, show);
    }
    void read_open_reservations(std::span<ConcertDateId const> dates,
                                std::function<void(ReservedSeat const&)> const& show) override {
        stored_.read_open_reservations(dates, show);
    }
    void read_users(std::function<void(User const&)> const& show) override { stored_.read_users(show); }
    Steering read_steering(LineId const& line) override {
        meanwhile_();
        return stored_.read_steering(line);
    }
    std::vector<LiveSession> paid_of(std::span<LiveSession const> sessions) override {
        return stored_.paid_of(sessions);
    }
    Instant newest() override { return stored_.newest(); }

  private:
    SaleArchive& stored_;
    std::function<void()> meanwhile_;
};

TEST_F(PastDates, one_leaves_while_boards_are_filled_again) {
    bought(seats[0]);
    auto const later = sale.put_date_on_sale(seat_offers(2), {.closes_at = end + std::chrono::days{1}});
    sale.reserve(sale.seats_of(later)[0], kim).value();
    SlowArchive slow(sale.archive, [&] { EXPECT_THAT(board().leave(end), ElementsAre(date)); });
    EXPECT_TRUE(sale.boards.fill_again(slow, end));
    EXPECT_EQ(board().date(date), nullptr);
    EXPECT_FALSE(board().seat(seats[0], end));
    EXPECT_EQ(board().date(later)->totals(opening).available, 1);
}

TEST_F(PastDates, one_node_that_still_shows_it_and_one_that_does_not_show_the_same) {
    Boards without;
    without.fill(sale.archive, end);
    EXPECT_THAT(without.digest(end).dates, IsEmpty());
    EXPECT_THAT(sale.boards.digest(end).dates, IsEmpty());
    EXPECT_THAT(sale.boards.digest(end - milliseconds{1}).dates, SizeIs(1));
}

TEST_F(PastDates, one_leaves_while_fans_look_at_it) {
    bought(seats[0]);
    std::weak_ptr<DateBoard> const shown = board().date(date);
    std::atomic<int> looks = 0;
    {
        std::vector<std::jthread> crowd;
        for (int i = 0; i < 2; ++i) {
            crowd.emplace_back([&](std::stop_token const& stop) {
                for (; !stop.stop_requested(); ++looks) {
                    if (auto const place = board().place(seats[0])) place->date->seat(place->index, opening);
                    if (auto const of = board().date(date)) of->totals(opening);
                    board().reservations_of(kim, opening);
                    board().seat(seats[1], opening);
                }
            });
        }
        while (looks < 100) std::this_thread::yield();
        EXPECT_THAT(board().leave(end), ElementsAre(date));
        for (auto const before = looks.load(); looks < before + 100;) std::this_thread::yield();
    }
    EXPECT_TRUE(shown.expired());
}

TEST_F(PastDates, neither_its_terms_nor_its_seats_are_changed_any_more) {
    sale.clock.set(end);
    EXPECT_EQ(sale.ask<AddSeats>(date, seat_offers(9)).error(), Refusal{Reason::unknown_concert_date});
    DateChange const longer{.terms = {.closes_at = Change<Instant>(end + std::chrono::days{2})}};
    EXPECT_EQ(sale.ask<ChangeDate>(date, longer, Operator{}).error(), Refusal{Reason::unknown_concert_date});
}

}  // namespace
}  // namespace onsale
