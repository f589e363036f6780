#include "application/sale/release_reservation.h"

#include "domain/invariant.h"

namespace onsale {

void ReleaseReservation::want(Wanted& wanted) const { wanted.reservations.push_back(reservation_); }

void ReleaseReservation::decide(SaleRows& rows, DecisionContext const& at) {
    auto const* reservation = rows.reservation(reservation_);
    if (reservation == nullptr) {
        outcome = refuse(Reason::unknown_reservation);
        return;
    }
    auto const* seat = rows.seat(reservation->seat);
    invariant(seat != nullptr, "a reservation has its seat");
    auto const closing = release(*seat, *reservation, user_, at.now);
    if (!closing) {
        outcome = std::unexpected(closing.error());
        return;
    }
    if (closing->made) {
        rows.put(closing->seat);
        rows.put(closing->reservation);
    }
    outcome = SeatReleased{closing->seat, closing->reservation};
}

}  // namespace onsale
