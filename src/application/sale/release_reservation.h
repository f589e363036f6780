// Give unpaid seats of a reservation back, all or one of them: they are free for everybody at once. Again: the same
// answer.
// Refuses: unknown_reservation (also somebody else's), unknown_seat (not of the reservation), already_paid,
// hold_expired.
#pragma once

#include <optional>
#include <vector>

#include "application/clerk/command.h"

namespace onsale {

class ReleaseReservation final : public CommandFor<Reservation> {
  public:
    // only: one seat of it; none: all.
    ReleaseReservation(ReservationId reservation, UserId user, std::optional<SeatId> only = {})
        : reservation_(reservation), user_(user), only_(only) {}

    void want(Wanted& wanted) const override;
    void decide(SaleRows& rows, DecisionContext const& at) override;
    std::string_view name() const override { return "release-reservation"; }

  private:
    Decision<Reservation> release(SaleRows& rows, Reservation const& reservation, Instant now) const;
    Decision<std::vector<ReservedSeat>> meant(Reservation const& reservation) const;

    ReservationId reservation_;
    UserId user_;
    std::optional<SeatId> only_;
};

}  // namespace onsale
