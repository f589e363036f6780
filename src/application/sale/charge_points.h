// Charge points to a wallet. Refuses: unknown_user, balance_overflow.
#pragma once

#include "application/clerk/command.h"

namespace onsale {

struct PointsCharged {
    Points amount;
    Points balance;  // the new one
};

class ChargePoints final : public CommandFor<PointsCharged> {
  public:
    // amount: 1 to limits::largest_charge.
    ChargePoints(UserId user, Points amount) : user_(user), amount_(amount) {}

    void want(Wanted& wanted) const override;
    void decide(SaleRows& rows, DecisionContext const& at) override;
    std::string_view name() const override { return "charge-points"; }

  private:
    UserId user_;
    Points amount_;
};

}  // namespace onsale
