// What the boards know after a restart is what the running server knew.
#include "application/boards/boards.h"

#include <random>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "application/sale_on_sqlite.h"
#include "domain/numbered.h"

namespace onsale {
namespace {

std::string shown(Boards& boards, std::vector<UserId> const& users, Instant now) {
    std::string text;
    for (auto const& date : boards.seats.dates()) {
        text += date->concert().singer_name + " " + date->date().id.to_string() + " " +
                std::to_string(date->available_seats(now)) + "\n";
        date->read(now, [&](std::span<RunState const> runs, std::uint64_t) {
            for (auto const& run : runs) {
                text += "run " + run.run->section + "\n";
                for (std::size_t i = 0; i < run.statuses.size(); ++i) {
                    auto const& [seat, labels] = run.run->seats[i];
                    text += seat.id.to_string() + " " + std::to_string(seat.number) + " " + labels.row + labels.seat +
                            " " + std::to_string(seat.price.value) + " " +
                            std::to_string(static_cast<int>(run.statuses[i])) + "\n";
                }
            }
        });
        for (auto const user : users) {
            for (auto const& claim : date->claims_of(user, now)) {
                text += user.to_string() + " claims " + std::to_string(claim.seat) + " " +
                        claim.reserved.id.to_string() + " " +
                        std::to_string(claim.reserved.hold_expires_at.time_since_epoch().count()) + "\n";
            }
        }
    }
    for (auto const user : users) text += std::to_string(boards.wallets.balance(user)->value) + "\n";
    return text + std::to_string(boards.wallets.users());
}

// A sale in which `steps` random things happened.
class RandomSale : public SaleOnSqlite {
  public:
    std::vector<UserId> users;
    std::vector<SeatId> seats;
    std::vector<ReservationId> reservations;

