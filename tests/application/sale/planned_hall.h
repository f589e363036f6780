// A date whose seats stand in rows of ten, one behind the other, with a seating plan.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <gtest/gtest.h>

#include "application/sale_on_sqlite.h"
#include "domain/seating/seating_plan.h"

namespace onsale {

// The stage is in front of the middle of the first one.
inline std::vector<SeatOffer> rows_of_ten(std::int32_t rows) {
    std::vector<SeatOffer> offers;
    for (std::int32_t n = 0; n < rows * 10; ++n) {
        offers.push_back({n + 1, Points{1'000}, {"A", std::to_string(n / 10 + 1), std::to_string(n % 10 + 1)}});
    }
    return offers;
}

class PlannedHall : public testing::Test {
  protected:
    explicit PlannedHall(std::int32_t rows, SaleTerms const& terms) : PlannedHall(rows_of_ten(rows), terms) {}
    explicit PlannedHall(std::vector<SeatOffer> const& offers, SaleTerms const& terms)
        : date(sale.put_date_on_sale(offers, terms)) {}

    SaleOnSqlite sale;
    ConcertDateId const date;
    std::vector<SeatId> const seats = sale.seats_of(date);
    UserId const kim = sale.user_with(Points{100'000});
    UserId const lee = sale.user_with(Points{100'000});

    void SetUp() override { plan_seats(); }
    void TearDown() override { EXPECT_TRUE(sale.audit().clean()); }

    std::shared_ptr<DateBoard> board() { return sale.boards.seats.date(date); }

    // As HallMaps does.
    void plan_seats() {
        std::vector<std::shared_ptr<SeatRun const>> runs;
        std::vector<seating::PlacedSeat> placed;
        board()->read(sale.clock.now(), [&](std::span<RunState const> states, std::uint64_t) {
            for (auto const& state : states) runs.push_back(state.run);
        });
        for (auto const& run : runs) {
            for (auto const& [seat, labels] : run->seats) {
                auto const at = seat.number - 1;
                placed.push_back({.name = {labels.section, labels.row, labels.seat},
                                  .point = {at % 10 * 100 - 450, at / 10 * 100 + 100},
                                  .price = seat.price,
                                  .traits = seat.traits});
            }
        }
        auto plan = seating::seating_plan(placed, {}, board()->companions());
        board()->use(std::make_shared<seating::SeatingPlan const>(std::move(plan)), runs);
    }

    std::vector<SeatId> some(std::vector<std::size_t> const& which) const {
        std::vector<SeatId> some;
        for (auto const i : which) some.push_back(seats[i]);
        return some;
    }
    ReserveSeats::Wish one(std::uint32_t which) { return OneSeat{seats[which], board(), which}; }
    ReserveSeats::Wish named(std::vector<std::size_t> const& which) {
        std::vector<std::uint32_t> indices;
        for (auto const i : which) indices.push_back(static_cast<std::uint32_t>(i));
        return SeatsByName{board(), some(which), indices};
    }
    ReserveSeats::Wish best(std::size_t count, seating::Adjacent adjacent = seating::Adjacent::prefer) {
        return BestOfDate{board(), {.count = count, .adjacent = adjacent}};
    }
    Decision<SeatsReserved> together(ReserveSeats::Wish wish, UserId user) {
        return sale.ask<ReserveSeats>(std::move(wish), user);
    }
    static std::vector<SeatId> ids(std::vector<Seat> const& of) {
        std::vector<SeatId> all;
        for (auto const& seat : of) all.push_back(seat.id);
        return all;
    }
    static std::vector<SeatId> ids(Reservation const& of) {
        std::vector<SeatId> all;
        for (auto const& each : of.shown()) all.push_back(each.seat);
        return all;
    }
};

}  // namespace onsale
