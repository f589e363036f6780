// Reserve a seat: it is the user's for the hold term, and nobody else can take it.
// Again by the same user: the same reservation (made = false). Refuses: unknown_seat, unknown_user, seat_taken,
// sale_closed,
// not_on_sale_yet, sale_over, too_many_seats, too_many_takes, not_in_line (the session has ended: a payment was made in
// it).
#pragma once

#include <optional>

#include "application/clerk/command.h"

namespace onsale {

struct SeatReserved {
    Seat seat;
    Reservation reservation;
    bool made = false;  // false: the user had it already
};

class ReserveSeat final : public CommandFor<SeatReserved> {
  public:
    // session: the one that lets the user do this; without it they need none.
    ReserveSeat(SeatId seat, UserId user, std::optional<SessionId> session = {})
        : seat_(seat), user_(user), session_(session) {}

    void want(Wanted& wanted) const override;
    void decide(SaleRows& rows, DecisionContext const& at) override;
    std::string_view name() const override { return "reserve-seat"; }

  private:
    SeatId seat_;
    UserId user_;
    std::optional<SessionId> session_;
};

}  // namespace onsale
