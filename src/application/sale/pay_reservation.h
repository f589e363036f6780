// Pay a reservation in points: the seat is the user's for good. Here the concert domain and the user domain meet.
// Again: the payment there is, charged once (made = false).
// Refuses: unknown_reservation (also somebody else's), unknown_user, hold_expired, points_short.
#pragma once

#include "application/clerk/command.h"

namespace onsale {

struct ReservationPaid {
    Reservation reservation;  // paid; price is what was taken
    bool made = false;        // false: it had been paid before
};

class PayReservation final : public CommandFor<ReservationPaid> {
  public:
    PayReservation(ReservationId reservation, UserId user) : reservation_(reservation), user_(user) {}

    void want(Wanted& wanted) const override;
    void decide(Desk& desk, Circumstances const& at) override;
    std::string_view name() const override { return "pay-reservation"; }

  private:
    Decision<ReservationPaid> pay(Desk& desk, Circumstances const& at) const;

    ReservationId reservation_;
    UserId user_;
};

}  // namespace onsale
