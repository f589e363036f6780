// Give unpaid seats of a reservation back, all or one of them: they are free for everybody at once. Again: the same
// answer. With a wheelchair space go the companion seats that are left without one, those first that were taken last.
// Refuses: unknown_reservation (also somebody else's), unknown_seat (not of the reservation), already_paid,
// hold_expired.
#pragma once

#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "application/boards/date_board.h"
#include "application/clerk/command.h"

namespace onsale {

class ReleaseReservation final : public CommandFor<Reservation> {
  public:
    ReleaseReservation(ReservationId reservation, UserId user) : reservation_(reservation), user_(user) {}
    // One seat of it. date: where it is; null: on no board here, so it is given back by itself.
    struct Only {
        Only(SeatId id, std::shared_ptr<DateBoard> board = {})
            : seat(id), date(std::move(board)) {}  // NOLINT: as OneSeat
        SeatId seat;
        std::shared_ptr<DateBoard> date;
    };
    ReleaseReservation(ReservationId reservation, UserId user, std::optional<Only> only)
        : reservation_(reservation), user_(user), only_(std::move(only)) {}

    void want(Wanted& wanted) const override;
    void decide(SaleRows& rows, DecisionContext const& at) override;
    std::string_view name() const override { return "release-reservation"; }

  private:
    Decision<Reservation> release(SaleRows& rows, Reservation const& reservation, Instant now) const;
    Decision<std::vector<ReservedSeat>> meant(Reservation const& reservation) const;
    std::vector<ReservedSeat> with_companions(ReservedSeat const& space, SaleRows const& rows,
                                              Reservation const& reservation, Instant now) const;

    ReservationId reservation_;
    UserId user_;
    std::optional<Only> only_{};
};

}  // namespace onsale
