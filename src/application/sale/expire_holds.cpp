#include "application/sale/expire_holds.h"

#include "domain/invariant.h"

namespace onsale {

void ExpireHolds::want(Wanted& wanted) const {
    wanted.reservations.insert(wanted.reservations.end(), reservations_.begin(), reservations_.end());
}

void ExpireHolds::decide(SaleRows& rows, DecisionContext const& at) {
    HoldsExpired expired;
    for (auto const id : reservations_) {
        auto const* reservation = rows.reservation(id);
        if (reservation == nullptr) continue;
        auto const* seat = rows.seat(reservation->seat);
        invariant(seat != nullptr, "a reservation has its seat");
        if (reservation->state == ReservationState::reserved && is_live(*reservation, at.now)) {
            expired.not_yet.push_back(id);
        } else if (auto const closing = expire(*seat, *reservation, at.now)) {
            rows.put(closing->seat);
            rows.put(closing->reservation);
            ++expired.count;
        }
    }
    outcome = expired;
}

}  // namespace onsale
