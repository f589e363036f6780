// Give an unpaid seat back: it is free for everybody at once. Again: the same answer.
// Refuses: unknown_reservation (also somebody else's), already_paid, hold_expired.
#pragma once

#include "application/clerk/command.h"

namespace onsale {

struct SeatReleased {
    Seat seat;
    Reservation reservation;
};

class ReleaseReservation final : public CommandFor<SeatReleased> {
  public:
    ReleaseReservation(ReservationId reservation, UserId user) : reservation_(reservation), user_(user) {}

    void want(Wanted& wanted) const override;
    void decide(SaleRows& rows, DecisionContext const& at) override;
    std::string_view name() const override { return "release-reservation"; }

  private:
    ReservationId reservation_;
    UserId user_;
};

}  // namespace onsale
