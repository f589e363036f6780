// Reserve a seat: it is the user's for the hold term, and nobody else can take it.
// Again by the same user: the same reservation (made = false). Refuses: unknown_seat, unknown_user, seat_taken.
#pragma once

#include "application/clerk/command.h"

namespace onsale {

struct SeatReserved {
    Seat seat;
    Reservation reservation;
    bool made = false;  // false: the user had it already
};

class ReserveSeat final : public CommandFor<SeatReserved> {
  public:
    ReserveSeat(SeatId seat, UserId user) : seat_(seat), user_(user) {}

    void want(Wanted& wanted) const override;
    void decide(Desk& desk, Circumstances const& at) override;
    std::string_view name() const override { return "reserve-seat"; }

  private:
    SeatId seat_;
    UserId user_;
};

}  // namespace onsale
