// Random fans who take one seat or several, pay, give back and let lapse, against a simple model: nobody is ever above
// the limit of a date, and nobody below it is refused; what is taken together is one reservation, and paid as one.
#include <map>
#include <set>
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

// A plain record of one date: which user has which seat.
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
          seats(sale.seats_of(sale.put_date_on_sale(
              seat_offers(8), {.most_per_person = most, .most_takes = limits::largest_takes, .cooling = seconds{0}}))) {
        for (int i = 0; i < 3; ++i) users.push_back(sale.user_with(Points{100'000}));
    }

    // All of them or none, as one reservation with what the fan holds already.
    void take(std::set<SeatId> const& wanted, UserId user) {
        auto const now = sale.clock.now();
        auto const reserved = take_from_sale(wanted, user);
        auto const held = notebook.count(user, now, false);
        auto const paid = notebook.count(user, now, true);
        std::vector<SeatId> fresh;
        std::vector<SeatId> taken;
        for (auto const seat : wanted) {
            auto const found = notebook.seats.find(seat);
            bool const mine = found != notebook.seats.end() && found->second.user == user && !found->second.paid;
            if (notebook.is_free(seat, now)) {
                fresh.push_back(seat);
            } else if (!mine) {
                taken.push_back(seat);
            }
        }
        if (!taken.empty()) {
            RC_ASSERT(!reserved.has_value());
            RC_ASSERT(reserved.error().seats == (wanted.size() == 1 ? std::vector<SeatId>{} : taken));
        } else if (!fresh.empty() && held + paid + static_cast<std::int64_t>(fresh.size()) > limit) {
            RC_ASSERT(!reserved.has_value());
            RC_ASSERT(reserved.error() == (Refusal{Reason::too_many_seats, limit, held, paid}));
        } else {
            RC_ASSERT(reserved.has_value());
            RC_ASSERT(reserved->made == !fresh.empty());
            note(fresh, user, reserved->reservation, now);
        }
    }
    Decision<SeatsReserved> take_from_sale(std::set<SeatId> const& wanted, UserId user) {
        if (wanted.size() == 1) return sale.reserve(*wanted.begin(), user);
        SeatsByName named{.date = sale.boards.seats.place(*wanted.begin())->date, .seats = {}, .indices = {}};
        for (auto const seat : wanted) {
            named.seats.push_back(seat);
            named.indices.push_back(sale.boards.seats.place(seat)->index);
        }
        return sale.ask<ReserveSeats>(std::move(named), user);
    }
    void note(std::vector<SeatId> const& fresh, UserId user, Reservation const& reservation, Instant now) {
        auto deadline = now + SaleOnSqlite::hold_term.length;
        for (auto const& [seat, taken] : notebook.seats) {
            if (taken.user != user || taken.paid || taken.lapses <= now) continue;
            RC_ASSERT(taken.id == reservation.id);
            deadline = taken.lapses;
        }
        for (auto const seat : fresh) notebook.seats[seat] = {user, reservation.id, deadline};
        for (auto const& each : reservation.seats) {
            RC_ASSERT(each.hold_expires_at == deadline);
            RC_ASSERT(notebook.seats.at(each.seat).id == reservation.id);
        }
    }
    void pay(SeatId seat) {
        if (notebook.is_free(seat, sale.clock.now())) return;
        auto const [user, id, lapses, was_paid] = notebook.seats.at(seat);
        auto const before = sale.balance(user);
        Points sum{0};
        for (auto& [other, taken] : notebook.seats) {
            if (taken.id != id) continue;
            sum = sum + Points{1'000};
            taken.paid = true;
        }
        auto const paid = sale.pay(id, user);
        RC_ASSERT(paid.has_value());
        RC_ASSERT(paid->made == !was_paid);
        RC_ASSERT(paid->reservation.amount() == sum);
        RC_ASSERT(sale.balance(user) == (was_paid ? before : before - sum));
    }
    void give_back(SeatId seat, bool all) {
        if (notebook.is_free(seat, sale.clock.now()) || notebook.seats.at(seat).paid) return;
        auto const taken = notebook.seats.at(seat);
        auto const only = all ? std::nullopt : std::optional(seat);
        RC_ASSERT(sale.ask<ReleaseReservation>(taken.id, taken.user, only).has_value());
        std::erase_if(notebook.seats,
                      [&](auto const& each) { return each.first == seat || (all && each.second.id == taken.id); });
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
        if (action == 0)
            crowd.take(*rc::gen::container<std::set<SeatId>>(*rc::gen::inRange(1, 4), rc::gen::elementOf(crowd.seats)),
                       *rc::gen::elementOf(crowd.users));
        if (action == 1) crowd.pay(seat);
        if (action == 2) crowd.give_back(seat, *rc::gen::arbitrary<bool>());
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
