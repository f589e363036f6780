// Pay a reservation in points: all its seats are the user's for good, the sum is taken once. Here the concert domain
// and the user domain meet. Again: the payment there is, charged once (made = false). A payment ends the session of the
// line that it was made in: both are stored together, and what the line does follows from it
// (application/sale/session_ends.h). Refuses: unknown_reservation (also somebody else's), unknown_user, hold_expired,
// points_short, not_in_line (only a payment that there is may be asked for, and there is none; or the session has
// ended).
#pragma once

#include <cstdint>
#include <optional>

#include "application/clerk/command.h"

namespace onsale {

struct ReservationPaid {
    Reservation reservation;  // paid
    bool made = false;        // false: it had been paid before
};

enum class Paying : std::uint8_t {
    outside,     // no session is needed; one that the user has all the same ends with the payment
    in_session,  // by the right of a session, which ends with the payment: refused when another payment has ended it
    only_again,  // the session has ended: only a payment that there is may be asked for
};

class PayReservation final : public CommandFor<ReservationPaid> {
  public:
    // session: the user's session, as far as it is known; with in_session it is.
    PayReservation(ReservationId reservation, UserId user, Paying paying = Paying::outside,
                   std::optional<SessionId> session = {})
        : reservation_(reservation), user_(user), paying_(paying), session_(session) {}

    void want(Wanted& wanted) const override;
    void decide(SaleRows& rows, DecisionContext const& at) override;
    std::string_view name() const override { return "pay-reservation"; }

  private:
    Decision<ReservationPaid> pay(SaleRows& rows, DecisionContext const& at,
                                  std::optional<Reservation> reservation) const;

    ReservationId reservation_;
    UserId user_;
    Paying paying_;
    std::optional<SessionId> session_;
};

}  // namespace onsale
