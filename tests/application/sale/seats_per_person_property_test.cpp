// Random fans who take, pay, give back and let lapse, against a simple model: nobody is ever above the limit of a date,
// and nobody below it is refused.
#include <map>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "application/sale_on_sqlite.h"

namespace onsale {
namespace {

struct Taken {
    UserId user;
    ReservationId id;
    Instant lapses;
    bool paid = false;
};

// One date as anybody would write it down: who has which seat.
struct Notebook {
    std::map<SeatId, Taken> seats;

    bool is_free(SeatId seat, Instant now) const {
        auto const found = seats.find(seat);
        return found == seats.end() || (!found->second.paid && found->second.lapses <= now);
    }
    std::int64_t count(UserId user, Instant now, bool paid) const {
        std::int64_t count = 0;
        for (auto const& [seat, taken] : seats) {
            bool const live = taken.paid || taken.lapses > now;
            count += live && taken.user == user && taken.paid == paid ? 1 : 0;
        }
        return count;
    }
};

struct Crowd {
    SaleOnSqlite sale;
    std::int32_t const limit;
    std::vector<SeatId> const seats;
    std::vector<UserId> users;
    Notebook notebook;

    explicit Crowd(std::int32_t most)
        : limit(most),
          seats(sale.seats_of(
              sale.put_date_on_sale(seat_offers(8), {.most_per_person = most, .most_takes = limits::largest_takes}))) {
        for (int i = 0; i < 3; ++i) users.push_back(sale.user_with(Points{100'000}));
    }

    void take(SeatId seat, UserId user) {
        auto const now = sale.clock.now();
        auto const reserved = sale.reserve(seat, user);
        auto const held = notebook.count(user, now, false);
        auto const paid = notebook.count(user, now, true);
        if (!notebook.is_free(seat, now)) {
            RC_ASSERT(reserved.has_value() == (notebook.seats.at(seat).user == user && !notebook.seats.at(seat).paid));
        } else if (held + paid >= limit) {
            RC_ASSERT(!reserved.has_value());
            RC_ASSERT(reserved.error() == (Refusal{Reason::too_many_seats, limit, held, paid}));
        } else {
            RC_ASSERT(reserved.has_value());
            notebook.seats[seat] = {user, reserved->reservation.id, now + SaleOnSqlite::hold_term.length};
        }
    }
    void pay(SeatId seat) {
        if (notebook.is_free(seat, sale.clock.now())) return;
        auto& taken = notebook.seats.at(seat);
        RC_ASSERT(sale.pay(taken.id, taken.user).has_value());
        taken.paid = true;
    }
    void give_back(SeatId seat) {
        if (notebook.is_free(seat, sale.clock.now()) || notebook.seats.at(seat).paid) return;
        auto const taken = notebook.seats.at(seat);
        RC_ASSERT(sale.release(taken.id, taken.user).has_value());
        notebook.seats.erase(seat);
    }
    void tidy() {
        std::vector<ReservationId> all;
        for (auto const& [seat, taken] : notebook.seats) all.push_back(taken.id);
        RC_ASSERT(sale.ask<ExpireHolds>(all).has_value());
    }
};

RC_GTEST_PROP(SeatsPerPersonByModel, nobody_is_above_the_limit_and_nobody_below_it_is_refused, ()) {
    Crowd crowd(*rc::gen::inRange(1, 5));
    auto const steps = *rc::gen::inRange(1, 40);
    for (int step = 0; step < steps; ++step) {
        crowd.sale.clock.advance(milliseconds{*rc::gen::element(0, 1, 100'000, 299'999, 300'000)});
        auto const seat = *rc::gen::elementOf(crowd.seats);
        auto const action = *rc::gen::weightedElement<int>({{8, 0}, {2, 1}, {2, 2}, {1, 3}});
        if (action == 0) crowd.take(seat, *rc::gen::elementOf(crowd.users));
        if (action == 1) crowd.pay(seat);
        if (action == 2) crowd.give_back(seat);
        if (action == 3) crowd.tidy();
        for (auto const& user : crowd.users) {
            auto const now = crowd.sale.clock.now();
            RC_ASSERT(crowd.notebook.count(user, now, false) + crowd.notebook.count(user, now, true) <= crowd.limit);
        }
    }
    RC_ASSERT(crowd.sale.audit().clean());
}

}  // namespace
}  // namespace onsale