    RandomSale(unsigned seed, int steps) : chance_(seed) {
        for (int i = 0; i < 4; ++i) users.push_back(user_with(Points{1'500}));
        for (int i = 0; i < 2; ++i) {
            auto const more = open_seats(6);
            seats.insert(seats.end(), more.begin(), more.end());
        }
        for (int i = 0; i < steps; ++i) step();
    }

  private:
    template <class T>
    T const& any(std::vector<T> const& from) {
        return from[chance_() % from.size()];
    }
    void step() {
        auto const kind = chance_() % 8;
        if (kind < 4 || reservations.empty()) {
            auto const reserved = reserve(any(seats), any(users));
            if (reserved) reservations.push_back(reserved->reservation.id);
        } else if (kind == 4) {
            auto const which = any(reservations);
            static_cast<void>(release(which, stored(which).user));
        } else if (kind == 5) {
            auto const which = any(reservations);
            static_cast<void>(pay(which, stored(which).user));
        } else if (kind == 6) {
            clock.advance(seconds{chance_() % 120});
        } else {
            static_cast<void>(ask<ExpireHolds>(reservations));
        }
    }
    std::mt19937 chance_;
};

TEST(Boards, filled_from_the_store_they_equal_those_that_saw_every_commit) {
    for (unsigned const seed : {1U, 2U, 3U, 4U}) {
        RandomSale sale(seed, 80);
        Boards restarted;
        restarted.fill(sale.archive, sale.clock.now());
        auto const now = sale.clock.now();
        EXPECT_EQ(shown(restarted, sale.users, now), shown(sale.boards, sale.users, now)) << "seed " << seed;
        auto const later = now + SaleOnSqlite::hold_term.length / 2;
        EXPECT_EQ(shown(restarted, sale.users, later), shown(sale.boards, sale.users, later)) << "seed " << seed;
        EXPECT_TRUE(sale.audit().clean()) << "seed " << seed;
    }
}

TEST(SeatBoard, dates_come_by_the_moment_of_the_concert) {
    SaleOnSqlite sale;
    auto const concert = sale.ask<CreateConcert>("IU")->id;
    auto const late = sale.ask<AddConcertDate>(concert, opening + std::chrono::days{2})->date.id;
    auto const early = sale.ask<AddConcertDate>(concert, opening + std::chrono::days{1})->date.id;
    std::vector<ConcertDateId> order;
    for (auto const& date : sale.boards.seats.dates()) order.push_back(date->date().id);
    EXPECT_THAT(order, testing::ElementsAre(early, late));
}

TEST(SeatBoard, what_is_not_there_is_not_found) {
    SaleOnSqlite sale;
    EXPECT_EQ(sale.boards.seats.date(numbered<ConcertDateId>(9)), nullptr);
    EXPECT_FALSE(sale.boards.seats.seat(numbered<SeatId>(9), opening));
}

TEST(SeatBoard, lapsed_holds_of_all_dates_are_taken_up_to_the_limit) {
    SaleOnSqlite sale;
    for (int date = 0; date < 2; ++date) {
        for (auto const seat : sale.open_seats(3)) sale.reserve(seat, sale.user()).value();
    }
    sale.clock.advance(SaleOnSqlite::hold_term.length);
    EXPECT_EQ(sale.boards.seats.take_lapsed(sale.clock.now(), 4).size(), 4U);
    EXPECT_EQ(sale.boards.seats.take_lapsed(sale.clock.now(), 4).size(), 2U);
    EXPECT_TRUE(sale.boards.seats.take_lapsed(sale.clock.now(), 4).empty());
}

TEST(WalletBoard, shows_the_latest_balance_of_each_of_many_users) {
    WalletBoard board;
    for (std::uint32_t n = 1; n <= 5'000; ++n) board.show({numbered<UserId>(n), Points{n}});
    board.show({numbered<UserId>(77), Points{0}});
    EXPECT_EQ(board.users(), 5'000U);
    EXPECT_EQ(board.balance(numbered<UserId>(77)), Points{0});
    EXPECT_EQ(board.balance(numbered<UserId>(5'000)), Points{5'000});
    EXPECT_FALSE(board.balance(numbered<UserId>(5'001)));
    EXPECT_FALSE(board.knows(UserId{}));
}

// Another node may have added the seat a moment ago: what this node hears of it first must not end the process.
TEST(SeatBoardTest, a_reservation_of_a_seat_that_the_board_does_not_have_yet_shows_nothing) {
    SaleOnSqlite sale;
    auto const seats = sale.open_seats(1);
    ReservedSeat of_unknown{};
    of_unknown.id = numbered<ReservedSeatId>(1);
    of_unknown.seat = numbered<SeatId>(99);
    sale.boards.seats.show(of_unknown);
    EXPECT_EQ(sale.boards.seats.dates().front()->available_seats(sale.clock.now()), 1);
}

// A date of this number with this many seats of the same numbers.
Changes piece_of(std::uint32_t number, std::uint32_t from, std::uint32_t to, std::optional<Unfinished> unfinished) {
    Changes changes;
    changes.concerts.push_back({numbered<ConcertId>(number), "IU"});
    changes.dates.push_back({.id = numbered<ConcertDateId>(number),
                             .concert = numbered<ConcertId>(number),
                             .date = opening,
                             .unfinished = unfinished});
    for (auto n = from; n <= to; ++n) {
        changes.seats.push_back({{numbered<SeatId>(number * 100 + n), numbered<ConcertDateId>(number),
                                  static_cast<std::int32_t>(n), Points{1}},
                                 {"A", "1", std::to_string(n)}});
    }
    return changes;
}

TEST(Boards, a_date_is_seen_with_all_its_seats_once_it_is_finished) {
    Boards boards;
    auto const date = numbered<ConcertDateId>(1);
    boards.show(piece_of(1, 1, 2, Unfinished{opening}));
    boards.show(piece_of(1, 3, 4, Unfinished{opening}));
    EXPECT_EQ(boards.seats.date(date), nullptr);
    EXPECT_TRUE(boards.seats.dates().empty());
    EXPECT_FALSE(boards.seats.seat(numbered<SeatId>(101), opening));
    boards.show(piece_of(1, 5, 5, std::nullopt));
    ASSERT_NE(boards.seats.date(date), nullptr);
    EXPECT_EQ(boards.seats.date(date)->available_seats(opening), 5);
    EXPECT_TRUE(boards.seats.seat(numbered<SeatId>(101), opening));
    EXPECT_EQ(boards.seats.dates().size(), 1U);
}

TEST(Boards, a_date_that_was_given_up_goes_with_its_seats_and_leaves_the_others) {
    Boards boards;
    boards.show(piece_of(1, 1, 2, std::nullopt));
    boards.show(piece_of(2, 1, 2, Unfinished{opening}));
    Changes removal;
    removal.removed_dates.push_back(numbered<ConcertDateId>(2));
    boards.show(removal);
    boards.show(removal);  // said with each piece of the removal
    EXPECT_EQ(boards.seats.dates().size(), 1U);
    std::vector<LabelledSeat> const kept = piece_of(1, 1, 2, std::nullopt).seats;
    std::vector<ConcertDate> const dates = piece_of(1, 1, 2, std::nullopt).dates;
    EXPECT_TRUE(boards.seats.all_within(dates, kept)) << "nothing of the other date is left";
}

}  // namespace
}  // namespace onsale
