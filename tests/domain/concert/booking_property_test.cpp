// Random lives of one seat under a clock that only goes forward: promise 1, whatever fans do and in whatever order.
#include <optional>
#include <vector>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "domain/concert/booking.h"
#include "domain/numbered.h"
#include "domain/waiting/fans.h"

namespace onsale {
namespace {

constexpr HoldTerm ten_seconds{seconds{10}};

// A seat and all the reservations it ever had, changed only by what the rules hand out.
struct SeatLife {
    Seat seat{numbered<SeatId>(1), numbered<ConcertDateId>(1), 1, Points{100}, SeatStatus::available};
    std::vector<ReservedSeat> reservations;
    Instant now = opening;

    ReservedSeat* open() {
        for (auto& each : reservations) {
            if (each.state == ReservationState::reserved || each.state == ReservationState::paid) return &each;
        }
        return nullptr;
    }

    void save(ReservedSeat const& changed) {
        for (auto& each : reservations) {
            if (each.id == changed.id) each = changed;
        }
    }

    void try_to_reserve(UserId user) {
        auto const* claim = open();
        auto const before = claim ? std::optional(*claim) : std::nullopt;
        auto const fresh = numbered<ReservedSeatId>(static_cast<std::uint32_t>(reservations.size() + 1));
        ConcertDate const date{.id = seat.concert_date, .concert = {}, .date = opening + std::chrono::days{1}};
        auto const reserving =
            reserve(seat, before, date,
                    {.user = user, .session = {}, .has = {}, .now = now, .usual_hold = ten_seconds, .fresh = fresh});
        bool const taken =
            before && is_live(*before, now) && (before->user != user || before->state == ReservationState::paid);
        RC_ASSERT(reserving.has_value() == !taken);
        if (!reserving || !reserving->made) return;
        if (reserving->lapsed) save(*reserving->lapsed);
        seat = reserving->seat;
        reservations.push_back(reserving->reserved);
    }

    void try_to_release(ReservedSeat const& which, UserId user) {
        auto const closing = release(seat, which, user, now);
        if (!closing || !closing->made) return;
        seat = closing->seat;
        save(closing->reserved);
    }

    void tidy(ReservedSeat const& which) {
        if (auto const closing = expire(seat, which, now)) {
            seat = closing->seat;
            save(closing->reserved);
        }
    }

    void try_to_pay(ReservedSeat const& which, UserId user) {
        if (!may_pay(which, user, now) || which.state == ReservationState::paid) return;
        auto const owning = own(seat, which, numbered<LedgerEntryId>(1), now);
        seat = owning.seat;
        save(owning.reserved);
    }

    void check(std::optional<ReservedSeatId> owner_before) {
        int live = 0;
        int open_ones = 0;
        std::optional<ReservedSeatId> owner;
        for (auto const& each : reservations) {
            live += is_live(each, now) ? 1 : 0;
            open_ones += each.state == ReservationState::reserved || each.state == ReservationState::paid ? 1 : 0;
            if (each.state == ReservationState::paid) owner = each.id;
        }
        RC_ASSERT(live <= 1);
        RC_ASSERT(open_ones <= 1);
        RC_ASSERT((seat.status == SeatStatus::available) == (open_ones == 0));
        RC_ASSERT((seat.status == SeatStatus::sold) == owner.has_value());
        if (owner_before) RC_ASSERT(owner == owner_before);  // once sold, sold for good
    }
};

RC_GTEST_PROP(Booking, no_seat_ever_has_two_live_claims, ()) {
    SeatLife life;
    auto const steps = *rc::gen::inRange(1, 60);
    for (int step = 0; step < steps; ++step) {
        life.now += milliseconds{*rc::gen::element(0, 1, 3'000, 9'999, 10'000)};
        auto const* open = life.open();
        auto const owner =
            open != nullptr && open->state == ReservationState::paid ? std::optional(open->id) : std::nullopt;
        auto const user = numbered<UserId>(*rc::gen::inRange(1U, 4U));
        auto const action = *rc::gen::weightedElement<int>({{5, 0}, {2, 1}, {2, 2}, {1, 3}});
        if (action == 0 || life.reservations.empty()) {
            life.try_to_reserve(user);
        } else {
            auto const which = *rc::gen::elementOf(std::vector<std::size_t>{
                life.reservations.size() - 1, *rc::gen::inRange<std::size_t>(0, life.reservations.size())});
            auto const reservation = life.reservations[which];
            if (action == 1) life.try_to_release(reservation, user);
            if (action == 2) life.tidy(reservation);
            if (action == 3) life.try_to_pay(reservation, user);
        }
        life.check(owner);
    }
}

}  // namespace
}  // namespace onsale
