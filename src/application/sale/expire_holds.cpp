#include "application/sale/expire_holds.h"

namespace onsale {
namespace {

// False: not yet, since one of its seats is held still by the clock that decides, or was added just now.
bool expire_all(SaleRows& rows, Reservation const& reservation, Instant now) {
    if (!rows.has_all_seats(reservation)) return false;
    bool none_lives = true;
    for (auto const& each : reservation.seats) {
        if (each.state == ReservationState::reserved && is_live(each, now)) none_lives = false;
        auto const closing = expire(*rows.seat(each.seat), each, now);
        if (!closing) continue;
        rows.put(closing->seat);
        rows.put(closing->reserved);
    }
    return none_lives;
}

}  // namespace

void ExpireHolds::want(Wanted& wanted) const {
    wanted.reservations.insert(wanted.reservations.end(), reservations_.begin(), reservations_.end());
}

void ExpireHolds::decide(SaleRows& rows, DecisionContext const& at) {
    HoldsExpired expired;
    for (auto const id : reservations_) {
        auto const reservation = rows.reservation(id);
        if (!reservation) continue;
        bool const held = reservation->state() == ReservationState::reserved;
        if (!expire_all(rows, *reservation, at.now)) {
            expired.not_yet.push_back(id);
        } else if (held) {
            ++expired.count;
        }
    }
    outcome = expired;
}

}  // namespace onsale
