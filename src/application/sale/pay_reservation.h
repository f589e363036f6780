// Pay a reservation in points: the seat is the user's for good. Here the concert domain and the user domain meet.
// Again: the payment there is, charged once (made = false).
// Refuses: unknown_reservation (also somebody else's), unknown_user, hold_expired, points_short,
// not_in_line (only a payment that there is may be asked for, and there is none).
#pragma once

#include <cstdint>
#include <optional>

#include "application/clerk/command.h"

namespace onsale {

struct ReservationPaid {
    Reservation reservation;  // paid; price is what was taken
    bool made = false;        // false: it had been paid before
};

enum class Paying : std::uint8_t {
    anew,        // take the points, if they have not been taken yet
    only_again,  // the session has ended: only a payment that there is may be asked for
};

class PayReservation final : public CommandFor<ReservationPaid> {
  public:
    // session_began: of the session that lets the user pay; without it they need none.
    PayReservation(ReservationId reservation, UserId user, Paying paying = Paying::anew,
                   std::optional<Instant> session_began = {})
        : reservation_(reservation), user_(user), paying_(paying), session_began_(session_began) {}

    void want(Wanted& wanted) const override;
    void decide(Desk& desk, Circumstances const& at) override;
    std::string_view name() const override { return "pay-reservation"; }

  private:
    Decision<ReservationPaid> pay(Desk& desk, Circumstances const& at) const;

    ReservationId reservation_;
    UserId user_;
    Paying paying_;
    std::optional<Instant> session_began_;
};

}  // namespace onsale
