// Tidy up holds that ran out: their rows say so, and the counters agree. Seats are free without it (reserve looks at
// the clock); this keeps the store in step. Never refuses; what is paid, given back or tidied already is left alone.
#pragma once

#include <utility>
#include <vector>

#include "application/clerk/command.h"

namespace onsale {

struct HoldsExpired {
    std::size_t count = 0;
    std::vector<ReservationId> not_yet;  // by the clock that decides they live still: to be asked for again, later
};

class ExpireHolds final : public CommandFor<HoldsExpired> {
  public:
    // At most limits::expiry_batch.
    explicit ExpireHolds(std::vector<ReservationId> reservations) : reservations_(std::move(reservations)) {}

    void want(Wanted& wanted) const override;
    void decide(SaleRows& rows, DecisionContext const& at) override;
    std::string_view name() const override { return "expire-holds"; }

  private:
    std::vector<ReservationId> reservations_;
};

}  // namespace onsale
